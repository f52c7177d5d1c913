package house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// Notebooks are committed without outputs: what they show belongs to the result they open.
final class CleanNotebooks implements Rule {
  private final ObjectMapper mapper = new ObjectMapper();

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    house
        .texts()
        .forEach(
            (path, text) -> {
              if (path.endsWith(".ipynb")) check(path, text, complaints);
            });
    return complaints;
  }

  private void check(String path, String text, List<String> complaints) {
    try {
      int number = 0;
      for (JsonNode cell : mapper.readTree(text).path("cells")) {
        number++;
        if (!cell.path("outputs").isEmpty() || cell.path("execution_count").isNumber()) {
          complaints.add(
              path + ": cell " + number + " holds an output; clear it before committing");
        }
      }
    } catch (JsonProcessingException e) {
      complaints.add(path + " is no JSON: " + e.getOriginalMessage());
    }
  }
}
