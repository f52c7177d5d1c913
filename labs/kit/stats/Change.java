package kit.stats;

/// What a ratio to a baseline amounts to. Three words besides better and worse would be two too
/// many: either the interval shows a change, or it shows that there is none worth the name, or the
/// run was too small to tell.
public enum Change {
  /// The whole interval lies above 1 and beyond the noise floor.
  GREATER,
  /// The whole interval lies below 1 and beyond the noise floor.
  SMALLER,
  /// The whole interval lies within the noise floor.
  NONE,
  /// The interval straddles an edge of the noise floor.
  UNSURE;

  /// Reads a ratio against a noise floor. With a floor of zero, a change is whatever excludes 1.
  public static Change of(Ratio ratio, NoiseFloor floor) {
    Interval noise = floor.interval();
    if (noise.contains(ratio.interval())) {
      return NONE;
    }
    if (ratio.interval().low() > noise.high()) {
      return GREATER;
    }
    return ratio.interval().high() < noise.low() ? SMALLER : UNSURE;
  }

  /// The word in tables: `improvement`, `regression`, `no change`, `unsure`.
  ///
  /// @param moreIsBetter which way the measure improves: a greater throughput is an improvement, a
  ///     greater latency a regression
  public String word(boolean moreIsBetter) {
    return switch (this) {
      case GREATER -> moreIsBetter ? "improvement" : "regression";
      case SMALLER -> moreIsBetter ? "regression" : "improvement";
      case NONE -> "no change";
      case UNSURE -> "unsure";
    };
  }
}
