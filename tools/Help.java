package tools;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The launcher's own words: what there is to run, or the nearest name to one that does not exist.
/// The launchers start it from its source, before JBang, so it uses the JDK alone.
final class Help {
  private static final int WRONG_ARGUMENTS = 2;

  /// An entry of the catalog; a test holds the catalog to this order of its members.
  private static final Pattern ALIAS =
      Pattern.compile(
          "\"([a-z][a-z0-9-]*)\":\\s*\\{\\s*\"script-ref\":\\s*\"([^\"]*)\","
              + "\\s*\"description\":\\s*\"([^\"]*)\"");

  private final Map<String, String> labs = new TreeMap<>();
  private final Map<String, String> tools = new TreeMap<>();

  /// @param catalog the text of `jbang-catalog.json`
  Help(String catalog) {
    Matcher alias = ALIAS.matcher(catalog);
    while (alias.find()) {
      (alias.group(2).startsWith("labs/") ? labs : tools).put(alias.group(1), alias.group(3));
    }
  }

  /// @param arguments the project's folder; and the name that does not exist, if one was given
  static void main(String[] arguments) throws IOException {
    Help help = new Help(Files.readString(Path.of(arguments[0], "jbang-catalog.json")));
    System.exit(
        arguments.length == 1 ? help.all(System.out) : help.unknown(arguments[1], System.err));
  }

  int all(PrintStream out) {
    out.println("Usage: ./jbang NAME [option...]     ./jbang NAME --help shows its options");
    list("Labs, which measure:", labs, out);
    list("Tools:", tools, out);
    out.println(
        "\nAll else is for JBang: ./jbang labs/NAME.java, ./jbang version, ./jbang run --help");
    return 0;
  }

  private void list(String head, Map<String, String> aliases, PrintStream out) {
    int columns = labs.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    out.println("\n" + head);
    aliases.forEach(
        (name, description) ->
            out.println("  " + name + " ".repeat(columns - name.length()) + description));
  }

  /// @param given a name, or the path of a script
  int unknown(String given, PrintStream err) {
    boolean script = given.endsWith(".java");
    err.println(
        script
            ? "error: there is no file " + given
            : "error: no lab, tool or command is called '" + given + "'");
    String name = script ? Path.of(given).getFileName().toString().replace(".java", "") : given;
    String near = nearest(name).map(found -> "./jbang " + found + ", or ").orElse("");
    err.println("  do        " + near + "./jbang --help, which names all");
    return WRONG_ARGUMENTS;
  }

  /// The one whose name holds what was typed, if there is one such; else the one that the fewest
  /// slips of the finger make of it, up to a third of its letters.
  Optional<String> nearest(String typed) {
    List<String> names = Stream.of(labs, tools).flatMap(each -> each.keySet().stream()).toList();
    List<String> holding = names.stream().filter(name -> name.contains(typed)).toList();
    if (holding.size() == 1) {
      return Optional.of(holding.getFirst());
    }
    return names.stream()
        .min(Comparator.comparingInt(name -> slips(typed, name)))
        .filter(name -> slips(typed, name) <= Math.max(2, typed.length() / 3));
  }

  /// Letters to insert, leave out, replace or swap with the next (optimal string alignment).
  private static int slips(String from, String to) {
    int[][] slips = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        slips[i][j] =
            Math.min(slips[i - 1][j - 1] + same, Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[from.length()][to.length()];
  }
}
