package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every alias has a script, a line that says what it does, and a name that hides nothing of
/// JBang's. That each script has an alias is `./jbang format`'s doing.
final class CompleteCatalog implements Rule {
  private static final int DESCRIPTION_COLUMNS = 90;
  private static final Set<String> JBANG_COMMANDS =
      Set.of(
          "ai",
          "alias",
          "app",
          "build",
          "cache",
          "catalog",
          "completion",
          "config",
          "deps",
          "edit",
          "export",
          "info",
          "init",
          "jdk",
          "run",
          "template",
          "trust",
          "version",
          "wrapper");

  @Override
  public List<String> complaints(House house) {
    Catalog catalog = Catalog.of(house);
    List<String> complaints = new ArrayList<>();
    catalog.aliases().forEach((name, alias) -> check(house, name, alias, complaints));
    return complaints;
  }

  private static void check(
      House house, String name, Catalog.Alias alias, List<String> complaints) {
    String where = Catalog.FILE + ": " + name;
    if (!house.has(alias.script()))
      complaints.add(where + " runs " + alias.script() + ", which is not there");
    String said = alias.description();
    if (said.isBlank() || said.contains("\n") || said.length() > DESCRIPTION_COLUMNS) {
      complaints.add(
          where + " needs a description of one line, up to " + DESCRIPTION_COLUMNS + " columns");
    }
    if (JBANG_COMMANDS.contains(name))
      complaints.add(where + " hides JBang's command of that name");
    if (!name.matches("[a-z][a-z0-9-]*"))
      complaints.add(where + " must be lower case, with hyphens");
  }
}
