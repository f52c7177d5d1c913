package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final double ANY = Double.POSITIVE_INFINITY;

  /// A point of an interval, by how far it lies from the lower end.
  private static double point(Interval interval, double share) {
    double inside = interval.low() + share * (interval.high() - interval.low());
    return Math.clamp(inside, interval.low(), interval.high());
  }

  private static void resultsStayInside(
      Interval a,
      Interval b,
      double shareA,
      double shareB,
      BinaryOperator<Interval> whole,
      DoubleBinaryOperator single) {
    double result = single.applyAsDouble(point(a, shareA), point(b, shareB));
    Interval bounds = whole.apply(a, b);
    double slack = 1e-9 * Math.max(1, Math.abs(result));
    assertTrue(
        Double.isNaN(result) || bounds.low() - slack <= result && result <= bounds.high() + slack,
        () -> result + " escapes " + bounds);
  }

  private static Interval interval(double a, double b) {
    return new Interval(Math.min(a, b), Math.max(a, b));
  }

  @Property
  void anOperationHoldsEveryResultOfItsOperands(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double b,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double c,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double d,
      @ForAll @DoubleRange(min = 0, max = 1) double shareA,
      @ForAll @DoubleRange(min = 0, max = 1) double shareB) {
    Interval one = interval(a, b);
    Interval other = interval(c, d);
    resultsStayInside(one, other, shareA, shareB, Interval::plus, (x, y) -> x + y);
    resultsStayInside(one, other, shareA, shareB, Interval::minus, (x, y) -> x - y);
    resultsStayInside(one, other, shareA, shareB, Interval::times, (x, y) -> x * y);
    resultsStayInside(one, other, shareA, shareB, Interval::over, (x, y) -> x / y);
  }

  @Property
  void theEndsOfAProductAreReached(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double a,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double b,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double c,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double d) {
    Interval product = interval(a, b).times(interval(c, d));
    double[] corners = {a * c, a * d, b * c, b * d};
    assertEquals(java.util.Arrays.stream(corners).min().getAsDouble() + 0.0, product.low() + 0.0);
    assertEquals(java.util.Arrays.stream(corners).max().getAsDouble() + 0.0, product.high() + 0.0);
  }

  @Test
  void anOpenEndStaysOpen() {
    Interval atLeast100 = new Interval(100, ANY);
    assertEquals(new Interval(150, ANY), atLeast100.plus(Interval.of(50)));
    assertEquals(new Interval(-ANY, -50), Interval.of(50).minus(atLeast100));
    assertEquals(new Interval(-ANY, -200), atLeast100.times(Interval.of(-2)));
    assertEquals(new Interval(0, 0.1), Interval.of(10).over(atLeast100));
    assertEquals(new Interval(-ANY, ANY), atLeast100.minus(atLeast100));
  }

  @Test
  void nothingTimesAnOpenEndIsNothing() {
    assertEquals(Interval.of(0), Interval.of(0).times(new Interval(100, ANY)));
  }

  @Test
  void aDivisorThatMayBeZeroLeavesEverythingPossible() {
    assertEquals(new Interval(-ANY, ANY), Interval.of(1).over(new Interval(-1, 1)));
    assertEquals(new Interval(-ANY, ANY), Interval.of(1).over(Interval.of(0)));
  }

  @Test
  void anIntervalRunsUpwards() {
    assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
    assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1));
  }
}
