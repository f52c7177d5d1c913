package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import runtime.Folders;

/// The labs of the catalog. Their scripts are compiled once, into a folder that stays, for all
/// tests that run them.
final class LabScripts {
  private static LabScripts all;

  private final Path home = Project.here().root();
  private final Map<String, Path> scripts = new TreeMap<>();
  private final ClassLoader loader;
  final Path classes = home.resolve(".jbang/tests/labs");

  private LabScripts() throws IOException {
    Path catalog = home.resolve("jbang-catalog.json");
    new ObjectMapper()
        .readTree(catalog.toFile())
        .path("aliases")
        .forEachEntry((name, alias) -> add(name, alias.path("script-ref").asText()));
    compile();
    URL[] place = {classes.toUri().toURL()};
    loader = new URLClassLoader(place, LabScripts.class.getClassLoader());
  }

  static synchronized LabScripts all() throws IOException {
    if (all == null) {
      all = new LabScripts();
    }
    return all;
  }

  private void add(String name, String script) {
    if (script.startsWith("labs/")) {
      scripts.put(name, home.resolve(script));
    }
  }

  private void compile() throws IOException {
    Folders.delete(classes);
    Files.createDirectories(classes);
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
      String classPath = System.getProperty("java.class.path");
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath);
      var sources = files.getJavaFileObjectsFromPaths(scripts.values());
      if (!compiler.getTask(said, files, null, options, null, sources).call()) {
        throw new AssertionError(said.toString());
      }
    }
  }

  /// Their names, such as `sequencer-burst`.
  List<String> names() {
    return List.copyOf(scripts.keySet());
  }

  Lab lab(String name) throws Exception {
    Path script = scripts.get(name);
    String main =
        Files.readAllLines(script).stream()
            .filter(line -> line.startsWith("//MAIN "))
            .map(line -> line.substring("//MAIN ".length()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(script + " names no //MAIN"));
    Field lab = loader.loadClass(main).getDeclaredField("LAB");
    lab.setAccessible(true); // a script's class has no package, so nobody can import it
    return (Lab) lab.get(null);
  }
}
