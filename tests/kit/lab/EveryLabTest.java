package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kit.machine.Calibration;
import kit.machine.NoiseWatch;
import kit.report.Terminal;
import kit.report.Trouble;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultSchema;
import kit.result.ResultStore;
import kit.result.TrialRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runtime.ExitStatus;

/// Every lab of the catalog, measured once at its least size: it comes to its end, its checks hold,
/// every row has a number, what it leaves follows the schema, and it leaves nothing else. How large
/// the numbers are is no matter here.
///
/// The labs run in this JVM, one after the other, and start their systems as always. A lab is
/// skipped, whole or in part, only where its own plan says what this machine lacks.
@Tag("slow")
class EveryLabTest {
  private static final String RESULT_OR_CHARTS = "\\d{8}T\\d{6}Z-\\w+(\\.json)?";

  @TempDir static Path folder;

  private static final Map<ProcessHandle, String> started = new ConcurrentHashMap<>();

  private static URLClassLoader scripts;
  private Path work;

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

  /// What another class has started meanwhile, beside this one, ends with that class.
  @AfterAll
  static void nothingIsLeftRunning() throws Exception {
    long endNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    for (Map.Entry<ProcessHandle, String> process : started.entrySet()) {
      try {
        process.getKey().onExit().get(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError(process.getValue() + " has left " + process.getKey().info(), e);
      }
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
    Lab lab = lab(script);
    Path results = folder.resolve("results");
    String[] arguments = {"--runtime=process", "--profile=test", "--seed=42", "--out=" + results};
    RunPlan plan = plan(lab, arguments);
    Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());

    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status = lab.run(around(new PrintStream(said, true, UTF_8)), arguments);

    assertEquals(0, status, () -> said.toString(UTF_8));
    ProcessHandle.current()
        .descendants()
        .filter(process -> !before.contains(process))
        .forEach(process -> started.putIfAbsent(process, script));
    assertFalse(Files.exists(work), "its work folder is left");
    assertEquals(List.of(), beside(results.resolve(lab.name())), "neither result nor charts");
    assertFalse(said.toString(UTF_8).contains("charts  none"), () -> said.toString(UTF_8));
    Path file = new ResultStore(results).newest(lab.name()).orElseThrow();
    ResultSchema.check(file);
    complete(lab, plan, ResultStore.read(file));
    Assumptions.assumeTrue(plan.leftOut().isEmpty(), () -> "SKIPPED IN PART: " + plan.notes());
  }

  @ParameterizedTest
  @MethodSource("labs")
  void tellsWhatItMeasuresAndJudgesItsReferenceRunsAsTheyAreJudged(String script) throws Exception {
    Lab lab = lab(script);
    assertTrue(said(lab, "--list").startsWith(lab.name() + "   " + lab.title()));
    for (Path reference : new ResultStore(file("datasets/reference")).files(lab.name())) {
      if (ResultStore.read(reference).protocolVersion() == lab.protocolVersion()) {
        Path copy = Files.copy(reference, folder.resolve(lab.name() + ".json"));
        assertEquals("every row is judged as before\n", said(lab, "--judge=" + copy));
      }
    }
  }

  private String said(Lab lab, String argument) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status = lab.run(around(new PrintStream(said, true, UTF_8)), argument);
    assertEquals(0, status, () -> said.toString(UTF_8));
    return said.toString(UTF_8);
  }

  /// What the lab would measure here, or an end of this test if its plan says that it cannot.
  private static RunPlan plan(Lab lab, String... arguments) {
    try {
      Options options =
          LabCommand.parse(lab.name(), arguments).options(lab.engines(), lab.peers(), folder);
      return lab.plan(options);
    } catch (Trouble trouble) {
      Assumptions.assumeFalse(
          trouble.exitStatus() == ExitStatus.ENVIRONMENT_LACKS,
          () -> "SKIPPED, NOT PASSED: " + trouble.what());
      throw trouble;
    }
  }

  private static void complete(Lab lab, RunPlan plan, Result result) {
    assertEquals(
        plan.variants().stream().map(Variant::name).sorted().toList(),
        result.trials().stream().map(TrialRow::name).sorted().toList());
    assertEquals(
        lab.rows().stream().map(Row::id).toList(),
        result.figures().stream().map(FigureRow::id).toList());
    assertFalse(result.checks().isEmpty());
    for (CheckRow check : result.checks()) {
      assertTrue(check.held() && check.of() > 0, check::toString);
    }
    for (FigureRow row : result.figures()) {
      boolean finite = row.measured() != null && Double.isFinite(row.measured());
      assertEquals(!plan.leftOut().contains(row.variant()), finite, row::toString);
    }
    for (TrialRow trial : result.trials()) {
      trial.series().forEach((id, values) -> numbers(trial.name() + ", " + id, values));
    }
  }

  private static void numbers(String series, List<Double> values) {
    boolean windows = series.contains("rate/"); // of 100 ms: a step here may be shorter than one
    assertTrue(windows || !values.isEmpty(), () -> "no numbers: " + series);
    assertTrue(values.stream().allMatch(Double::isFinite), () -> series + values);
  }

  private static List<Path> beside(Path results) throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      return files
          .filter(file -> !file.getFileName().toString().matches(RESULT_OR_CHARTS))
          .toList();
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

  /// The real world but for the machine: it is calibrated briefly and not watched.
  private Surroundings around(PrintStream print) {
    return new Surroundings(
        print,
        print,
        new Terminal(80, true, false, false),
        Instant::now,
        System::nanoTime,
        () -> 0,
        (place, _, probes, clock) -> {
          work = place.getParent();
          return Calibration.open(place, Duration.ofNanos(100_000), probes, clock);
        },
        _ -> NoiseWatch.blind(),
        Project::here,
        () -> false);
  }
}
