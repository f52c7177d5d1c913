package kit.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import kit.stats.Latencies;

/// Adds up a run that has ended.
final class Tally {
  private final Load load;
  private final Schedule schedule;
  private final Map<String, Long> failures = new TreeMap<>();

  private long operations;
  private long failed;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;
  private long late;
  private long queued;

  Tally(Load load, Schedule schedule, Lane[] lanes, Map<String, LongAdder> failures) {
    this.load = load;
    this.schedule = schedule;
    failures.forEach((kind, count) -> this.failures.put(kind, count.sum()));
    for (Lane lane : lanes) {
      operations += lane.operations;
      failed += lane.failed;
      firstNs = Math.min(firstNs, lane.firstNs);
      lastNs = Math.max(lastNs, lane.lastNs);
      late += lane.late;
      queued += lane.queued;
    }
  }

  /// What the run recorded, given when it ended.
  Recording recording(long endNs, Watch watch, Latencies latencies, Latencies fromSend) {
    long backlog = schedule.backlog(endNs);
    if (backlog > 0) {
      failures.merge(Recording.UNFINISHED, backlog, Long::sum);
      firstNs = Math.min(firstNs, endNs);
      lastNs = endNs;
    }
    long all = operations + backlog;
    long elapsedNs = all == 0 ? 0 : schedule.elapsedNs(firstNs, lastNs);
    return new Recording(
        load,
        all,
        operations - failed,
        failures,
        elapsedNs,
        latencies,
        fromSend,
        watch.inSystem(),
        schedule.lateness(late, queued),
        watch.rates());
  }
}
