package house;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles scripts from the files and against the jars that JBang names for each, and from nothing
/// else, so that a script that leaves one out does not compile here either. A file that several
/// scripts have is compiled once, with no more than what all of them have.
final class Builds {
  private final Path folder;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

  /// Where the classes are of the files that the same scripts have.
  private final Map<Set<Script>, Path> shared = new LinkedHashMap<>();

  /// @param folder for the classes
  /// @param scripts one of each kind: those with the same head have the same files and jars
  /// @throws AssertionError with the compiler's words if something does not compile
  Builds(Path folder, Collection<Script> scripts) {
    this.folder = folder;
    Map<Path, Set<Script>> users = new HashMap<>();
    for (Script script : scripts) {
      for (Path file : script.modules()) {
        users.computeIfAbsent(file, _ -> new HashSet<>()).add(script);
      }
    }
    Map<Set<Script>, SortedSet<Path>> files = new HashMap<>();
    users.forEach((file, by) -> files.computeIfAbsent(by, _ -> new TreeSet<>()).add(file));
    files.keySet().stream()
        .sorted(Comparator.comparingInt(by -> -by.size()))
        .forEach(by -> shared.put(by, compile(files.get(by), classPath(by))));
  }

  /// The class path of a script that was compiled for it.
  ///
  /// @param script the script itself, or one with the same head
  String classPath(Path file, Script script) {
    String classPath = classPath(Set.of(script));
    return compile(List.of(file), classPath) + File.pathSeparator + classPath;
  }

  /// What all of these have.
  private String classPath(Set<Script> scripts) {
    Set<Path> jars = new LinkedHashSet<>();
    scripts.forEach(script -> jars.addAll(script.jars()));
    scripts.forEach(script -> jars.retainAll(script.jars()));
    List<Path> classes = new ArrayList<>();
    shared.forEach(
        (by, at) -> {
          if (by.containsAll(scripts)) classes.add(at);
        });
    return Stream.concat(classes.stream(), jars.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path compile(Collection<Path> sources, String classPath) {
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      Path classes = Files.createTempDirectory(folder, "classes");
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath);
      var units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(said, files, null, options, null, units).call()) {
        throw new AssertionError(said.toString());
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
