package kit.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import kit.stats.Latencies;
import org.HdrHistogram.AbstractHistogram;

/// Adds up a run that has ended.
final class Tally {
  private final Load load;
  private final Schedule schedule;
  private final AbstractHistogram latenciesNs;
  private final Map<String, Long> failures = new TreeMap<>();

  private long completed;
  private long failed;
  private long operations;
  private long measuredFailed;
  private long firstNs = Long.MAX_VALUE;
  private long lastNs = Long.MIN_VALUE;
  private double inSystemNs;
  private long late;
  private long queued;

  Tally(
      Load load,
      Schedule schedule,
      Lane[] lanes,
      AbstractHistogram latenciesNs,
      Map<String, LongAdder> failures) {
    this.load = load;
    this.schedule = schedule;
    this.latenciesNs = latenciesNs;
    failures.forEach((kind, count) -> this.failures.put(kind, count.sum()));
    for (Lane lane : lanes) {
      add(lane);
    }
  }

  private void add(Lane lane) {
    completed += lane.completed;
    failed += lane.failed;
    operations += lane.measuredOperations;
    measuredFailed += lane.measuredFailed;
    firstNs = Math.min(firstNs, lane.measuredFirstNs);
    lastNs = Math.max(lastNs, lane.measuredLastNs);
    inSystemNs += lane.measuredInSystemNs;
    late += lane.measuredLate;
    queued += lane.measuredQueued;
  }

  /// What the run recorded, given when it ended and what is to be said of its warm-up.
  Recording recording(long endNs, String note) {
    Schedule.Backlog backlog = schedule.backlog(endNs);
    if (backlog.operations() > 0) {
      failures.merge(Recording.UNFINISHED, backlog.operations(), Long::sum);
      firstNs = Math.min(firstNs, endNs);
      lastNs = endNs;
    }
    long all = operations + backlog.operations();
    long elapsedNs = all == 0 ? 0 : schedule.elapsedNs(firstNs, lastNs);
    return new Recording(
        load,
        all,
        operations - measuredFailed,
        failures,
        elapsedNs,
        Latencies.of(latenciesNs),
        schedule.concurrency(inSystemNs + backlog.waitedNs(), elapsedNs),
        schedule.lateness(late, queued),
        new Recording.WarmedUp(completed - operations, failed - measuredFailed, note));
  }
}
