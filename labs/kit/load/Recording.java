package kit.load;

import java.util.List;
import java.util.Map;
import kit.stats.Latencies;
import kit.stats.LittlesLaw;

/// What a load saw. Every operation that was due is in it, the unfinished ones too: operations =
/// succeeded + failed, always.
///
/// @param load what was run
/// @param operations that were due
/// @param succeeded of them
/// @param failures the others, counted by kind
/// @param elapsedNs closed loop: from the first intended start to the last completion. Open loop:
///     from the opening of the window to its planned end, or to the last completion if that came
///     later.
/// @param latencies of the operations that succeeded, from the intended start of each
/// @param fromSend of the same operations, from the moment at which each was started: without the
///     wait for a lane and without the load's own lateness
/// @param inSystem operations in the system, waiting for a lane included, as counted
/// @param lateness of the load itself
/// @param rates operations that ended a second, in each full window of 100 ms
public record Recording(
    Load load,
    long operations,
    long succeeded,
    Map<String, Long> failures,
    long elapsedNs,
    Latencies latencies,
    Latencies fromSend,
    InSystem inSystem,
    Lateness lateness,
    List<Double> rates) {
  /// The kind of failure of an operation that had not ended when its run was given up.
  public static final String UNFINISHED = "unfinished";

  /// Length of the windows of [#rates]: 100 ms.
  public static final long WINDOW_NS = 100_000_000;

  private static final double LATE_SHARE = 0.1;

  /// How many operations were in the system. Counted at moments drawn apart from the load: those
  /// that were due by then less those that had ended. No latency goes into it.
  ///
  /// @param mean over the elapsed time
  /// @param error standard error of the mean
  public record InSystem(double mean, double error) {}

  public Recording {
    failures = Map.copyOf(failures);
    rates = List.copyOf(rates);
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

  /// Whether the load itself was late enough to be seen in the tail: the p99 of its lateness is
  /// over a tenth of the p99 of the latencies, which contain it.
  public boolean generatorLate() {
    return lateness.sends().percentileNs(99) > LATE_SHARE * latencyNs(99);
  }

  /// Share of the operations that found no lane idle when they were due, from 0 to 1.
  public double queuedShare() {
    return operations == 0 ? 0 : (double) lateness.queued() / operations;
  }

  /// Little's law on this recording.
  public LittlesLaw littlesLaw() {
    return new LittlesLaw(
        inSystem.mean(), inSystem.error(), throughputPerSecond(), latencies.meanNs());
  }

  private static long sum(Map<String, Long> failures) {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }
}
