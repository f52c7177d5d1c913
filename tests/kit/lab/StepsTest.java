package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kit.check.Witness;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.Lateness;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import kit.machine.Noise;
import kit.report.Progress;
import kit.report.Terminal;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;

/// What a trial says of its loads: the order of steps, and what marks them.
class StepsTest {
  private static final int[] SIZES = {1, 2, 4, 8, 16, 32};

  private final Map<String, Double> agreed = new HashMap<>();

  private Trial trial(long seed) {
    Options options =
        new Options(
            "process",
            Profile.QUICK,
            3,
            seed,
            Set.of(),
            "",
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Path.of("."),
            false,
            false,
            false);
    OptionalDouble none = OptionalDouble.empty();
    return new Trial(
        new RunPlan(options),
        Build.THIS,
        null,
        seed,
        Progress.to(
            new PrintStream(OutputStream.nullOutputStream()),
            new Terminal(80, true, false, false),
            System::nanoTime),
        new Checks(),
        new StartTimes(() -> 0),
        agreed,
        () -> () -> new Noise(1, none, none, none, none, none, none));
  }

  private static TrialRow ended(Trial trial) {
    Variant variant = new Variant(Role.SYSTEM, "system", "", 1, _ -> {});
    return trial.end(new Schedule.Slot(variant, Build.THIS, 0, 0), 1);
  }

  /// A hundred operations of 1 ms in 100 ms, of which this many were counted in the system.
  private static Recording recording(Load load, double inSystem, long lateUs, Double... rates) {
    long[] latencies = Collections.nCopies(100, 1_000_000L).stream().mapToLong(l -> l).toArray();
    long[] late = {lateUs * 1_000};
    return new Recording(
        load,
        100,
        100,
        Map.of(),
        100_000_000,
        Latencies.ofNs(latencies),
        Latencies.ofNs(latencies),
        new Recording.InSystem(inSystem, 0),
        load instanceof OpenLoop ? new Lateness(Latencies.ofNs(late), 0, 0) : Lateness.NONE,
        List.of(rates));
  }

  private static Recording closed(double inSystem, Double... rates) {
    return recording(new ClosedLoop(1, Plan.operations(100)), inSystem, 0, rates);
  }

  private List<Integer> order(long seed) throws Exception {
    List<Integer> order = new ArrayList<>();
    try (Trial trial = trial(seed)) {
      Steps steps =
          Steps.over(
              trial,
              SIZES,
              size -> {
                order.add(size);
                return closed(size);
              });
      assertEquals(
          List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0),
          steps.recordings().stream().map(seen -> seen.inSystem().mean()).toList());
    }
    return order;
  }

  @Test
  void sweepsOfWhatAForkMeasuredAreThoseOfTheLoadCharts() throws Exception {
    try (Trial trial = trial(1)) {
      Steps.sweep(trial, new int[] {1, 10}, many -> 7.0 * many, many -> Latencies.ofNs(many));
      Map<String, List<Double>> expected =
          Map.of(
              "lanes", List.of(1.0, 10.0),
              "throughput", List.of(7.0, 70.0),
              "p50", List.of(1.0, 10.0),
              "p99", List.of(1.0, 10.0));
      assertEquals(expected, ended(trial).series());
    }
  }

  @Test
  void whatHasNoCompilersIsWarmWhenItsRatesDoNotDrift() throws Exception {
    try (Trial trial = trial(1)) {
      trial.warmUp(Target.blocking((_, _) -> LockSupport.parkNanos(1_000_000)), 1, "payments/s");
      assertEquals(0, ended(trial).seen().get("warm_up.compiled").value());
      assertEquals(0.3, ended(trial).seen().get("warm_up.seconds").value());
    }
  }

  @Test
  void measuredLoadIsLedInByTheSameLoadOfWhichNothingIsRecorded() throws Exception {
    try (Trial trial = trial(1)) {
      AtomicLong operations = new AtomicLong();
      Target target =
          Target.blocking(
              (_, _) -> {
                operations.incrementAndGet();
                LockSupport.parkNanos(1_000_000);
              });
      long ledIn = 0;
      long deadlineNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (ledIn == 0 && System.nanoTime() < deadlineNs) { // a starved lead-in sends nothing
        long before = operations.get();
        Recording seen =
            trial.measure("paying", new ClosedLoop(1, Plan.operations(5)), target, "payments/s");
        assertEquals(5, seen.operations());
        ledIn = operations.get() - before - 5;
      }
      assertTrue(ledIn > 0, "no operation before the five that are measured");
    }
  }

  @Test
  void leadInIsRepeatedWhileCompilersAreBusyAndNoLongerThanThat() {
    assertEquals(List.of("load"), ledIn(3, 0.1, 0.5));
    assertEquals(List.of("load", "again", "load"), ledIn(3, 0.11, 0.02));
    assertEquals(List.of("load", "again", "load", "again", "load"), ledIn(3, 0.9, 0.9, 0.9, 0.9));
    assertEquals(List.of("load"), ledIn(1, 0.9));
  }

  private static List<String> ledIn(int timesMost, Double... compiling) {
    List<String> done = new ArrayList<>();
    Iterator<Double> shares = List.of(compiling).iterator();
    Witness.leadIn(
        timesMost,
        () -> {
          done.add("load");
          return shares.next();
        },
        () -> done.add("again"));
    return done;
  }

  @Test
  void orderOfStepsIsDrawnFromTheSeedAndTheirResultsAreNot() throws Exception {
    assertEquals(order(1), order(1));
    assertNotEquals(order(1), order(2));
    assertEquals(Set.of(1, 2, 4, 8, 16, 32), Set.copyOf(order(3)));
  }

  @Test
  void stepKeepsItsRatesTheirDriftAndLittlesLaw() throws Exception {
    try (Trial trial = trial(1)) {
      trial.step("good", closed(1, Collections.nCopies(8, 1_000.).toArray(Double[]::new)));
      trial.step("lost", closed(1.05));
      trial.step("cold", closed(1, 700., 700., 800., 800., 900., 900., 1_000., 1_000.));

      assertEquals(0, seen(trial, "load.good.little_off"), 0.1);
      assertEquals(-4.8, seen(trial, "load.lost.little_off"), 0.1);
      assertEquals(0, seen(trial, "load.good.drift"));
      assertEquals(29.5, seen(trial, "load.cold.drift"), 1e-9, "less one operation in a quarter");
      assertFalse(ended(trial).seen().containsKey("load.lost.drift"));
      assertEquals(8, ended(trial).series().get("rate/cold").size());
      assertEquals(List.of(), ended(trial).marks());
    }
  }

  private static double seen(Trial trial, String id) {
    return ended(trial).seen().get(id).value();
  }

  @Test
  void generatorThatIsLateByOverATenthOfTheTailIsMarked() throws Exception {
    OpenLoop open = new OpenLoop(Arrivals.constant(1_000), 8, Plan.operations(100));
    try (Trial punctual = trial(1);
        Trial late = trial(1)) {
      punctual.step("at_1", recording(open, 1, 90));
      late.step("at_1", recording(open, 1, 110));

      assertEquals(List.of(), ended(punctual).marks());
      assertEquals(List.of("at_1: late generator"), ended(late).marks());
      assertEquals(110, ended(late).seen().get("load.at_1.late_p99").value(), 1);
      assertEquals(1, ended(late).seen().get("load.at_1.from_send_p99").value(), 0.01);
    }
  }

  @Test
  void firstTrialFindsWhatTheOthersTakeOver() throws Exception {
    try (Trial first = trial(1);
        Trial second = trial(2)) {
      assertEquals(100, first.agreed("most", () -> 100.0));
      assertEquals(100, second.agreed("most", () -> 900.0));
      assertEquals(100, ended(second).seen().get("agreed.most").value());
    }
  }

  @Test
  void seedIsAnotherOneInEveryRunUnlessItIsGiven() {
    Path out = Path.of(".");
    long given =
        LabCommand.parse("demo", "--seed", "7").options(List.of("e"), List.of(), out).seed();
    Set<Long> drawn = new java.util.HashSet<>();
    for (int i = 0; i < 20; i++) {
      drawn.add(LabCommand.parse("demo").options(List.of("e"), List.of(), out).seed());
    }

    assertEquals(7, given);
    assertTrue(drawn.size() > 10, drawn.toString());
    assertFalse(drawn.contains(0L));
  }
}
