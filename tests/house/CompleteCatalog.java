package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every lab has an alias of its own name, every alias a script and a line that says what it does,
/// and the README's table has the same labs.
final class CompleteCatalog implements Rule {
  private static final int DESCRIPTION_COLUMNS = 90;
  private static final Pattern LAB = Pattern.compile("labs/([a-z0-9-]+)\\.java");
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
    List<String> names = List.copyOf(catalog.aliases().keySet());
    if (!names.equals(names.stream().sorted().toList())) {
      complaints.add(
          Catalog.FILE + " must list its aliases in order: " + names.stream().sorted().toList());
    }
    Set<String> labs =
        house.texts().keySet().stream()
            .map(LAB::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String lab : labs) {
      Catalog.Alias alias = catalog.aliases().get(lab);
      if (alias == null || !alias.script().equals("labs/" + lab + ".java")) {
        complaints.add("labs/" + lab + ".java needs an alias " + lab + " in " + Catalog.FILE);
      }
    }
    compareWithReadme(house, labs, complaints);
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

  private static void compareWithReadme(House house, Set<String> labs, List<String> complaints) {
    Set<String> listed =
        new TreeSet<>(ReadmeTable.labs(house.text("README.md").orElse("")).keySet());
    for (String lab : labs) {
      if (!listed.contains(lab))
        complaints.add("README.md: its table of labs lacks labs/" + lab + ".java");
    }
    listed.removeAll(labs);
    listed.forEach(lab -> complaints.add("README.md: its table has " + lab + ", which is no lab"));
  }
}
