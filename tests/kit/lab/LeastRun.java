package kit.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.Assumptions;
import runtime.ExitStatus;

/// One run of a lab in this JVM at its least size, and all that must hold of it: it comes to its
/// end, its checks hold, every row has a number, what it leaves follows the schema, and it leaves
/// nothing else. How large the numbers are is no matter here.
final class LeastRun {
  private static final String RESULT_OR_CHARTS = "\\d{8}T\\d{6}Z-\\w+(\\.json)?";

  private final Lab lab;
  private final Path results;
  private Path work;

  /// @param results where its result goes; what else a lab of that name leaves there is found
  LeastRun(Lab lab, Path results) {
    this.lab = lab;
    this.results = results;
  }

  /// Runs it. Processes alone are not looked at ([#awaitEnd]): some end a moment after their lab.
  ///
  /// @throws AssertionError if something does not hold
  /// @return what it left out, as its plan says, because this machine lacks what it takes
  List<String> measure() throws Exception {
    String[] arguments = {"--runtime=process", "--profile=test", "--seed=42", "--out=" + results};
    RunPlan plan = plan(arguments);
    String said = said(arguments);
    assertFalse(Files.exists(work), "its work folder is left");
    assertEquals(List.of(), beside(results.resolve(lab.name())), "neither result nor charts");
    assertFalse(said.contains("charts  none"), said);
    Path file = new ResultStore(results).newest(lab.name()).orElseThrow();
    ResultSchema.check(file);
    complete(plan, ResultStore.read(file));
    return plan.lacking() ? plan.notes() : List.of();
  }

  /// Runs it with these arguments, and gives what it said if it ended with status 0.
  String said(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status = lab.run(around(new PrintStream(said, true, UTF_8)), arguments);
    assertEquals(0, status, () -> said.toString(UTF_8));
    return said.toString(UTF_8);
  }

  /// Waits for the end of what the lab has started: whatever on this machine was told its work
  /// folder, or stands in it, as each system does and what a system starts. So other classes may
  /// run beside this one, and a process that has lost its parent is found too.
  ///
  /// @throws AssertionError if something still runs then
  void awaitEnd(Duration patience) throws Exception {
    long endNs = System.nanoTime() + patience.toNanos();
    for (ProcessHandle process : ProcessHandle.allProcesses().filter(this::ofThisRun).toList()) {
      try {
        process.onExit().get(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        String command = process.info().command().orElse("");
        throw new AssertionError(lab.name() + " has left " + process.pid() + " " + command, e);
      }
    }
  }

  private boolean ofThisRun(ProcessHandle process) {
    Path facts = Path.of("/proc", String.valueOf(process.pid()));
    try {
      String words = Files.readString(facts.resolve("cmdline"), ISO_8859_1);
      return words.contains(work.toString())
          || Files.readSymbolicLink(facts.resolve("cwd")).toString().startsWith(work.toString());
    } catch (IOException e) {
      return false; // it has just ended, or is another user's
    }
  }

  /// What the lab would measure here, or an end of this test if its plan says that it cannot.
  private RunPlan plan(String... arguments) {
    try {
      Options options =
          LabCommand.parse(lab.name(), arguments).options(lab.engines(), lab.peers(), results);
      return lab.plan(options);
    } catch (Trouble trouble) {
      Assumptions.assumeFalse(
          trouble.exitStatus() == ExitStatus.ENVIRONMENT_LACKS,
          () -> "SKIPPED, NOT PASSED: " + trouble.what());
      throw trouble;
    }
  }

  private void complete(RunPlan plan, Result result) {
    assertEquals(
        plan.variants().stream().map(Variant::name).sorted().toList(),
        result.trials().stream().map(TrialRow::name).sorted().toList());
    assertEquals(
        lab.rows().stream().map(Row::id).toList(),
        result.figures().stream().map(FigureRow::id).toList());
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
