package kit.figure;

/// All numbers from `low` to `high`, either of which may be infinite.
///
/// The four operations give an interval that surely holds every result of two numbers taken from
/// the operands. It may be wider than needed when one figure occurs twice, as in `a / (a + b)`.
public record Interval(double low, double high) {
  private static final Interval ANYTHING =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("no number lies from " + low + " to " + high);
    }
  }

  /// The interval that holds this number alone.
  public static Interval of(double number) {
    return new Interval(number, number);
  }

  /// Sums.
  public Interval plus(Interval other) {
    return new Interval(low + other.low, high + other.high);
  }

  /// Differences.
  public Interval minus(Interval other) {
    return new Interval(low - other.high, high - other.low);
  }

  /// Products.
  public Interval times(Interval other) {
    return hull(
        product(low, other.low),
        product(low, other.high),
        product(high, other.low),
        product(high, other.high));
  }

  /// Quotients. A divisor that may be zero leaves every number possible.
  public Interval over(Interval other) {
    if (other.low <= 0 && other.high >= 0) {
      return ANYTHING;
    }
    return times(new Interval(1 / other.high, 1 / other.low));
  }

  /// Whether it holds one number only.
  public boolean exact() {
    return low == high;
  }

  /// An infinite end times zero is zero here: the end stands for numbers without bound, none of
  /// which is infinite, and zero times any number is zero.
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  private static Interval hull(double... ends) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double end : ends) {
      low = Math.min(low, end);
      high = Math.max(high, end);
    }
    return new Interval(low, high);
  }
}
