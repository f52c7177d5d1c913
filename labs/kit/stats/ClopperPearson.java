package kit.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// What a count out of a count says about the share behind it: the exact binomial interval of
/// Clopper and Pearson (Biometrika 26, 1934), which never covers less than it promises. 1000 of
/// 1000 means 99.63 to 100 %, not 100 %.
public final class ClopperPearson {
  private ClopperPearson() {}

  /// The 95 % interval of the share, from 0 to 1.
  ///
  /// @throws IllegalArgumentException if `of` is 0 (no evidence has no interval) or `hits` is no
  ///     part of it
  public static Interval interval(long hits, long of) {
    if (of < 1 || hits < 0 || hits > of) {
      throw new IllegalArgumentException(hits + " of " + of + " is no proportion");
    }
    double tail = (1 - Estimate.CONFIDENCE) / 2;
    double low =
        hits == 0 ? 0 : BetaDistribution.of(hits, of - hits + 1).inverseCumulativeProbability(tail);
    double high =
        hits == of ? 1 : BetaDistribution.of(hits + 1, of - hits).inverseSurvivalProbability(tail);
    return new Interval(low, high);
  }

  /// The rule of three: where none of `of` failed, the share of failures is below this with 95 %
  /// confidence, one-sided. Exact, and near 3 / `of` from 30 on.
  public static double noneSeenUpperBound(long of) {
    if (of < 1) {
      throw new IllegalArgumentException("nothing was looked at, so nothing is known");
    }
    return -Math.expm1(Math.log1p(-Estimate.CONFIDENCE) / of);
  }
}
