package kit.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/// How one run of a row compares with an earlier one when it is known how runs differ by
/// themselves.
///
/// The trials of one run know nothing of that: a machine is a few per cent faster on one day than
/// on another, and an interval made of trials calls that a change. What does know it is the spread
/// of the medians of further runs. Logarithms of medians are taken as normal; two of them then
/// differ by no more than chance with a standard deviation of sqrt(2) times that of one, which
/// Student's t allows for having been estimated. Code that changed between those runs makes the
/// spread wider and the test more careful.
///
/// @param ratio now over then
/// @param interval 95 % of the ratio, the spread between runs included
/// @param pValue two-sided: how often two runs of the same thing differ by as much
public record AcrossRuns(double ratio, Interval interval, double pValue) {
  /// Fewer further runs do not tell how runs differ.
  public static final int RUNS_MIN = 5;

  private static final double CONFIDENCE = 0.95;

  /// Compares two medians.
  ///
  /// @param others medians of further runs under the same conditions, neither of these two
  /// @throws IllegalArgumentException if there are fewer than [#RUNS_MIN], or a median is not
  ///     positive
  public static AcrossRuns of(double now, double then, double[] others) {
    if (others.length < RUNS_MIN) {
      throw new IllegalArgumentException(
          "the spread between runs is known from " + RUNS_MIN + " runs on, not " + others.length);
    }
    double[] logs = Arrays.stream(others).map(AcrossRuns::log).toArray();
    double mean = Arrays.stream(logs).average().orElseThrow();
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    double spread = Math.sqrt(2 * squares / (logs.length - 1));
    double difference = log(now) - log(then);
    TDistribution student = TDistribution.of(logs.length - 1);
    double reach = spread * student.inverseSurvivalProbability((1 - CONFIDENCE) / 2);
    double pValue =
        difference == 0 ? 1 : 2 * student.survivalProbability(Math.abs(difference) / spread);
    return new AcrossRuns(
        now / then,
        new Interval(Math.exp(difference - reach), Math.exp(difference + reach)),
        Math.clamp(pValue, 0, 1));
  }

  private static double log(double median) {
    if (!(median > 0 && median < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a ratio needs positive medians, not " + median);
    }
    return Math.log(median);
  }
}
