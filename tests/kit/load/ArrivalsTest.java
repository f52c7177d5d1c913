package kit.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
  private static double[] gapsNs(Arrivals arrivals, int count) {
    LongSupplier offsets = arrivals.offsetsNs();
    double[] gaps = new double[count];
    long before = 0;
    for (int i = 0; i < count; i++) {
      long at = offsets.getAsLong();
      gaps[i] = at - before;
      before = at;
    }
    return gaps;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 20_260_101})
  void poissonGapsPassAKolmogorovSmirnovTest(long seed) {
    double[] gaps = gapsNs(Arrivals.poisson(1_000, seed), 20_000);
    DoubleUnaryOperator exponential = ns -> -Math.expm1(-ns / 1e6);

    double p = KolmogorovSmirnovTest.withDefaults().test(gaps, exponential).getPValue();

    assertTrue(p > 0.01, () -> "p = " + p);
  }

  /// A schedule may have exponential gaps and still not be Poisson: counts must scatter as much as
  /// their mean, in every window.
  @Test
  void poissonCountsScatterAsTheirMean() {
    LongSupplier offsets = Arrivals.poisson(10_000, 4).offsetsNs();
    int windows = 2_000;
    int[] counts = new int[windows];
    for (long at; (at = offsets.getAsLong()) < windows * 10_000_000L; ) {
      counts[(int) (at / 10_000_000)]++;
    }
    double mean = java.util.Arrays.stream(counts).average().orElseThrow();
    double variance =
        java.util.Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean)).sum()
            / (windows - 1);

    assertEquals(100, mean, 1);
    assertEquals(1, variance / mean, 0.1);
  }

  @Test
  void sameSeedIsTheSameScheduleAndAnotherIsNot() {
    double[] one = gapsNs(Arrivals.poisson(500, 9), 100);

    assertArrayEquals(one, gapsNs(Arrivals.poisson(500, 9), 100));
    assertTrue(one[0] != gapsNs(Arrivals.poisson(500, 10), 1)[0]);
  }

  @Test
  void constantArrivalsDoNotDrift() {
    LongSupplier offsets = Arrivals.constant(30_000).offsetsNs();
    long[] at = LongStream.generate(offsets).limit(3_000_001).toArray();

    assertEquals(0, at[0]);
    assertEquals(33_333, at[1]);
    assertEquals(100_000_000_000L, at[3_000_000], 1);
  }

  @Test
  void listedArrivalsEndWithTheList() {
    Arrivals listed = new Arrivals.Listed(0, 5, 1_000_000_000);
    LongSupplier offsets = listed.offsetsNs();
    assertArrayEquals(
        new long[] {0, 5, 1_000_000_000, Arrivals.NEVER_NS, Arrivals.NEVER_NS},
        LongStream.generate(offsets).limit(5).toArray());
    assertEquals(3, listed.ratePerSecond());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void rateThatIsNoneIsRefused(double rate) {
    assertThrows(IllegalArgumentException.class, () -> Arrivals.constant(rate));
    assertThrows(IllegalArgumentException.class, () -> Arrivals.poisson(rate, 1));
  }
}
