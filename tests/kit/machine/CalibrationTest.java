package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.result.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  private static final Duration SLICE = Duration.ofMillis(2);

  @TempDir private Path folder;

  private Calibration open(Probe... probes) throws IOException {
    return Calibration.open(folder, SLICE, List.of(probes), System::nanoTime);
  }

  @Test
  void everyLimitOfTheMachineIsMeasuredThroughTheRun() throws Exception {
    try (Calibration calibration = open(probe("mine", 1))) {
      calibration.before();
      calibration.between(1, 2);
      calibration.after();
      Map<String, Limit> limits = calibration.limits();
      assertTrue(
          limits
              .keySet()
              .containsAll(
                  List.of(
                      "fdatasync_256",
                      "fdatasync_4096",
                      "fdatasync_65536",
                      "fdatasync_1048576",
                      "loopback_tcp",
                      "loopback_udp",
                      "memory_copy",
                      "sha256",
                      "clock_read",
                      "timer_late",
                      "stall_longest",
                      "mine")),
          limits.keySet().toString());
      assertEquals(CoreTrip.isPossible(), limits.containsKey("core_round_trip"));
      assertEquals(Set.of(Limit.When.values()), whens(limits.get("sha256")));
      assertFalse(limits.get("sha256").once());
      assertEquals(List.of(), calibration.remarks().stream().filter(r -> !disk(r)).toList());
    }
  }

  private static boolean disk(String remark) {
    return remark.startsWith("the disk was disturbed");
  }

  private static Set<Limit.When> whens(Limit limit) {
    return limit.repeats().stream().map(Limit.Repeat::when).collect(Collectors.toSet());
  }

  @Test
  void nothingIsLeftInTheFolder() throws Exception {
    try (Calibration calibration = open()) {
      calibration.before();
      assertFalse(left().isEmpty(), "a file that is made durable");
    }
    assertEquals(List.of(), left());
  }

  @Test
  void aProbeThatFailsIsNamedAndNothingIsLeft() throws Exception {
    Probe broken =
        new Probe(
            "recover",
            "recovery",
            "/s",
            1,
            "one thread",
            () -> {
              throw new ArithmeticException("no such point");
            });
    try (Calibration calibration = open(broken)) {
      IllegalStateException failure =
          assertThrows(IllegalStateException.class, calibration::before);
      assertEquals("probe recover failed: no such point", failure.getMessage());
    }
    assertEquals(List.of(), left());
  }

  @Test
  void twoLimitsOfOneNameAreRefusedAndNothingIsLeft() throws Exception {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> open(probe("sha256", 1)));
    assertEquals("two limits are called sha256", refusal.getMessage());
    assertEquals(List.of(), left());
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThrows(
        IOException.class,
        () -> Calibration.open(file.resolve("x"), SLICE, List.of(), System::nanoTime));
  }

  /// A gauge whose repeats are made up.
  private static final class MadeUp implements Gauge {
    private final Quantity quantity;
    private final IntToDoubleFunction values;
    private int repeats;

    MadeUp(String id, Quantity.Sum sum, IntToDoubleFunction values) {
      this.quantity = new Quantity(id, id + " each", "us", "made up", sum);
      this.values = values;
    }

    @Override
    public List<Quantity> quantities() {
      return List.of(quantity);
    }

    @Override
    public double[] repeat(long sliceNs) throws IOException {
      double value = values.applyAsDouble(repeats++);
      if (value < 0) {
        throw new IOException("no space left on device");
      }
      return new double[] {value};
    }
  }

  private static Calibration calibration(Gauge... gauges) {
    AtomicLong clockNs = new AtomicLong();
    return new Calibration(List.of(gauges), 1, () -> clockNs.addAndGet(1_000_000_000));
  }

  private static Limit only(Calibration calibration) {
    return calibration.limits().values().iterator().next();
  }

  /// The disk was busy before the first trial, and quiet from then on.
  @Test
  void theQuietRepeatsOfADisturbedRunAreTheLimit() throws Exception {
    try (Calibration calibration =
        calibration(new MadeUp("force", Quantity.Sum.LEAST, at -> at < 6 ? 570 : 130 + at))) {
      calibration.before();
      assertEquals(570, only(calibration).value());
      assertTrue(only(calibration).once(), "nothing else is known yet");
      calibration.between(5, 10);
      calibration.after();
      Limit limit = only(calibration);
      assertEquals(139, limit.value(), "the least: warm-up is over with the third repeat");
      assertEquals(List.of(139.0, 570.0), List.of(limit.low(), limit.high()));
      assertEquals(570 / 139.0, limit.spread(), 1e-12);
      assertEquals(
          List.of(570.0, 570.0, 570.0, 139.0, 143.0, 144.0, 145.0),
          limit.repeats().stream().map(Limit.Repeat::value).toList());
      assertEquals(
          List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
          limit.repeats().stream().map(Limit.Repeat::atS).toList());
      assertEquals("made up; least of 7 repeats", limit.how());
    }
  }

  /// As SHA-256 is while the compiler has not come to it.
  @Test
  void whatStillGetsBetterIsNotWarm() throws Exception {
    double[] rates = {0.1, 0.11, 0.14, 0.9, 1.5, 1.7, 1.6, 1.71, 1.5, 1.65, 1.6};
    try (Calibration calibration =
        calibration(new MadeUp("hash", Quantity.Sum.GREATEST, at -> rates[at]))) {
      calibration.before();
      assertEquals(
          List.of(1.5, 1.65, 1.6),
          only(calibration).repeats().stream().map(Limit.Repeat::value).toList());
      assertEquals(1.65, only(calibration).value());
    }
  }

  @Test
  void whatGetsBetterForEverIsMeasuredAllTheSame() throws Exception {
    try (Calibration calibration =
        calibration(new MadeUp("hash", Quantity.Sum.GREATEST, at -> Math.pow(2, at)))) {
      calibration.before();
      assertEquals(3, only(calibration).repeats().size());
    }
  }

  @Test
  void breaksAreSpreadOverTheRunAndNoneComesAfterTheLastTrial() throws Exception {
    for (int trials : new int[] {1, 2, 3, 7, 40, 1_000}) {
      try (Calibration calibration = calibration(new MadeUp("a", Quantity.Sum.LEAST, _ -> 1))) {
        calibration.before();
        List<Integer> breaks = new ArrayList<>();
        for (int done = 1; done <= trials; done++) {
          int before = only(calibration).repeats().size();
          calibration.between(done, trials);
          if (only(calibration).repeats().size() > before) {
            breaks.add(done);
          }
        }
        assertEquals(Math.min(5, trials - 1), Math.min(5, breaks.size()), breaks.toString());
        assertTrue(breaks.size() <= 6 && !breaks.contains(trials), breaks.toString());
        if (trials == 40) {
          assertEquals(List.of(7, 14, 20, 27, 34), breaks);
        }
      }
    }
  }

  @Test
  void aGaugeThatBreaksDuringTheRunCostsNoTrialAndIsTold() throws Exception {
    try (Calibration calibration =
        calibration(new MadeUp("force", Quantity.Sum.LEAST, at -> at < 7 ? 100 : -1))) {
      calibration.before();
      calibration.between(1, 2);
      calibration.after();
      assertEquals(3, only(calibration).repeats().size());
      assertEquals(
          List.of("the machine's limits could not be measured to the end: no space left on device"),
          calibration.remarks());
    }
  }

  @Test
  void aDiskOnWhichMoreBytesCostLessIsToldToBeDisturbed() throws Exception {
    try (Calibration calibration =
        calibration(
            new MadeUp("fdatasync_256", Quantity.Sum.LEAST, _ -> 570),
            new MadeUp("fdatasync_4096", Quantity.Sum.LEAST, _ -> 129),
            new MadeUp("fdatasync_65536", Quantity.Sum.LEAST, _ -> 120),
            new MadeUp("fdatasync_1048576", Quantity.Sum.LEAST, _ -> 431))) {
      calibration.before();
      assertEquals(
          List.of(
              "the disk was disturbed: fdatasync_256 each cost 570 us and fdatasync_4096 each"
                  + " 129 us, though costs grow with size"),
          calibration.remarks());
    }
  }

  @Test
  void aRateIsOperationsPerSecondOfTheClock() {
    AtomicLong clockNs = new AtomicLong();
    try (RateGauge gauge = new RateGauge(probe("mine", 1), 2, () -> clockNs.addAndGet(1_000))) {
      double rate = gauge.repeat(1_000_000)[0];
      assertEquals(2e6, rate, 1e-6, "one a microsecond, and each counts for two");
    }
  }

  @Test
  void aProbeRunsOnAsManyThreadsAsItSays() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Probe probe =
        new Probe(
            "mine",
            "mine",
            "/s",
            3,
            "three threads",
            () -> threads.add(Thread.currentThread()) ? 1 : 0);
    try (RateGauge gauge = new RateGauge(probe, 1, System::nanoTime)) {
      gauge.repeat(1_000_000);
    }
    assertEquals(3, threads.size());
  }

  /// Whoever else wants the cores: here twice as many threads as there are.
  @Test
  void whatOthersTakeFromBusyThreadsIsSeen() throws Exception {
    double[] crowded;
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      crowd.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!done.get()) {
                      Thread.onSpinWait();
                    }
                  }));
    }
    try (StallGauge gauge = new StallGauge()) {
      crowded = gauge.repeat(50_000_000);
    } finally {
      done.set(true);
      for (Thread thread : crowd) {
        thread.join();
      }
    }
    assertTrue(crowded[0] > 30, "share of " + crowded[0] + " %");
    assertTrue(crowded[1] > 0.2, "longest of " + crowded[1] + " ms");
  }

  @Test
  void aTripBetweenCoresLeavesNoThread() throws Exception {
    ThreadGroup apart = new ThreadGroup("apart"); // labs in other tests travel, too
    double[] medianNs = new double[1];
    Thread traveller = new Thread(apart, () -> medianNs[0] = CoreTrip.medianNs(1));
    traveller.start();
    traveller.join();
    assertTrue(medianNs[0] > 0, "once at least, however little time there is");
    assertEquals(0, apart.activeCount());
  }

  @Test
  void aMachineThatTakesNothingHasNoShareOfStalls() throws Exception {
    AtomicLong clockNs = new AtomicLong();
    try (Calibration calibration = calibration(new StallGauge(1, () -> clockNs.addAndGet(1_000)))) {
      calibration.before();
      assertEquals(Set.of("stall_longest"), calibration.limits().keySet());
      assertEquals(0.001, only(calibration).value(), 1e-12);
    }
  }

  /// Of 4 ms that the clock runs for, 1 ms passes between two looks at it.
  @Test
  void aStallIsFoundWithItsLengthAndItsShare() throws Exception {
    AtomicLong clockNs = new AtomicLong();
    AtomicInteger looks = new AtomicInteger();
    try (StallGauge gauge =
        new StallGauge(
            1, () -> clockNs.addAndGet(looks.incrementAndGet() == 2_000 ? 1_000_000 : 1_000))) {
      double[] seen = gauge.repeat(1_000_000);
      assertEquals(25, seen[0], 1e-9);
      assertEquals(1, seen[1], 1e-9);
    }
  }

  /// What disturbs is not judged by its best moment.
  @Test
  void stallsOfTheWholeRunCount() throws Exception {
    try (Calibration calibration =
        calibration(
            new MadeUp("share", Quantity.Sum.MEAN, at -> at),
            new MadeUp("longest", Quantity.Sum.GREATEST, at -> at == 6 ? 9 : 1))) {
      calibration.before();
      calibration.after();
      Map<String, Limit> limits = calibration.limits();
      double mean = limits.get("share").repeats().stream().mapToDouble(r -> r.value()).sum() / 6;
      assertEquals(mean, limits.get("share").value(), 1e-12);
      assertTrue(limits.get("share").low() < mean && mean < limits.get("share").high());
      assertEquals(1, limits.get("longest").low());
    }
  }

  @Test
  void aQuantileIsTheTimeThatTheShareDidNotExceed() {
    Times times = new Times();
    for (int i = 100; i >= 1; i--) {
      times.add(i * 1_000L);
    }
    assertEquals(50, times.quantileUs(0.5));
    assertEquals(99, times.quantileUs(0.99));
    assertEquals(100, times.quantileUs(1));
  }

  @Test
  void aFewCommitsHaveNo99thPercentile() throws Exception {
    try (ForceGauge gauge = new ForceGauge(folder, 256)) {
      for (int commits = 1; commits < 100; commits++) {
        assertTrue(Double.isNaN(gauge.repeat(1)[1]), commits + " commits");
      }
      assertTrue(gauge.repeat(1)[1] > 0);
      assertTrue(Double.isNaN(gauge.repeat(1)[1]), "the next hundred has begun");
    }
  }

  private static Probe probe(String id, int threads) {
    AtomicLong count = new AtomicLong();
    return new Probe(id, "mine", "/s", threads, "counting", count::incrementAndGet);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
