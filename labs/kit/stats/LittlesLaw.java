package kit.stats;

import java.util.Locale;

/// Little's law (J. D. C. Little, Operations Research 9, 1961): the mean number of operations in a
/// system is its throughput times the mean latency. The three are measured in different ways, so
/// a row whose numbers disagree has lost operations, miscounted time, or was too short.
///
/// @param concurrency mean number of operations in the system
/// @param throughputPerSecond operations that succeeded
/// @param latencyNsMean of the operations that succeeded, from their intended start
public record LittlesLaw(double concurrency, double throughputPerSecond, double latencyNsMean) {
  /// How far the two sides may differ before a row is marked: 2 %.
  public static final double ALLOWED = 0.02;

  /// By what share throughput times latency misses the concurrency; 1 where there is nothing to
  /// compare.
  public double offBy() {
    double product = throughputPerSecond * latencyNsMean / 1e9;
    return concurrency > 0 ? Math.abs(product - concurrency) / concurrency : 1;
  }

  /// Whether the law holds to within [#ALLOWED].
  public boolean holds() {
    return offBy() <= ALLOWED;
  }

  /// The sentence of the check: `off by 0.4 %, allowed 2 %`.
  public String sentence() {
    return String.format(
        Locale.ROOT, "off by %.1f %%, allowed %.0f %%", 100 * offBy(), 100 * ALLOWED);
  }
}
