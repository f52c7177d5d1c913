package tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file of which `./jbang format` writes a part, or all, from what stands elsewhere: nobody edits
/// a list because a lab or a module has come.
///
/// - each module's head lists the module's files ([HeadFile]);
/// - the tests name every head, and `serve` those of the systems that it can start with what
///   belongs to them;
/// - the catalog and the README's table of labs say of each script what its `//DESCRIPTION` says.
///
/// @param path where it is
/// @param text what it is to say, all of it
public record Generated(Path path, String text) {
  private static final String SOURCES = "//SOURCES ";
  private static final String HEAD = "/package-info.java";
  private static final Pattern DESCRIPTION = Pattern.compile("(?m)^//DESCRIPTION (.*)$");
  private static final String SCRIPT = "///usr/bin/env jbang ";
  private static final Pattern SERVED = Pattern.compile("Served([A-Z]\\w*)\\.java");
  private static final Pattern IMPORTS = Pattern.compile("(?m)^//IMPORTS (.*)$");
  private static final String TABLE = "(?m)(^\\| %s \\| .*\\n\\|[-| :]+\\|\\n)((?:\\|.*\\n)*)";

  /// All of a project.
  ///
  /// @param home the project's root
  public static List<Generated> of(Path home) throws IOException {
    List<Generated> all = new ArrayList<>();
    for (HeadFile head : HeadFile.of(home)) {
      all.add(new Generated(head.path(), head.listed()));
    }
    List<String> modules =
        all.stream().map(head -> slashed(home.relativize(head.path().getParent()))).toList();
    all.add(naming(home.resolve("tests/tests.java"), modules));
    all.add(naming(home.resolve("tools/serve.java"), served(home, modules)));
    Map<String, String> scripts = new TreeMap<>(scripts(home, "labs"));
    all.add(readme(home.resolve("README.md"), scripts));
    scripts.putAll(scripts(home, "tools"));
    scripts.put("test", "tests/tests.java");
    all.add(new Generated(home.resolve("jbang-catalog.json"), catalog(home, scripts)));
    return all;
  }

  /// Whether the file says that already.
  public boolean upToDate() throws IOException {
    return text.equals(Files.readString(path));
  }

  /// Writes the file.
  public void write() throws IOException {
    Files.writeString(path, text);
  }

  /// A script that names the heads of these modules, and no others outside its own folder.
  private static Generated naming(Path script, List<String> modules) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Files.readString(script).split("\n", -1)));
    int place = lines.indexOf(lines.stream().filter(Generated::outside).findFirst().orElseThrow());
    lines.removeIf(Generated::outside);
    lines.addAll(
        place, modules.stream().map(module -> SOURCES + "../" + module + HEAD).sorted().toList());
    return new Generated(script, String.join("\n", lines));
  }

  private static boolean outside(String line) {
    return line.startsWith(SOURCES + "../");
  }

  /// The modules that hold a `Served...`, those that it is called after, and those that import such
  /// a one: a system's drivers and sinks.
  private static List<String> served(Path home, List<String> modules) throws IOException {
    Set<String> systems = new TreeSet<>();
    Set<String> chosen = new TreeSet<>();
    for (String module : modules) {
      try (Stream<Path> files = Files.list(home.resolve(module))) {
        for (Path file : files.toList()) {
          Matcher served = SERVED.matcher(file.getFileName().toString());
          if (module.startsWith("environment/") && served.matches()) {
            systems.add(served.group(1).toLowerCase(Locale.ROOT));
            chosen.add(module);
          }
        }
      }
    }
    for (String module : modules) {
      if (!module.startsWith("environment/")) continue;
      Set<String> names = new TreeSet<>(Set.of(module.substring("environment/".length())));
      Matcher imports = IMPORTS.matcher(Files.readString(home.resolve(module + HEAD)));
      if (imports.find()) names.addAll(List.of(imports.group(1).split(" ")));
      if (names.stream().anyMatch(systems::contains)) chosen.add(module);
    }
    return List.copyOf(chosen);
  }

  /// The scripts of a folder by their names.
  private static Map<String, String> scripts(Path home, String folder) throws IOException {
    Map<String, String> scripts = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve(folder))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".java") && Files.readString(file).startsWith(SCRIPT)) {
          scripts.put(name.replaceFirst("\\.java$", ""), folder + "/" + name);
        }
      }
    }
    return scripts;
  }

  private static String description(Path script) throws IOException {
    Matcher description = DESCRIPTION.matcher(Files.readString(script));
    return description.find() ? description.group(1) : "";
  }

  private static String catalog(Path home, Map<String, String> scripts) throws IOException {
    List<String> aliases = new ArrayList<>();
    for (Map.Entry<String, String> script : scripts.entrySet()) {
      aliases.add(
          """
              "%s": {
                "script-ref": "%s",
                "description": "%s"
              }\
          """
              .formatted(
                  script.getKey(),
                  script.getValue(),
                  description(home.resolve(script.getValue()))
                      .replace("\\", "\\\\")
                      .replace("\"", "\\\"")));
    }
    return aliases.stream()
        .collect(Collectors.joining(",\n", "{\n  \"aliases\": {\n", "\n  }\n}\n"));
  }

  private static Generated readme(Path page, Map<String, String> labs) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (Map.Entry<String, String> lab : labs.entrySet()) {
      String said = description(page.resolveSibling(lab.getValue()));
      rows.append("| `%s` | %s |\n".formatted(lab.getKey(), said));
    }
    return new Generated(page, table(Files.readString(page), "lab", rows.toString()));
  }

  /// A page with other rows in the table whose first column has this head.
  public static String table(String page, String head, String rows) {
    return Pattern.compile(TABLE.formatted(head))
        .matcher(page)
        .replaceFirst(found -> Matcher.quoteReplacement(found.group(1) + rows));
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }
}
