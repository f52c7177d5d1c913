package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final int RUNS = 2_000;

  private static List<Double> series(
      int n, double noise, SplittableRandom random, IntToDoubleFunction mean) {
    return IntStream.range(0, n)
        .mapToObj(i -> mean.applyAsDouble(i) * (1 + noise * random.nextGaussian()))
        .toList();
  }

  private static double share(
      int n, double noise, IntToDoubleFunction mean, Predicate<Drift> what) {
    SplittableRandom random = new SplittableRandom(7);
    long hits =
        IntStream.range(0, RUNS)
            .filter(_ -> what.test(Drift.of(series(n, noise, random, mean))))
            .count();
    return (double) hits / RUNS;
  }

  @Test
  void steadySeriesIsMostlyWithin() {
    assertTrue(share(20, 0.02, _ -> 100, Drift::within) > 0.85);
  }

  /// A look after every window called these steady in 90 to 100 % of all runs.
  @Test
  void whatAWatchfulRuleTookForSteadyIsNot() {
    assertEquals(0, share(20, 0.02, i -> i < 12 ? 50 : 100, Drift::within));
    assertTrue(share(20, 0.10, i -> 100 + 150 * Math.exp(-i / 40.0), Drift::within) < 0.05);
    assertTrue(share(20, 0.02, i -> 100 + i, Drift::within) < 0.01);
  }

  @Test
  void driftIsBeyondWhenItCannotBeNoise() {
    assertTrue(share(20, 0.10, _ -> 100, Drift::beyond) < 0.15);
    assertTrue(share(20, 0.10, i -> i < 12 ? 50 : 100, Drift::beyond) > 0.99);
    assertFalse(Drift.of(List.of(1.0, 9.0)).beyond());
  }

  @Test
  void riseIsAboveZeroAndFallBelow() {
    List<Double> rise = IntStream.range(0, 8).mapToObj(i -> i < 4 ? 50.0 : 100.0).toList();

    assertEquals(0.5, Drift.of(rise).share(), 1e-12);
    assertEquals(-0.5, Drift.of(rise.reversed()).share(), 1e-12);
    assertEquals(0, Drift.of(rise).error());
  }

  /// Two operations in two seconds, the first of which ends in the last quarter in every trial.
  @Test
  void wholeOperationThatFallsIntoOneWindowOrTheOtherIsNoDrift() {
    List<Double> one = IntStream.range(0, 20).mapToObj(i -> i == 17 ? 10.0 : 0.0).toList();
    List<Double> twoMore = IntStream.range(0, 20).mapToObj(i -> i < 17 ? 10.0 : 20.0).toList();

    assertEquals(0, Drift.of(one, 10).share());
    assertEquals(1, Drift.of(one).share());
    assertEquals(0.25, Drift.of(twoMore, 10).share(), 1e-12, "three more in a quarter, less one");
  }

  @Test
  void fewOrEmptyWindowsTellNothing() {
    for (List<Double> nothing : List.of(List.of(1.0, 9.0), Collections.nCopies(8, 0.0))) {
      assertFalse(Drift.of(nothing).within());
    }
  }
}
