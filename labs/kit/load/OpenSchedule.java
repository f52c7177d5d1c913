package kit.load;

import java.util.function.LongSupplier;
import kit.stats.Latencies;
import org.HdrHistogram.Histogram;

/// Operations become due by the clock. One that finds no free lane waits; the first lane to become
/// free takes it, and its latency still counts from when it was due.
final class OpenSchedule extends Schedule {
  private final LongSupplier offsetsNs;
  private final LongSupplier dueOffsetsNs;
  private final Histogram latenessNs = new Histogram(Latencies.HIGHEST_NS, 2);

  private long startNs;
  private long headNs;
  private long dueNs;
  private long dueCount;
  private boolean starved;

  OpenSchedule(Plan plan, Lane[] lanes, Arrivals arrivals) {
    super(plan, lanes);
    this.offsetsNs = arrivals.offsetsNs();
    this.dueOffsetsNs = arrivals.offsetsNs();
  }

  @Override
  synchronized void begin(long startNs) {
    super.begin(startNs);
    this.startNs = startNs;
    advance();
    dueNs = startNs + dueOffsetsNs.getAsLong();
  }

  @Override
  synchronized Lane due(long nowNs) {
    Lane lane = super.due(nowNs);
    starved = lane == null && !closed && headNs <= nowNs;
    return lane;
  }

  @Override
  boolean assign(Lane lane, long nowNs) {
    if (headNs > nowNs) {
      return false;
    }
    if (!window.admits(nextIndex, headNs)) {
      closed = true;
      return false;
    }
    noteLateness(lane, nowNs);
    lane.begin(nextIndex++, headNs, nowNs);
    advance();
    return true;
  }

  /// Late is what the load adds itself: the time since the operation was due and any lane was idle,
  /// not only the one that takes it. A lane that has just become free may find the operation before
  /// a generator that overslept, with hundreds of others idle. Only where none was idle did the
  /// operation wait for the system; that is counted apart.
  private void noteLateness(Lane lane, long nowNs) {
    long lateNs = nowNs - Math.max(headNs, idleSinceNs);
    latenessNs.recordValue(Math.clamp(lateNs, 0, Latencies.HIGHEST_NS));
    lane.late += lateNs > Lateness.LATE_NS ? 1 : 0;
    lane.queued += idleSinceNs > headNs ? 1 : 0;
  }

  private void advance() {
    headNs = startNs + offsetsNs.getAsLong();
  }

  @Override
  synchronized long wakeNs() {
    return closed || starved ? Long.MAX_VALUE : headNs;
  }

  @Override
  synchronized long elapsedNs(long firstNs, long lastNs) {
    long endNs = window.endNs() == Long.MAX_VALUE ? lastNs : Math.max(window.endNs(), lastNs);
    return endNs - window.fromNs();
  }

  /// Those that were due by then less those that had ended by then.
  @Override
  synchronized long inSystem(long ns) {
    return Math.max(0, dueBy(ns) - ended.by(ns));
  }

  /// From a schedule of its own: what was handed out says nothing of what was due.
  private long dueBy(long ns) {
    while (dueNs <= ns && window.admits(dueCount, dueNs)) {
      dueCount++;
      dueNs = startNs + dueOffsetsNs.getAsLong();
    }
    return dueCount;
  }

  @Override
  boolean wantsLane() {
    boolean wants = starved;
    starved = false;
    return wants;
  }

  @Override
  synchronized long backlog(long nowNs) {
    return dueBy(nowNs) - nextIndex;
  }

  @Override
  synchronized Lateness lateness(long late, long queued) {
    return new Lateness(Latencies.of(latenessNs), late, queued);
  }
}
