package house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Every path, type, member (`Type#member`) and command that a Markdown page names exists. Prose
/// goes stale silently; a name in backticks or a command line is a promise that can be checked.
/// Links are the concern of [LiveLinks].
final class TrueDocuments implements Rule {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern COMMAND = Pattern.compile("(?:\\./)?jbang(?:\\.cmd)? ([^\\s`]+)");
  private static final Pattern PATH =
      Pattern.compile(
          "[\\w.-]+(/[\\w.-]+)*/?|[\\w.-]+\\.(java|md|json|csv|sh|cmd|ipynb|py|png|svg)");
  private static final Pattern ENDING =
      Pattern.compile(".*\\.(java|md|json|csv|sh|cmd|ipynb|py|png|svg)");
  private static final Pattern TYPE =
      Pattern.compile("([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:[#.(].*)?");
  private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w*)#([^(\\s]+)(\\(.*)?");
  // A word in capitals stands for a name, but for the few files that are called so.
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\b(?!README|LICENSE|CONTRIBUTING)[A-Z]{2,}\\b");
  private static final Pattern MADE_HERE =
      Pattern.compile(
          "(\\.jbang|\\.work|report|datasets/results|environment/jupyter/\\.venv)(/.*)?");

  /// Types of other houses that pages may name.
  private final Set<String> foreign;

  TrueDocuments(Set<String> foreignTypes) {
    this.foreign = foreignTypes;
  }

  @Override
  public List<String> complaints(House house) {
    Map<String, Set<String>> types = new HashMap<>();
    for (JavaFile file : house.java()) {
      file.members()
          .forEach(
              (type, members) ->
                  types.computeIfAbsent(type, name -> new HashSet<>()).addAll(members));
    }
    Set<String> aliases = Catalog.of(house).aliases().keySet();
    List<String> complaints = new ArrayList<>();
    for (Map.Entry<String, String> page : house.texts().entrySet()) {
      if (!page.getKey().endsWith(".md")) continue;
      Page read = new Page(house, page.getKey(), types, foreign, aliases, complaints);
      int number = 0;
      boolean fenced = false;
      for (String line : page.getValue().lines().toList()) {
        number++;
        if (line.strip().startsWith("```")) fenced = !fenced;
        read.line(number, line, fenced || line.startsWith("    "));
      }
    }
    return complaints;
  }

  private record Page(
      House house,
      String path,
      Map<String, Set<String>> types,
      Set<String> foreign,
      Set<String> aliases,
      List<String> complaints) {

    void line(int number, String line, boolean block) {
      String at = path + ":" + number + ": ";
      COMMAND.matcher(line).results().forEach(found -> command(at, line, block, found));
      CODE.matcher(line).results().map(found -> found.group(1)).forEach(code -> code(at, code));
    }

    private void command(String at, String line, boolean block, MatchResult found) {
      // Only where a command can stand: at the start of code, or of a line in a block of it.
      String before = line.substring(0, found.start());
      if (!before.matches(block ? "(.*`|\\s*(\\$ )?|.*&& )" : ".*`|\\$ ")) return;
      String word = found.group(1);
      boolean known = word.startsWith("-") || aliases.contains(word) || JBANG.contains(word);
      boolean placeholder = word.contains("<") || placeholder(word);
      if (!known && !placeholder && !house.has(word)) {
        complaints.add(at + "jbang " + word + " is no alias, no script and no command of JBang");
      }
    }

    private static final Set<String> JBANG =
        Set.of("jdk", "run", "build", "edit", "export", "version", "trust");

    private void code(String at, String written) {
      String code = written.startsWith("./") ? written.substring(2) : written;
      Matcher type = TYPE.matcher(code);
      boolean known = !type.matches() || foreign.contains(type.group(1));
      if (!known && !types.containsKey(type.group(1))) {
        complaints.add(at + "names " + type.group(1) + ", and no type here is called so");
      }
      Matcher member = MEMBER.matcher(code);
      if (member.matches() && types.containsKey(member.group(1))) {
        if (!types.get(member.group(1)).contains(member.group(2))) {
          complaints.add(at + "names " + code + ", and " + member.group(1) + " has none such");
        }
      }
      boolean path =
          PATH.matcher(code).matches() && (inFolder(code) || ENDING.matcher(code).matches());
      if (path && !placeholder(code) && !exists(code)) {
        complaints.add(at + "names " + code + ", which is not there");
      }
    }

    /// Something like `a/b` is a path here only when `a` is a folder here; else it is a unit, a
    /// fraction, or a path in someone else's house.
    private boolean inFolder(String code) {
      int slash = code.indexOf('/');
      if (slash <= 0) return false;
      String first = code.substring(0, slash);
      return house.has(first) || house.has(folder() + first);
    }

    private static boolean placeholder(String code) {
      return code.contains("...") || PLACEHOLDER.matcher(code).find();
    }

    private boolean exists(String name) {
      if (MADE_HERE.matcher(name).matches()) return true;
      return house.has(name) || house.has(resolve(folder() + name)) || endsSomeName(name);
    }

    /// A bare file name may name a file anywhere below the page's folder.
    private boolean endsSomeName(String name) {
      return !name.contains("/")
          && house.texts().keySet().stream()
              .anyMatch(p -> p.startsWith(folder()) && p.endsWith("/" + name));
    }

    private String folder() {
      return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String resolve(String path) {
      return java.nio.file.Path.of(path).normalize().toString().replace('\\', '/');
    }
  }
}
