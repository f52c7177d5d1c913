package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kit.result.ResultStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lab of the catalog, measured once at its least size ([LeastRun]).
///
/// The labs run in this JVM, one after the other, and start their systems as always. A lab is
/// skipped, whole or in part, only where its own plan says what this machine lacks.
@Tag("slow")
class EveryLabTest {
  @TempDir static Path folder;

  private static final List<LeastRun> runs = new ArrayList<>();

  private static URLClassLoader scripts;

  @BeforeAll
  static void compile() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
      String classPath = System.getProperty("java.class.path");
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath);
      var sources = files.getJavaFileObjectsFromPaths(labs().map(EveryLabTest::file).toList());
      boolean compiled = compiler.getTask(said, files, null, options, null, sources).call();
      assertTrue(compiled, said::toString);
    }
    scripts =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, EveryLabTest.class.getClassLoader());
  }

  @AfterAll
  static void close() throws IOException {
    scripts.close();
  }

  @AfterAll
  static void nothingIsLeftRunning() throws Exception {
    for (LeastRun run : runs) {
      run.awaitEnd(Duration.ofMinutes(2));
    }
  }

  /// The scripts of the catalog that are labs, such as `labs/sequencer-burst.java`.
  static Stream<String> labs() throws IOException {
    Path catalog = Project.here().root().resolve("jbang-catalog.json");
    return new ObjectMapper()
        .readTree(catalog.toFile()).path("aliases").findValuesAsText("script-ref").stream()
            .filter(script -> script.startsWith("labs/"));
  }

  @ParameterizedTest
  @MethodSource("labs")
  void measures(String script) throws Exception {
    LeastRun run = new LeastRun(lab(script), folder.resolve("results"));
    runs.add(run);
    List<String> leftOut = run.measure();
    Assumptions.assumeTrue(leftOut.isEmpty(), () -> "SKIPPED IN PART: " + leftOut);
  }

  @ParameterizedTest
  @MethodSource("labs")
  void tellsWhatItMeasuresAndJudgesItsReferenceRunsAsTheyAreJudged(String script) throws Exception {
    Lab lab = lab(script);
    LeastRun run = new LeastRun(lab, folder);
    assertTrue(run.said("--list").startsWith(lab.name() + "   " + lab.title()));
    for (Path reference : new ResultStore(file("datasets/reference")).files(lab.name())) {
      if (ResultStore.read(reference).protocolVersion() == lab.protocolVersion()) {
        Path copy = Files.copy(reference, folder.resolve(lab.name() + ".json"));
        assertEquals("every row is judged as before\n", run.said("--judge=" + copy));
      }
    }
  }

  private static Path file(String name) {
    return Project.here().root().resolve(name);
  }

  private static Lab lab(String script) throws Exception {
    String main =
        Files.readAllLines(file(script)).stream()
            .filter(line -> line.startsWith("//MAIN "))
            .map(line -> line.substring("//MAIN ".length()))
            .findFirst()
            .orElseThrow(() -> new AssertionError(script + " names no //MAIN"));
    Field lab = scripts.loadClass(main).getDeclaredField("LAB");
    lab.setAccessible(true); // a script's class has no package, so nobody can import it
    return (Lab) lab.get(null);
  }
}
