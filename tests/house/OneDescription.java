package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A script says what it does once: `//DESCRIPTION` on one line, which is all that JBang reads, the
/// catalog in the same words, and the README's table of labs too.
final class OneDescription implements Rule {
  private static final String DIRECTIVE = "//DESCRIPTION ";
  private static final int COLUMNS = 100;

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    Map<String, String> table = ReadmeTable.labs(house.text("README.md").orElse(""));
    Catalog.of(house)
        .aliases()
        .forEach(
            (name, alias) -> {
              String script = alias.script();
              house
                  .text(script)
                  .ifPresent(text -> compare(script, text, alias.description(), complaints));
              String listed = table.getOrDefault(name, alias.description());
              if (!listed.equals(alias.description())) {
                complaints.add(
                    "README.md: its table says \"%s\" of %s, the catalog \"%s\""
                        .formatted(listed, name, alias.description()));
              }
            });
    return complaints;
  }

  private static void compare(String script, String text, String catalog, List<String> complaints) {
    List<String> lines = text.lines().toList();
    List<String> said = lines.stream().filter(line -> line.startsWith(DIRECTIVE)).toList();
    if (said.size() != 1) {
      complaints.add(script + " needs one line " + DIRECTIVE.strip() + ", and has " + said.size());
      return;
    }
    String line = said.getFirst();
    if (!line.equals(DIRECTIVE + catalog)) {
      complaints.add(
          "%s says \"%s\", the catalog \"%s\""
              .formatted(script, line.substring(DIRECTIVE.length()), catalog));
    }
    if (line.length() > COLUMNS) {
      complaints.add(script + " describes itself in more than " + COLUMNS + " columns");
    }
    int next = lines.indexOf(line) + 1;
    if (next < lines.size() && lines.get(next).startsWith("// ")) {
      complaints.add(
          script + " goes on with its description on a second line, which JBang does not read");
    }
  }
}
