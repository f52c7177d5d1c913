package house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// A documented figure that names labs is answered by a row of one of them, and a lab answers only
/// figures that name it. What repeats another figure, or was never claimed as reached or wanted (a
/// parameter, a comparison), need not be answered.
final class AnsweredFigures implements Rule {
  private static final String FOLDER = "datasets/documented/";
  private static final Set<String> CLAIMS = Set.of("achieved", "target");
  private static final Pattern LAB = Pattern.compile("labs/([a-z-]+)\\.java");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  @Override
  public List<String> complaints(House house) {
    Map<String, String> labs = new HashMap<>();
    house
        .texts()
        .forEach(
            (path, text) -> {
              Matcher lab = LAB.matcher(path);
              if (lab.matches()) labs.put(lab.group(1), text);
            });
    List<String> complaints = new ArrayList<>();
    house
        .texts()
        .forEach(
            (path, text) -> {
              if (path.matches(FOLDER + "[a-z-]+\\.csv") && !path.endsWith("relations.csv")) {
                for (CSVRecord figure : figures(text)) check(figure, labs, complaints);
              }
            });
    return complaints;
  }

  private static void check(CSVRecord figure, Map<String, String> labs, List<String> complaints) {
    String id = figure.get("id");
    Set<String> named = new HashSet<>(Arrays.asList(figure.get("lab").split(" ")));
    List<String> answering =
        labs.keySet().stream()
            .filter(lab -> labs.get(lab).contains("\"" + id + "\""))
            .sorted()
            .toList();
    for (String lab : answering) {
      if (!named.contains(lab)) {
        complaints.add(id + " is answered by " + lab + ", which its row does not name");
      }
    }
    boolean claimed =
        CLAIMS.contains(figure.get("kind")) && !figure.get("note").startsWith("repeat of");
    boolean built = named.stream().anyMatch(labs::containsKey);
    if (claimed && built && answering.isEmpty()) {
      complaints.add(id + " names " + figure.get("lab") + ", and no row there answers it");
    }
  }

  private static List<CSVRecord> figures(String text) {
    try (var parser = FORMAT.parse(new java.io.StringReader(text))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
