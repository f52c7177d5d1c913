package house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What JBang makes of a script, in its own answer: which files and jars its directives and those
/// of the heads that it names come to. Scripts with the same head differ in nothing else than
/// themselves.
///
/// @param modules the other files that are compiled with it
/// @param jars what they are compiled against
/// @param jvmFlags with which it is started
record Script(SortedSet<Path> modules, List<Path> jars, List<String> jvmFlags) {
  private static final Pattern MAIN = Pattern.compile("(?m)^//MAIN (\\S+)$");

  /// Reads the answer of `jbang info tools`.
  static Script of(Path file, String answer) throws IOException {
    JsonNode said = new ObjectMapper().readTree(answer);
    SortedSet<Path> modules = new TreeSet<>();
    said.path("sources")
        .forEach(source -> modules.add(Path.of(source.path("backingResource").asText())));
    modules.remove(file);
    List<Path> jars = new ArrayList<>();
    said.path("resolvedDependencies").forEach(jar -> jars.add(Path.of(jar.asText())));
    List<String> jvmFlags = new ArrayList<>();
    said.path("runtimeOptions").forEach(flag -> jvmFlags.add(flag.asText()));
    return new Script(modules, jars, jvmFlags);
  }

  /// All that JBang goes by: the folder and the directives but those that name the script itself.
  static String headOf(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.matches("//[A-Z_]+ .*") && !line.matches("//(MAIN|DESCRIPTION) .*"))
          .collect(Collectors.joining("\n", file.getParent() + "\n", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The class that starts it: the one that it names, or that of its file.
  static String mainClassOf(Path file) throws IOException {
    Matcher named = MAIN.matcher(Files.readString(file));
    return named.find()
        ? named.group(1)
        : file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
