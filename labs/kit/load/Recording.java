package kit.load;

import java.util.Map;
import kit.stats.Latencies;
import kit.stats.LittlesLaw;

/// What a load saw. Every operation that was meant to start in the measured window is in it, the
/// unfinished ones too: operations = succeeded + failed, always.
///
/// @param load what was run
/// @param operations meant to start in the measured window
/// @param succeeded of them
/// @param failures the others, counted by kind
/// @param elapsedNs closed loop: from the first intended start to the last completion. Open loop:
///     from the opening of the window to its planned end, or to the last completion if that came
///     later.
/// @param latencies of the operations that succeeded, from the intended start of each
/// @param concurrency mean number of operations in the system. Closed loop: of busy lanes, each
///     from its first start to its last completion. Open loop: the time that its operations spent
///     in the system, waiting for a lane included, over the elapsed time.
/// @param lateness of the load itself
/// @param warmedUp what ran before
public record Recording(
    Load load,
    long operations,
    long succeeded,
    Map<String, Long> failures,
    long elapsedNs,
    Latencies latencies,
    double concurrency,
    Lateness lateness,
    WarmedUp warmedUp) {
  /// The kind of failure of an operation that had not ended when its run was given up.
  public static final String UNFINISHED = "unfinished";

  /// What happened before measuring began.
  ///
  /// @param operations that ran
  /// @param failed of them
  /// @param note empty, or why a warm-up that was to be detected was cut off
  public record WarmedUp(long operations, long failed, String note) {}

  public Recording {
    failures = Map.copyOf(failures);
    if (operations != succeeded + sum(failures)) {
      throw new IllegalArgumentException(
          operations + " operations, but " + succeeded + " succeeded and failed: " + failures);
    }
    if (latencies.count() != succeeded) {
      throw new IllegalArgumentException(
          succeeded + " operations succeeded, but there are " + latencies.count() + " latencies");
    }
  }

  /// Operations that failed, of whatever kind.
  public long failed() {
    return operations - succeeded;
  }

  /// Successful operations in a second.
  public double throughputPerSecond() {
    return elapsedNs == 0 ? 0 : succeeded * 1e9 / elapsedNs;
  }

  /// The latency that a share of all operations kept to, the failed ones included: they rank
  /// behind every success. Where failures reach into the percentile the answer is
  /// [Latencies#HIGHEST_NS], the end of the scale, since no honest latency exists.
  ///
  /// @param percentile from 0 to 100, such as 99.9
  public long latencyNs(double percentile) {
    if (operations == 0) {
      return 0;
    }
    double reached = 100.0 * succeeded / operations;
    return percentile > reached
        ? Latencies.HIGHEST_NS
        : latencies.percentileNs(Math.min(100, percentile / reached * 100));
  }

  /// Little's law on this recording.
  public LittlesLaw littlesLaw() {
    return new LittlesLaw(concurrency, throughputPerSecond(), latencies.meanNs());
  }

  private static long sum(Map<String, Long> failures) {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
