package house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every link of a Markdown page and of a notebook leads to a file or folder that is here, and to a
/// heading that its page has. Of an address elsewhere only the form is looked at: the tests ask
/// nobody.
final class LiveLinks implements Rule {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)[ #]*$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    house
        .texts()
        .forEach(
            (path, text) ->
                markdown(path, text)
                    .ifPresent(
                        page ->
                            LINK.matcher(page)
                                .results()
                                .map(link -> problem(house, path, link.group(1), link.group(2)))
                                .flatMap(Optional::stream)
                                .forEach(problem -> complaints.add(path + " " + problem))));
    return complaints;
  }

  private static Optional<String> problem(House house, String from, String to, String heading) {
    if (to.contains(":")) {
      return isAddress(to)
          ? Optional.empty()
          : Optional.of("links to " + to + ", no https address");
    }
    String folder = from.substring(0, from.lastIndexOf('/') + 1);
    String target =
        to.isEmpty() ? from : Path.of(folder + to).normalize().toString().replace('\\', '/');
    if (!target.isEmpty() && !house.has(target)) {
      return Optional.of("links to " + to + ", which is not there");
    }
    boolean found =
        heading == null
            || house
                .text(target)
                .flatMap(text -> markdown(target, text))
                .filter(page -> anchors(page).contains(heading))
                .isPresent();
    return found
        ? Optional.empty()
        : Optional.of("links to " + to + "#" + heading + ", no heading");
  }

  private static boolean isAddress(String link) {
    try {
      URI address = new URI(link);
      return "https".equals(address.getScheme())
          && address.getHost() != null
          && address.getHost().contains(".");
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// What is Markdown in a file: a page, or the prose of a notebook. One that is no JSON is another
  /// rule's concern.
  private static Optional<String> markdown(String path, String text) {
    if (path.endsWith(".md")) return Optional.of(text);
    if (!path.endsWith(".ipynb")) return Optional.empty();
    StringBuilder prose = new StringBuilder();
    try {
      for (JsonNode cell : MAPPER.readTree(text).path("cells")) {
        if (cell.path("cell_type").asText().equals("markdown")) {
          cell.path("source").forEach(line -> prose.append(line.asText()));
          prose.append("\n\n");
        }
      }
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return Optional.of(prose.toString());
  }

  /// The names that GitHub gives to the headings of a page: small letters, hyphens for blanks, a
  /// number for one that stood before, and nothing of the punctuation.
  private static Set<String> anchors(String page) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher heading = HEADING.matcher(FENCED.matcher(page).replaceAll(""));
    while (heading.find()) {
      String words = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
      String name =
          words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(name, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? name : name + "-" + before);
    }
    return anchors;
  }
}
