package kit.stats;

/// What a ratio to a baseline amounts to: a change, or too little to tell. That nothing changed is
/// never said; the interval of the ratio says how much may have.
public enum Change {
  GREATER,
  SMALLER,
  UNSURE;

  /// Below this p-value, adjusted for all rows that were looked at ([Holm]), a ratio is a change.
  private static final double SIGNIFICANT = 0.05;

  /// Reads a ratio with its adjusted p-value.
  public static Change of(double ratio, double adjustedP) {
    if (adjustedP >= SIGNIFICANT) {
      return UNSURE;
    }
    return ratio > 1 ? GREATER : SMALLER;
  }

  /// The word in tables: `improvement`, `regression`, `unsure`.
  ///
  /// @param moreIsBetter which way the measure improves: a greater throughput is an improvement, a
  ///     greater latency a regression
  public String word(boolean moreIsBetter) {
    return switch (this) {
      case GREATER -> moreIsBetter ? "improvement" : "regression";
      case SMALLER -> moreIsBetter ? "regression" : "improvement";
      case UNSURE -> "unsure";
    };
  }
}
