package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SaturationTest {
  private static final Duration LOOSE = Duration.ofSeconds(5);

  private static List<Double> loads(Saturation saturation) {
    return saturation.points().stream().map(Saturation.Point::load).toList();
  }

  private static Recording closed(VirtualSystem system, int lanes) {
    return new ClosedLoop(lanes, Plan.operations(500L * lanes)).run(system, new Progress(), system);
  }

  private static Recording open(VirtualSystem system, double rate) {
    return new OpenLoop(Arrivals.poisson(rate, 5), 10_000, Plan.lasting(Duration.ofSeconds(20)))
        .run(system, new Progress(), system);
  }

  @Test
  void kneeInLanesIsWhereServersAreBusy() {
    Saturation found =
        Saturation.byLanes(
            512, LOOSE, lanes -> closed(new VirtualSystem(8, () -> 1_000_000), lanes));

    assertEquals(8, found.knee().orElseThrow().load());
    assertEquals(8_000, found.knee().orElseThrow().recording().throughputPerSecond(), 80);
    assertEquals(List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0), loads(found));
  }

  @Test
  void latencyBoundEndsTheSearchInLanes() {
    // 64 lanes on 50 servers of 1 ms: some wait for a second round.
    Saturation found =
        Saturation.byLanes(
            1_000,
            Duration.ofNanos(1_500_000),
            lanes -> closed(new VirtualSystem(50, () -> 1_000_000), lanes));

    assertEquals(32, found.knee().orElseThrow().load());
    assertFalse(found.points().getLast().holds());
    assertEquals(64, found.points().getLast().load());
  }

  @Test
  void lanesEndAtTheirMost() {
    Saturation found =
        Saturation.byLanes(10, LOOSE, lanes -> closed(VirtualSystem.delay(() -> 1_000_000), lanes));

    assertEquals(List.of(1.0, 2.0, 4.0, 8.0, 10.0), loads(found));
    assertEquals(10, found.knee().orElseThrow().load());
  }

  /// M/M/1 at 10,000/s: p99 is ln(100) / (10,000 - rate), 5 ms at a rate of 9079/s.
  @Test
  void kneeInRateIsWhereTheoryPutsIt() {
    Saturation found =
        Saturation.byRate(
            500,
            100_000,
            Duration.ofMillis(5),
            rate -> {
              SplittableRandom random = new SplittableRandom(3);
              return open(
                  new VirtualSystem(1, () -> (long) (100_000 * random.nextExponential())), rate);
            });

    double theory = 10_000 - Math.log(100) / 0.005;
    assertEquals(theory, found.knee().orElseThrow().load(), 0.06 * theory);
    assertEquals(
        List.of(500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 16_000.0),
        loads(found).subList(0, 7));
  }

  @Test
  void rateThatIsNotReachedDoesNotHoldHoweverLooseTheBound() {
    Saturation found =
        Saturation.byRate(
            1_000, 64_000, LOOSE, rate -> open(new VirtualSystem(4, () -> 1_000_000), rate));

    double knee = found.knee().orElseThrow().load();
    assertTrue(knee > 3_700 && knee < 4_200, () -> "knee at " + knee);
  }

  @Test
  void oneHiccupDoesNotEndTheSearch() {
    int[] runs = {0};
    Saturation found =
        Saturation.byRate(
            1_000,
            4_000,
            Duration.ofMillis(10),
            rate -> {
              VirtualSystem system = VirtualSystem.delay(() -> 1_000_000);
              boolean hiccup = ++runs[0] == 2;
              return open(hiccup ? system.stall(1_000_000_000L, 2_000_000_000L) : system, rate);
            });

    assertEquals(List.of(1_000.0, 2_000.0, 2_000.0, 4_000.0), loads(found));
    assertEquals(4_000, found.knee().orElseThrow().load());
  }

  @Test
  void systemThatStandsNothingHasNoKnee() {
    Saturation byRate =
        Saturation.byRate(
            100,
            1_000,
            LOOSE,
            rate -> open(VirtualSystem.delay(() -> 1_000).failingEvery(7), rate));
    Saturation byLanes =
        Saturation.byLanes(
            64, LOOSE, lanes -> closed(VirtualSystem.delay(() -> 1_000).failingEvery(7), lanes));

    assertEquals(Optional.empty(), byRate.knee());
    assertEquals(Optional.empty(), byLanes.knee());
    assertEquals(2, byRate.points().size());
  }
}
