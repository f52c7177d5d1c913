package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import house.Waiting;
import java.io.File;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kit.result.FigureRow;
import kit.result.ResultStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runtime.ChildJvm;
import runtime.DiskProject;
import runtime.OperatingSystem;

/// Every lab of the catalog, measured once at its least size ([LeastRun]).
///
/// The labs run in this JVM, one after the other, and start their systems as always. A lab is
/// skipped, whole or in part, only where its own plan says what this machine lacks.
@Waiting
@Order(1)
class EveryLabTest {
  @TempDir static Path folder;

  private static final int NOBODY = 65_534;

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

  /// Nobody without a home, in a project of his own: of what is root's he may read the class path.
  /// PostgreSQL, which refuses to run as root, is started in another way for him.
  @Test
  void anOrdinaryUserMeasuresToo(@TempDir(factory = DiskProject.class) Path project)
      throws Exception {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Assumptions.assumeTrue(root, "an ordinary user runs these tests, and has measured above");
    Optional<Path> setpriv = OperatingSystem.program("setpriv");
    Assumptions.assumeTrue(setpriv.isPresent(), "no setpriv here; apt-get install util-linux");
    Path own = Files.createDirectories(project.resolve("datasets/documented"));
    try (Stream<Path> documented = Files.list(file("datasets/documented"))) {
      for (Path csv : documented.filter(each -> each.toString().endsWith(".csv")).toList()) {
        Files.copy(csv, own.resolve(csv.getFileName()));
      }
    }
    Files.copy(file("jbang-catalog.json"), project.resolve("jbang-catalog.json"));
    Path results = Files.createDirectory(project.resolve("results"));
    for (Path written : List.of(project, project.resolve("datasets"), results)) {
      Files.setAttribute(written, "unix:uid", NOBODY);
    }

    String classPath =
        folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
    ProcessBuilder lab = ChildJvm.of(classPath, "BatcherSinks", "--runtime=process");
    lab.command().addAll(List.of("--profile=test", "--only=postgres.batched", "--out=" + results));
    lab.command().addAll(0, asNobody(setpriv.get()));
    lab.environment().keySet().retainAll(Set.of("PATH"));
    lab.environment().put("REMEASURE_HOME", project.toString());
    Path said = project.resolve("said");
    lab.redirectErrorStream(true).redirectOutput(said.toFile());
    int status = lab.start().waitFor();
    assertEquals(0, status, Files.readString(said));

    Path file = new ResultStore(results).newest("batcher-sinks").orElseThrow();
    assertEquals(NOBODY, Files.getAttribute(file, "unix:uid"));
    FigureRow row = ResultStore.read(file).figure("postgres.batched").orElseThrow();
    assertTrue(row.measured() > 0, row::toString);
  }

  private static List<String> asNobody(Path setpriv) {
    String reading = "+dac_read_search";
    String nobody = String.valueOf(NOBODY);
    return List.of(
        setpriv.toString(),
        "--reuid=" + nobody,
        "--regid=" + nobody,
        "--clear-groups",
        "--inh-caps=" + reading,
        "--ambient-caps=" + reading);
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
