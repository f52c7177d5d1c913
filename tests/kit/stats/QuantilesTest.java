package kit.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  @Test
  void medianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
    assertEquals(2, Quantiles.median(3, 1, 2));
    assertEquals(2.5, Quantiles.median(4, 1, 2, 3));
    assertEquals(7, Quantiles.median(7));
  }

  /// R: quantile(c(1, 2, 4, 8), c(0, .1, .25, .9, 1)) is 1, 1.3, 1.75, 6.8, 8.
  @Test
  void quantilesInterpolateAsR() {
    double[] values = {1, 2, 4, 8};

    assertEquals(1, Quantiles.ofSorted(values, 0));
    assertEquals(1.3, Quantiles.ofSorted(values, 0.1), 1e-12);
    assertEquals(1.75, Quantiles.ofSorted(values, 0.25), 1e-12);
    assertEquals(6.8, Quantiles.ofSorted(values, 0.9), 1e-12);
    assertEquals(8, Quantiles.ofSorted(values, 1));
  }

  @Test
  void valuesAreLeftInTheirOrder() {
    double[] values = {3, 1, 2};

    Quantiles.median(values);

    assertArrayEquals(new double[] {3, 1, 2}, values);
  }

  @Test
  void hugeValuesDoNotOverflow() {
    assertEquals(Double.MAX_VALUE, Quantiles.median(Double.MAX_VALUE, Double.MAX_VALUE));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Quantiles.median());
    assertThrows(
        IllegalArgumentException.class, () -> Quantiles.median(1, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Quantiles.ofSorted(new double[] {1}, 1.01));
  }
}
