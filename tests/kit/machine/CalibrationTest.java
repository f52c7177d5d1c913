package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.stream.Stream;
import kit.result.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
  private static final Duration BUDGET = Duration.ofMillis(300);

  @TempDir private Path folder;

  @Test
  void everyLimitOfTheMachineIsMeasuredAndLiesWithinItsRepeats() throws Exception {
    Map<String, Limit> limits = new Calibration(folder, BUDGET).run(List.of(probe("mine", 1)));
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
    for (Limit limit : limits.values()) {
      assertTrue(limit.low() <= limit.value() && limit.value() <= limit.high(), limit.toString());
    }
  }

  @Test
  void nothingIsLeftInTheFolder() throws Exception {
    new Calibration(folder, BUDGET).run(List.of());
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
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () -> new Calibration(folder, BUDGET).run(List.of(broken)));
    assertEquals("probe recover failed: no such point", failure.getMessage());
    assertEquals(List.of(), left());
  }

  @Test
  void twoLimitsOfOneNameAreRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Calibration(folder, BUDGET).run(List.of(probe("sha256", 1))));
    assertEquals("two limits are called sha256", refusal.getMessage());
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThrows(
        IOException.class, () -> new Calibration(file.resolve("x"), BUDGET).run(List.of()));
  }

  @Test
  void aRateIsOperationsPerSecondOfTheClock() {
    AtomicLong clockNs = new AtomicLong();
    try (RateGauge gauge = new RateGauge(probe("mine", 1), 2, () -> clockNs.addAndGet(1_000))) {
      gauge.repeat(1_000_000);
      Limit limit = gauge.limits().getFirst();
      assertEquals(2e6, limit.value(), 1e-6, "one a microsecond, and each counts for two");
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
    List<Limit> crowded;
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
      gauge.repeat(50_000_000);
      crowded = gauge.limits();
    } finally {
      done.set(true);
      for (Thread thread : crowd) {
        thread.join();
      }
    }
    assertTrue(crowded.getFirst().value() > 30, crowded.toString());
    assertTrue(crowded.getLast().value() > 0.2, crowded.toString());
  }

  @Test
  void aTripBetweenCoresLeavesNoThread() {
    assertTrue(CoreTrip.medianNs(1) > 0, "once at least, however little time there is");
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("core-trip")));
  }

  @Test
  void aMachineThatTakesNothingHasNoShareOfStalls() throws Exception {
    AtomicLong clockNs = new AtomicLong();
    try (StallGauge gauge = new StallGauge(1, () -> clockNs.addAndGet(1_000))) {
      gauge.repeat(1_000_000);
      assertEquals(List.of("stall_longest"), gauge.limits().stream().map(Limit::id).toList());
      assertEquals(0.001, gauge.limits().getFirst().value(), 1e-12);
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
      gauge.repeat(1_000_000);
      assertEquals(25, gauge.limits().getFirst().value(), 1e-9);
      assertEquals(1, gauge.limits().getLast().value(), 1e-9);
    }
  }

  @Test
  void whatWarmedUpIsForgotten() {
    AtomicLong stepNs = new AtomicLong(1_000_000);
    AtomicLong clockNs = new AtomicLong();
    try (RateGauge gauge =
        new RateGauge(probe("mine", 1), 1, () -> clockNs.addAndGet(stepNs.get()))) {
      gauge.repeat(10_000_000);
      gauge.forget();
      stepNs.set(1_000);
      gauge.repeat(10_000_000);
      assertEquals(1e6, gauge.limits().getFirst().low(), 1e-6);
    }
  }

  @Test
  void theMedianOfAnEvenNumberOfRepeatsLiesBetweenTheMiddleTwo() {
    Repeats repeats = new Repeats();
    for (double value : new double[] {5, 1, 2, 100}) {
      repeats.add(value);
    }
    assertEquals(
        new Limit("a", "b", 3.5, "us", 1, 100, "so; median of 4 repeats"),
        repeats.limit("a", "b", "us", "so"));
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
      gauge.repeat(1);
      assertEquals(List.of("fdatasync_256"), gauge.limits().stream().map(Limit::id).toList());
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
