package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
  private static double[] series(int n, double noise, long seed, IntToDoubleFunction shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] series = new double[n];
    for (int i = 0; i < n; i++) {
      series[i] = shape.applyAsDouble(i) * (1 + noise * random.nextGaussian());
    }
    return series;
  }

  @Test
  void stepIsCutWhereItIs() {
    assertEquals(
        new SteadyState.Reached(12), SteadyState.of(series(40, 0.01, 1, i -> i < 12 ? 9 : 3)));
  }

  /// 10 times the final value at first, and within noise of it, 2 %, from window 26 on.
  @Test
  void exponentialWarmUpIsCutWhenItIsLostInNoise() {
    double[] cuts = new double[50];
    for (int run = 0; run < cuts.length; run++) {
      double[] series = series(100, 0.02, run, i -> 1 + 9 * Math.exp(-i / 4.3));
      SteadyState found = SteadyState.of(series);
      cuts[run] = found instanceof SteadyState.Reached(int windows) ? windows : -1;
    }

    assertTrue(Quantiles.of(cuts, 0) >= 14, () -> "earliest " + Quantiles.of(cuts, 0));
    assertTrue(Quantiles.of(cuts, 0.8) <= 34, () -> "late " + Quantiles.of(cuts, 0.8));
  }

  @Test
  void steadyFromTheStartLosesLittle() {
    int kept = 0;
    for (long seed = 0; seed < 200; seed++) {
      SteadyState found = SteadyState.of(series(50, 0.03, seed, _ -> 1));
      kept += found instanceof SteadyState.Reached(int windows) && windows <= 10 ? 1 : 0;
    }
    int most = kept;
    assertTrue(most >= 150, () -> most + " of 200");
  }

  @Test
  void whatStillChangesIsNotSteady() {
    assertNotReached(series(40, 0.01, 3, i -> 100 - i));
    assertNotReached(series(40, 0.01, 3, i -> i < 30 ? 9 : 3));
    assertNotReached(series(40, 0.01, 3, i -> 10 + i));
  }

  private static void assertNotReached(double[] series) {
    SteadyState found = SteadyState.of(series);
    assertTrue(found instanceof SteadyState.NotReached, found::toString);
  }

  @Test
  void fewWindowsSayNothing() {
    assertEquals(
        new SteadyState.NotReached("9 windows say nothing; at least 10 are needed"),
        SteadyState.of(1, 1, 1, 1, 1, 1, 1, 1, 1));
  }
}
