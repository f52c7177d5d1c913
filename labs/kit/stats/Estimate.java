package kit.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// The median of a run's trials, with an interval that holds the true median.
///
/// The interval is the order-statistic interval of Hettmansperger and Sheather ("Confidence
/// intervals based on interpolated order statistics", Statistics & Probability Letters 4, 1986).
/// Its ends are trials, or points between two neighbouring trials, chosen by the binomial chance
/// that this many trials fall on one side of the median. It assumes no shape of the distribution
/// and needs no random numbers.
///
/// The percentile bootstrap was the obvious choice and was measured first: at the numbers of trials
/// that labs run it promises 95 % and keeps 88 % (7 trials) to 93 % (10 trials), because a
/// resample's median can only be one of few values. BCa is no better and smoothing overshoots.
/// A test keeps these findings, and this interval within 93 to 97 % for normal, lognormal and
/// exponential trials.
///
/// @param median of the trials
/// @param interval around it
/// @param confidence the chance with which such intervals hold the true median: 0.95, or less
///     where even the least and the greatest trial together cannot promise that (5 trials: 0.9375,
///     4: 0.875, 3: 0.75). The interval is then least to greatest, and must not be called "95 %".
/// @param n how many trials
public record Estimate(double median, Interval interval, double confidence, int n) {
  /// The confidence that every interval of this kit aims at.
  public static final double CONFIDENCE = 0.95;

  public Estimate {
    if (!interval.contains(median)) {
      throw new IllegalArgumentException("median " + median + " lies outside " + interval);
    }
  }

  /// Estimates the median that the trials were drawn around.
  ///
  /// @throws IllegalArgumentException if there are fewer than 2 trials, or one is not finite
  public static Estimate ofMedian(double... trials) {
    if (trials.length < 2) {
      throw new IllegalArgumentException("one trial has no interval; at least 2 are needed");
    }
    double[] sorted = Quantiles.sorted(trials);
    int n = sorted.length;
    double median = Quantiles.medianOfSorted(sorted);

    // The interval from the depth-th least to the depth-th greatest trial misses the median when
    // fewer than `depth` trials fall on one of its sides: twice a binomial tail.
    BinomialDistribution below = BinomialDistribution.of(n, 0.5);
    int depth = below.inverseCumulativeProbability((1 - CONFIDENCE) / 2);
    if (depth == 0) {
      double confidence = 1 - 2 * below.cumulativeProbability(0);
      return new Estimate(median, new Interval(sorted[0], sorted[n - 1]), confidence, n);
    }
    double outer = 1 - 2 * below.cumulativeProbability(depth - 1);
    double inner = 1 - 2 * below.cumulativeProbability(depth);
    double share = (outer - CONFIDENCE) / (outer - inner);
    return new Estimate(median, inward(sorted, depth, share), CONFIDENCE, n);
  }

  /// The interval at `share` of the confidence lost on the way from one depth to the next. Between
  /// order statistics confidence does not fall linearly: the weight is the article's.
  private static Interval inward(double[] sorted, int depth, double share) {
    int n = sorted.length;
    double weight = (n - depth) * share / (depth + (n - 2 * depth) * share);
    return new Interval(
        Quantiles.between(sorted[depth - 1], sorted[depth], weight),
        Quantiles.between(sorted[n - depth], sorted[n - depth - 1], weight));
  }
}
