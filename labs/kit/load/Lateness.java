package kit.load;

import kit.stats.Latencies;

/// How punctual the load itself was: the time between the moment an operation was due with a lane
/// idle, any lane, and the moment it was started. A generator that is late measures itself.
///
/// @param sends one value for each operation of an open loop, in nanoseconds
/// @param late operations started more than 1 ms late
/// @param queued operations that found no lane idle when they were due. They are not late: the
///     system was too slow or the lanes too few, and their latency says so.
public record Lateness(Latencies sends, long late, long queued) {
  /// A start later than this counts as late: 1 ms.
  public static final long LATE_NS = 1_000_000;

  /// Of a closed loop, which is never late: the next operation is due when the last one ends.
  public static final Lateness NONE = new Lateness(Latencies.NONE, 0, 0);

  /// Share of the operations that were started late, from 0 to 1.
  public double share() {
    return sends.count() == 0 ? 0 : (double) late / sends.count();
  }
}
