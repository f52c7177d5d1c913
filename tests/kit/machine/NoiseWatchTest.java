package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseWatchTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @TempDir private Path root;

  @Test
  void sharesAreThoseOfTheTimeBetweenTheTwoReadings() throws Exception {
    Proc proc = new Proc(root);
    Deque<Counters> readings = new ArrayDeque<>();
    stat("100 0 50 800 0 7 7 36");
    pressure("cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1000");
    pressure("io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=5000");
    pressure("memory", "some avg10=9 total=77777\nfull avg10=0.00 total=3");
    readings.add(proc.read(3 * SECOND_NS, 40, 0));
    // in the next second, of two CPUs: 90 user, 10 system, 60 idle, 20 stolen, 10 each for irqs
    stat("190 0 60 860 0 17 17 56");
    pressure("cpu", "some avg10=0.00 avg60=0.00 avg300=0.00 total=251000");
    pressure("io", "some avg10=0.00 avg60=0.00 avg300=0.00 total=505000");
    pressure("memory", "some avg10=9 total=99999\nfull avg10=0.00 total=10003");
    readings.add(proc.read(4 * SECOND_NS, 95, 50_000_000L));
    Noise noise = NoiseWatch.start(readings::poll, OptionalDouble.of(1.8)).stop();
    assertEquals(20 / 200.0, noise.stealShare().orElseThrow(), 1e-9);
    // 100 busy, of which the family used 95 - 40 = 55 and its container 5
    assertEquals(40 / 200.0, noise.foreignCpuShare().orElseThrow(), 1e-9);
    assertEquals(0.25, noise.cpuPressureShare().orElseThrow(), 1e-9);
    assertEquals(0.5, noise.ioPressureShare().orElseThrow(), 1e-9);
    assertEquals(0.01, noise.memoryPressureShare().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.of(1.8), noise.loadBefore());
    assertEquals(1, noise.seconds(), 1e-9);
  }

  @Test
  void aMachineThatTellsNothingIsNotMarked() {
    Proc nothing = new Proc(root.resolve("none"));
    Noise noise = NoiseWatch.start(() -> nothing.read(0, 0, 0), OptionalDouble.empty()).stop();
    assertEquals(OptionalDouble.empty(), noise.stealShare());
    assertEquals(OptionalDouble.empty(), noise.foreignCpuShare());
    assertEquals(OptionalDouble.empty(), noise.cpuPressureShare());
  }

  @Test
  void aKernelWithoutPressureCountsStillTellsSteal() throws Exception {
    Proc proc = new Proc(root);
    Deque<Counters> readings = new ArrayDeque<>();
    stat("0 0 0 0 0 0 0 0");
    readings.add(proc.read(0, 0, 0));
    stat("0 0 0 90 0 0 0 10");
    readings.add(proc.read(SECOND_NS, 0, 0));
    Noise noise = NoiseWatch.start(readings::poll, OptionalDouble.empty()).stop();
    assertEquals(0.1, noise.stealShare().orElseThrow(), 1e-9);
    assertEquals(OptionalDouble.empty(), noise.ioPressureShare());
  }

  @Test
  void severalWindowsCountByTheirLength() {
    OptionalDouble none = OptionalDouble.empty();
    OptionalDouble load = OptionalDouble.of(0.5);
    Noise whole =
        Noise.over(
            List.of(
                new Noise(3, OptionalDouble.of(0), none, none, none, none, load),
                new Noise(
                    1, OptionalDouble.of(0.4), OptionalDouble.of(0.2), none, none, none, none)));
    assertEquals(4, whole.seconds(), 1e-9);
    assertEquals(0.1, whole.stealShare().orElseThrow(), 1e-9);
    assertEquals(0.2, whole.foreignCpuShare().orElseThrow(), 1e-9);
    assertEquals(
        Map.of("steal_share", 0.1, "foreign_cpu_share", 0.2, "load_before", 0.5), whole.byName());
  }

  @Test
  void thisMachineCanBeWatched() {
    Noise noise = NoiseWatch.start().stop();
    assertTrue(noise.stealShare().orElse(0) >= 0);
    assertTrue(noise.foreignCpuShare().orElse(0) <= 1);
  }

  private void stat(String columns) throws IOException {
    Files.writeString(
        root.resolve("stat"), "cpu  " + columns + " 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\nintr 5\n");
  }

  private void pressure(String resource, String lines) throws IOException {
    Files.createDirectories(root.resolve("pressure"));
    Files.writeString(root.resolve("pressure").resolve(resource), lines + "\n");
  }
}
