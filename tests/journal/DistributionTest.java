package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistributionTest {
  @Property(tries = 500)
  void aQuantileIsAtMostAnEighthAboveTheTrueOne(
      @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 0) Long> drawn,
      @ForAll @DoubleRange(min = 0, max = 1) double q) {
    long[] values = drawn.stream().mapToLong(Long::longValue).toArray();
    Distribution distribution = of(values);
    Arrays.sort(values);
    long exact = values[(int) Math.max(0, Math.ceil(q * values.length) - 1)];
    long told = distribution.quantile(q);
    assertTrue(told >= exact && told - exact <= exact / 8, exact + " told as " + told);
  }

  @Test
  void smallValuesAreExact() {
    Distribution distribution = of(0, 1, 2, 3, 4, 5, 6, 7);
    assertEquals(8, distribution.count());
    assertEquals(3.5, distribution.mean());
    assertEquals(3, distribution.quantile(0.5));
    assertEquals(7, distribution.quantile(1));
    assertEquals(0, distribution.quantile(0));
  }

  @Test
  void nothingHasAMeanOfZero() {
    assertEquals(0, of().mean());
    assertEquals(0, of().quantile(0.5));
  }

  @Test
  void theLargestValuesHaveABucket() {
    assertEquals(Long.MAX_VALUE, of(Long.MAX_VALUE).quantile(0.5));
  }

  @Test
  void aQuantileOutsideItsRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> of(1).quantile(1.5));
    assertThrows(IllegalArgumentException.class, () -> of(1).quantile(Double.NaN));
  }

  private static Distribution of(long... values) {
    Distribution.Recorder recorder = new Distribution.Recorder();
    for (long value : values) {
      recorder.add(value);
    }
    return recorder.snapshot();
  }
}
