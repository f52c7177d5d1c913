package kit.stats;

import java.util.Locale;

/// Little's law (J. D. C. Little, Operations Research 9, 1961): the mean number of operations in a
/// system is its throughput times the mean latency. The number is counted at moments of its own,
/// apart from any latency, so a row whose numbers disagree has lost operations or time, or
/// miscounted them.
///
/// @param concurrency mean number of operations in the system, as counted
/// @param error standard error of that mean, from the counts
/// @param throughputPerSecond operations that succeeded
/// @param latencyNsMean of the operations that succeeded, from their intended start
public record LittlesLaw(
    double concurrency, double error, double throughputPerSecond, double latencyNsMean) {
  /// How far the two sides may differ if the count were exact: 2 %.
  public static final double ALLOWED = 0.02;

  /// How many standard errors of the count are allowed beyond that.
  private static final double ERRORS = 4;

  /// By what share throughput times latency misses the concurrency, above 0 if it is larger; 1
  /// where there is nothing to compare.
  public double offBy() {
    double product = throughputPerSecond * latencyNsMean / 1e9;
    return concurrency > 0 ? (product - concurrency) / concurrency : 1;
  }

  /// By what share the two may differ.
  public double allowed() {
    return concurrency > 0 ? ALLOWED + ERRORS * error / concurrency : ALLOWED;
  }

  /// Whether the law holds to within [#allowed].
  public boolean holds() {
    return Math.abs(offBy()) <= allowed();
  }

  /// The sentence of the check: `off by 0.4 %, allowed 2 %`.
  public String sentence() {
    return String.format(
        Locale.ROOT, "off by %.1f %%, allowed %.0f %%", 100 * Math.abs(offBy()), 100 * allowed());
  }
}
