package house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A script says what it does on one line, `//DESCRIPTION`, which is all that JBang reads. A lab's
/// title, with its promise, is that line. The catalog and the README's table are written from it.
final class OneDescription implements Rule {
  private static final String DIRECTIVE = "//DESCRIPTION ";
  private static final int COLUMNS = 100;
  private static final Pattern WORDS = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern TITLE = called("title");
  private static final Pattern PROMISE = called("promise");

  private static Pattern called(String method) {
    return Pattern.compile("\\." + method + "\\(((?:[\\s+]*\"[^\"]*\")+)\\)");
  }

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (Catalog.Alias alias : Catalog.of(house).aliases().values()) {
      house.text(alias.script()).ifPresent(text -> check(alias.script(), text, complaints));
    }
    return complaints;
  }

  private static void check(String script, String text, List<String> complaints) {
    List<String> lines = text.lines().toList();
    List<String> said = lines.stream().filter(line -> line.startsWith(DIRECTIVE)).toList();
    if (said.size() != 1) {
      complaints.add(script + " needs one line " + DIRECTIVE.strip() + ", and has " + said.size());
      return;
    }
    String line = said.getFirst();
    if (line.length() > COLUMNS) {
      complaints.add(script + " describes itself in more than " + COLUMNS + " columns");
    }
    int next = lines.indexOf(line) + 1;
    if (next < lines.size() && lines.get(next).startsWith("// ")) {
      complaints.add(
          script + " goes on with its description on a second line, which JBang does not read");
    }
    String title = argument(TITLE, text);
    String promise = argument(PROMISE, text);
    String whole = promise.isEmpty() ? title : title + ", " + promise;
    if (script.startsWith("labs/") && !line.equals(DIRECTIVE + whole)) {
      complaints.add(
          "%s describes itself as \"%s\", and its lab's title is \"%s\""
              .formatted(script, line.substring(DIRECTIVE.length()), whole));
    }
  }

  private static String argument(Pattern call, String text) {
    Matcher found = call.matcher(text);
    if (!found.find()) return "";
    return WORDS
        .matcher(found.group(1))
        .results()
        .map((MatchResult word) -> word.group(1))
        .collect(Collectors.joining());
  }
}
