package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import kit.load.ClosedLoop;
import kit.load.Lateness;
import kit.load.Plan;
import kit.load.Progress;
import kit.load.Recording;
import kit.machine.Noise;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;

class WindowsTest {
  /// What others take of the machine just now.
  private double foreign = 0.01;

  private final Windows windows = new Windows(() -> () -> noise(foreign));

  @Test
  void withoutALoadTheWholeTrialCounts() {
    foreign = 0.5;
    assertEquals(0.5, counted());
  }

  @Test
  void withoutARowThatNamesItsLoadAllLoadsCount() {
    load(0.1);
    load(0.3);
    foreign = 0.9; // while the trial counts what survived
    assertEquals(0.2, counted(), 1e-9);
  }

  /// A tenth of the time is measured, and in it another program has half of the machine: over the
  /// whole trial that is no twentieth.
  @Test
  void theLoadThatARowShowsCountsAlone() {
    load(0.001);
    Recording shown = load(0.5);
    load(0.001);
    windows.shows(shown);
    windows.shows(shown);
    assertEquals(0.5, counted());
  }

  /// A fork measures for a tenth of its trial, and only that counts.
  @Test
  void whatIsNoLoadOfTheKitCountsWhileItMeasures() {
    try (Windows.Window window = windows.begin(List.of())) {
      foreign = 0.4;
      window.end();
    }
    foreign = 0.9;
    assertEquals(0.4, counted());
    assertTrue(windows.tail(List.of()).containsKey("gc.system_ms"));
    assertFalse(windows.tail(List.of()).containsKey("tail.operations"));
  }

  @Test
  void equalRecordingsOfTwoLoadsAreTwo() {
    load(0.1);
    windows.shows(load(0.7));
    assertEquals(0.7, counted());
  }

  @Test
  void latenciesOfNoLoadOfTheTrialLeaveAllLoads() {
    load(0.1);
    windows.shows(recording());
    assertEquals(0.1, counted());
  }

  /// Every trial of a load tells why its slow operations were slow, with a system or without.
  @Test
  void whatHeldALoadUpIsSummedOverTheLoadsThatCount() {
    assertEquals(Map.of(), windows.tail(List.of()));
    load(0.1);
    Map<String, Double> once = windows.tail(List.of());
    assertTrue(
        once.keySet()
            .containsAll(
                Set.of("gc.lab_ms", "core.system_wait_ms", "compile.lab_ms", "tail.core_ms")),
        once.toString());
    assertEquals(0, once.get("tail.operations"));
  }

  @Test
  void processorTimeOfALoadIsWhatWasUsedWhileItRan() {
    burn(30);
    long beforeMs = ownCpuMs();
    Recording seen =
        windows.watched(
            List.of(),
            new Progress(),
            () -> {
              burn(50);
              return recording();
            });
    long used = windows.labCpuNs(seen).orElseThrow() / 1_000_000;
    assertTrue(used >= 50 && used <= ownCpuMs() - beforeMs, used + " ms");
    assertEquals(OptionalLong.empty(), windows.cpuNs(seen), "no system ran");
    assertEquals(OptionalLong.empty(), windows.labCpuNs(recording()), "not a load of this trial");
  }

  /// Computes until this process has used so much processor time more.
  private static void burn(long ms) {
    long end = ownCpuMs() + ms;
    while (ownCpuMs() < end) {
      Thread.onSpinWait();
    }
  }

  private static long ownCpuMs() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private double counted() {
    return windows.noise().foreignCpuShare().orElseThrow();
  }

  private Recording load(double foreignMeanwhile) {
    return windows.watched(
        List.of(),
        new Progress(),
        () -> {
          foreign = foreignMeanwhile;
          return recording();
        });
  }

  private static Recording recording() {
    return new Recording(
        new ClosedLoop(1, Plan.operations(1)),
        0,
        0,
        Map.of(),
        0,
        Latencies.NONE,
        Latencies.NONE,
        new Recording.InSystem(0, 0),
        Lateness.NONE,
        List.of());
  }

  private static Noise noise(double foreign) {
    OptionalDouble none = OptionalDouble.empty();
    return new Noise(1, none, OptionalDouble.of(foreign), none, none, none, none);
  }
}
