package kit.figure;

import java.math.BigDecimal;
import java.util.Set;

/// A number as a document states it. The digits are kept: `14.00` is not `14`.
///
/// @param comparator how the document binds the number
/// @param low the number, or the lower end of a range
/// @param high the same number again, or the upper end
/// @param unit as written in tables: `TPS`, `ms`, `%`
public record Stated(Comparator comparator, BigDecimal low, BigDecimal high, String unit) {
  private static final Set<String> TIMES = Set.of("seconds", "minutes", "hours", "days", "months");

  public Stated {
    if (unit.isBlank()) {
      throw new IllegalArgumentException(
          "a number without a unit says nothing; a count has one too");
    }
    boolean range = comparator == Comparator.RANGE;
    if (range && low.compareTo(high) >= 0) {
      throw new IllegalArgumentException("a range runs upwards, not from " + low + " to " + high);
    }
    if (!range && low.compareTo(high) != 0) {
      throw new IllegalArgumentException(
          "only a range has two ends; " + comparator.symbol() + " has " + low + " and " + high);
    }
  }

  /// Every value that the statement allows: `22 ms` is what rounds to 22, `100+` is all from 100.
  public Interval interval() {
    double from = low.doubleValue();
    double to = high.doubleValue();
    return switch (comparator) {
      case EQUAL, ABOUT, RANGE -> new Interval(from - rounding(), to + rounding());
      case BELOW, AT_MOST -> new Interval(Double.NEGATIVE_INFINITY, to);
      case ABOVE, AT_LEAST -> new Interval(from, Double.POSITIVE_INFINITY);
    };
  }

  /// Every value that one end of the statement allows: a bound is exact, a number is rounded.
  Interval end(BigDecimal end) {
    double number = end.doubleValue();
    return switch (comparator) {
      case EQUAL, ABOUT, RANGE -> new Interval(number - rounding(), number + rounding());
      case BELOW, AT_MOST, ABOVE, AT_LEAST -> Interval.of(number);
    };
  }

  /// Whether a unit names things that are counted, such as `tests`, so that a number of them is
  /// exact: `5 events` is not 5.2.
  public static boolean counts(String unit) {
    return unit.matches("[a-z]{3,}s") && !TIMES.contains(unit);
  }

  /// Half of the last digit that is printed, for no document prints more than it knows; none for a
  /// count.
  public double rounding() {
    return counts(unit) ? 0 : Math.max(low.ulp().doubleValue(), high.ulp().doubleValue()) / 2;
  }

  /// The number without its unit, as tables show it: `1 250+`, `< 50`, `35 – 45`.
  public String number() {
    return switch (comparator) {
      case EQUAL -> Digits.grouped(low);
      case AT_LEAST -> Digits.grouped(low) + "+";
      case RANGE -> Digits.grouped(low) + " – " + Digits.grouped(high);
      case ABOUT, BELOW, AT_MOST, ABOVE -> comparator.symbol() + " " + Digits.grouped(low);
    };
  }

  /// The number with its unit: `27.81 TPS`, `22.5x`.
  @Override
  public String toString() {
    return number() + (unit.equals("x") ? "" : " ") + unit;
  }
}
