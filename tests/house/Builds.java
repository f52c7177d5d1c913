package house;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles scripts from the files and against the jars that JBang names for each, and from nothing
/// else, so that a script that leaves one out does not compile here either. Modules that several
/// scripts share are compiled once, in a compiler that is warm. May be used by several threads.
final class Builds {
  private final Path folder;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Map<Modules, Path> built = new ConcurrentHashMap<>();

  private record Modules(SortedSet<Path> sources, List<Path> jars) {}

  /// @param folder for the classes
  Builds(Path folder) {
    this.folder = folder;
  }

  /// The class path of a script that was compiled for it.
  ///
  /// @throws AssertionError with the compiler's words if it does not compile
  String classPath(Script script) {
    Modules modules = new Modules(script.modules(), script.jars());
    Path shared = built.computeIfAbsent(modules, this::build);
    String classPath = path(Stream.concat(Stream.of(shared), script.jars().stream()));
    Path own = compile(List.of(script.file()), classPath);
    return own + File.pathSeparator + classPath;
  }

  private Path build(Modules modules) {
    return compile(modules.sources(), path(modules.jars().stream()));
  }

  private static String path(Stream<Path> entries) {
    return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private Path compile(Collection<Path> sources, String classPath) {
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      Path classes = Files.createTempDirectory(folder, "classes");
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath);
      boolean compiled =
          sources.isEmpty()
              || compiler
                  .getTask(
                      said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                  .call();
      if (!compiled) throw new AssertionError(said.toString());
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
