package labs.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Outcome;
import house.OwnCache;
import house.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Result;
import kit.result.ResultSchema;
import kit.result.ResultStore;
import kit.result.TrialRow;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;
import runtime.RuntimeUnavailable;
import runtime.Runtimes;

/// The burst lab as a user runs it, through the launcher, in both runtimes, and once on a single
/// CPU with variables for every JVM that are nonsense here: that may change how fast it is, and
/// nothing else.
@Waiting
@Order(2)
class BurstRuntimesTest {
  private static final String LAB = "sequencer-burst";
  private static final String TWO_CORES = "core_round_trip";

  @TempDir Path folder;

  @Test
  void bothRuntimesMakeTheSameChecksAndAnswerTheSameFigures() throws Exception {
    needDocker();
    Result process = measured("process", "taskset", "-c", "0");
    Result container = measured("container");
    assertEquals(1, process.machine().get("cores"));
    assertFalse(process.limits().stream().anyMatch(limit -> limit.id().equals(TWO_CORES)));
    assertEquals(shape(process), shape(container));
    sound(process);
    sound(container);
  }

  /// Runs the lab as it stands in the catalog, and reads what it left.
  private Result measured(String runtime, String... under) throws Exception {
    Path out = folder.resolve(runtime);
    List<String> command = new ArrayList<>(List.of(under));
    command.addAll(
        List.of(
            Project.home().resolve("jbang").toString(),
            Project.home().resolve("labs").resolve(LAB + ".java").toString(),
            "--runtime=" + runtime,
            "--profile=test",
            "--seed=42",
            "--out=" + out));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", "/no/such.jar");
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dfile.encoding=ISO-8859-1");
    Outcome lab = Outcome.of(OwnCache.of(BurstRuntimesTest.class, builder));
    assertEquals(0, lab.status(), lab::said);
    assertEquals(List.of(), left(out), "what is neither result nor charts");
    Path file = new ResultStore(out).newest(LAB).orElseThrow();
    ResultSchema.check(file);
    Result result = ResultStore.read(file);
    assertEquals(runtime, result.runtime().kind());
    return result;
  }

  /// Everything about a result but what was measured.
  private static List<String> shape(Result result) {
    List<String> shape = new ArrayList<>();
    shape.add(result.lab() + " " + result.profile() + " " + result.seed());
    for (FigureRow row : result.figures()) {
      String documented = row.documented() == null ? "" : row.documented().id();
      shape.add("row " + row.id() + " " + row.unit() + " " + row.verdict() + " " + documented);
    }
    for (TrialRow trial : result.trials()) {
      shape.add("trial " + trial.order() + " " + trial.role() + " " + trial.name());
    }
    result.checks().stream()
        .map(CheckRow::name)
        .sorted()
        .forEach(name -> shape.add("check " + name));
    // A p99 is there only where the disk was fast enough for enough samples of it.
    result.limits().stream()
        .map(Limit::id)
        .filter(id -> !id.endsWith("_p99") && !id.equals(TWO_CORES))
        .sorted()
        .forEach(id -> shape.add("limit " + id));
    return shape;
  }

  private static void sound(Result result) {
    String where = result.runtime().kind();
    assertEquals(0, result.exit().status(), where);
    for (CheckRow check : result.checks()) {
      assertTrue(check.held() && check.of() > 0, () -> where + ": " + check);
    }
    for (FigureRow row : result.figures()) {
      assertTrue(row.measured() != null && row.measured() > 0, () -> where + ": " + row);
    }
  }

  private static List<Path> left(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out.resolve(LAB))) {
      return files
          .filter(file -> !file.getFileName().toString().matches("\\d{8}T\\d{6}Z-\\w+(\\.json)?"))
          .toList();
    }
  }

  private static void needDocker() {
    try {
      Runtimes.daemon();
    } catch (RuntimeUnavailable e) {
      Assumptions.abort("SKIPPED, NOT PASSED: " + e.getMessage() + ", tried " + e.tried());
    }
  }
}
