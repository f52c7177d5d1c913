///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION format all Java files, or with --check list those that are not formatted
//SOURCES package-info.java
//DEPS com.google.googlejavaformat:google-java-format:1.35.0
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//JAVA_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import runtime.Project;
import tools.Generated;

/// Formats in place. It refuses a comment line over 100 columns instead of handing it to the
/// formatter, which would break it, and turn the rest of a `///` line into a plain comment. Without
/// a file it also brings up to date what is written from the tree: see [Generated].
@Command(
    name = "./jbang format",
    description = {
      "Formats every Java file of the project, and writes the lists of its files, labs and",
      "tools wherever they stand: the modules' heads, the catalog, the README's table."
    })
class format extends Program {
  private static final List<String> FOLDERS = List.of("environment", "labs", "tools", "tests");
  private static final int COLUMNS = 100;

  @Option(names = "--check", description = "change nothing; list what is not formatted, status 1")
  boolean check;

  @Parameters(paramLabel = "FILE", description = "only these files")
  List<Path> files = List.of();

  static void main(String[] args) {
    new format().run(args);
  }

  @Override
  public Integer call() throws IOException {
    int refused = 0;
    Path home = Project.home();
    int changed = files.isEmpty() ? generate(home) : 0;
    for (Path file : files.isEmpty() ? projectFiles(home) : files) {
      String before = Files.readString(file);
      Path shown = file.startsWith(home) ? home.relativize(file) : file;
      List<String> complaints = longComments(before);
      String after = before;
      if (complaints.isEmpty()) {
        try {
          after = format(before);
        } catch (FormatterException e) {
          e.diagnostics().forEach(problem -> complaints.add(problem.toString()));
        }
      }
      complaints.forEach(complaint -> System.err.println(shown + ":" + complaint));
      refused += complaints.size();
      if (after.equals(before)) continue;
      changed++;
      System.out.println(shown);
      if (!check) Files.writeString(file, after);
    }
    if (refused > 0) {
      System.err.println(
          "error: " + refused + " lines that the formatter cannot take, listed above");
    }
    if (check && changed > 0) {
      System.err.println("error: " + changed + " files are not formatted, listed above");
      System.err.println("  do        ./jbang format");
    }
    boolean failed = refused > 0 || check && changed > 0;
    return (failed ? ExitStatus.FAILED : ExitStatus.DONE).code();
  }

  /// How many generated files did not say what they are to say.
  private int generate(Path home) throws IOException {
    int stale = 0;
    for (Generated file : Generated.of(home)) {
      if (file.upToDate()) continue;
      stale++;
      System.out.println(home.relativize(file.path()));
      if (!check) file.write();
    }
    return stale;
  }

  /// The formatter puts a space after every `//`, which would hide JBang's directives from JBang:
  /// lines that stood without one get their old form back.
  private static String format(String source) throws FormatterException {
    Set<String> unspaced = new HashSet<>();
    source.lines().filter(line -> line.matches("//+\\S.*")).forEach(unspaced::add);
    StringBuilder formatted = new StringBuilder(source.length());
    for (String line : new Formatter().formatSourceAndFixImports(source).split("\n")) {
      String old = line.replaceFirst("^(//+) ", "$1");
      formatted.append(unspaced.contains(old) ? old : line).append('\n');
    }
    return formatted.toString();
  }

  private static List<Path> projectFiles(Path home) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> tree = Files.walk(home.resolve(folder))) {
        tree.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static List<String> longComments(String source) {
    List<String> found = new ArrayList<>();
    List<String> lines = source.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean comment = line.stripLeading().startsWith("//");
      if (comment && line.codePointCount(0, line.length()) > COLUMNS) {
        found.add(
            "%s: a comment over %s columns; break it: %s".formatted(i + 1, COLUMNS, line.strip()));
      }
    }
    return found;
  }
}
