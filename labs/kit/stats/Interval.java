package kit.stats;

/// What a repetition of the whole run would be expected to stay within. How often it does is the
/// business of whoever made the interval ([Estimate], [Ratio], [ClopperPearson]): the numbers
/// alone do not know.
///
/// @param low lower end, inclusive
/// @param high upper end, inclusive; may be infinite, as a ratio's is when the divisor may be zero
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "an interval runs from low to high, not from " + low + " to " + high);
    }
  }

  /// Whether `value` lies inside, ends included.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
