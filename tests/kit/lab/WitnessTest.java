package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kit.check.Memory;
import kit.fork.Fork;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Arrivals;
import kit.load.Flow;
import kit.load.Lateness;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.machine.NoiseWatch;
import kit.result.Metric;
import kit.result.TrialRow;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;

class WitnessTest extends DrawingLab {
  private static final List<Double> STEADY = List.of(9., 9., 9., 9., 9., 9., 9., 9., 9., 9., 9.);
  private static final List<Double> RISING = List.of(1., 2., 3., 4., 5., 6., 7., 8., 9., 10., 11.);

  private static Map<String, Double> warmUp(List<List<Double>> loads) {
    Memory memory = new Memory();
    Deque<List<Double>> left = new ArrayDeque<>(loads);
    memory.warmUp(Duration.ofSeconds(2), left::pop, rates -> rates);
    assertEquals(List.of(), List.copyOf(left));
    return memory.seen;
  }

  @Test
  void whatIsSteadyAtTheFirstLookIsWarm() {
    assertEquals(Map.of("warm_up.drift", 0.0, "warm_up.seconds", 2.0), warmUp(List.of(STEADY)));
  }

  @Test
  void whatIsNotIsLoadedOnceMoreAndThatIsAll() {
    assertEquals(4, warmUp(List.of(RISING, STEADY)).get("warm_up.seconds"));
    Map<String, Double> cold = warmUp(List.of(RISING, RISING));
    assertEquals(4, cold.get("warm_up.seconds"));
    assertTrue(cold.get("warm_up.drift") > 20, cold.toString());
  }

  /// Rates that stand still do not make a system warm while its compilers work, say.
  @Test
  void anotherSignOfBeingWarmDecidesWhereOneIsGiven() {
    Memory memory = new Memory();
    Deque<Integer> compiling = new ArrayDeque<>(List.of(90, 40, 3));
    int last =
        memory.warmUp(
            Duration.ofSeconds(2),
            2,
            compiling::pop,
            _ -> STEADY,
            (share, drift) -> share < 10 && !drift.beyond());
    assertEquals(40, last, "twice is all here");
    assertEquals(
        90,
        memory.warmUp(
            Duration.ofSeconds(2), 3, () -> 90, _ -> STEADY, (_, drift) -> !drift.beyond()));
    assertEquals(2, memory.seen.get("warm_up.seconds"));
  }

  /// Warms up, measures for some milliseconds with the machine watched, and tells of two steps.
  public static final class Forked implements ForkedMeasurement {
    @Override
    public void measure(Given given, ForkReport report) throws Exception {
      report.warmUp(given.warmUpOnce(), () -> STEADY, rates -> rates);
      AtomicLong counter = new AtomicLong();
      Flow flow = report.measured(() -> Flow.of(counter::incrementAndGet, Duration.ofMillis(32)));
      report.number("throughput", flow.perSecond());
      report.step("flat_out", flow.rates());
      report.step("at_9", late());
    }

    private static Recording late() {
      return new Recording(
          new OpenLoop(new Arrivals.Listed(0, 1), 1, Plan.operations(2)),
          2,
          2,
          Map.of(),
          1_000_000,
          Latencies.ofNs(1_000_000, 1_000_000),
          Latencies.ofNs(1_000_000, 1_000_000),
          new Recording.InSystem(2, 0),
          new Lateness(Latencies.ofNs(500_000, 500_000), 0, 0),
          List.of());
    }
  }

  @Test
  void forkIsWatchedWhileItMeasuresAndTellsOfItsStepsAsATrialDoes() throws Exception {
    AtomicReference<Double> wholeS = new AtomicReference<>();
    Lab forking =
        Lab.named("demo-lab")
            .title("measures in another JVM")
            .protocol("Counts.")
            .row("rate", "rate", RATE, "fork")
            .plan(
                plan ->
                    plan.memory(Fork.MEMORY_BYTES)
                        .system(
                            "fork",
                            0.1,
                            trial -> {
                              long begunNs = System.nanoTime();
                              Fork.of(Forked.class).run(trial).into(trial, RATE);
                              wholeS.set((System.nanoTime() - begunNs) / 1e9);
                            }));
    around =
        new Surroundings(
            around.out(),
            around.err(),
            around.terminal(),
            around.now(),
            around.nanoTime(),
            around.sinceCommandS(),
            around.gauges(),
            NoiseWatch.ofThisProcess(),
            around.finder(),
            around.interrupted());
    assertEquals(1, run(forking, "--runtime", "process", "--profile", "quick", "--trials", "1"));
    TrialRow trial = saved().trials().getFirst();
    Map<String, Metric> seen = trial.seen();
    double watchedS = seen.get("noise.window_s").value();
    assertTrue(watchedS >= 0.032 && watchedS < wholeS.get(), watchedS + " s of " + wholeS);
    assertTrue(seen.containsKey("gc.system_ms"), seen.toString());
    assertFalse(seen.containsKey("tail.operations"), seen.toString());
    assertEquals(0.3, seen.get("warm_up.seconds").value());
    assertEquals(16, trial.series().get("rate/flat_out").size());
    assertEquals(0, seen.get("load.at_9.little_off").value(), 0.1);
    assertEquals(500, seen.get("load.at_9.late_p99").value(), 1);
    assertTrue(trial.marks().contains("at_9: late generator"), trial.marks().toString());
  }
}
