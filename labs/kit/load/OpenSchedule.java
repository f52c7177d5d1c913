package kit.load;

import java.util.function.LongSupplier;
import kit.stats.Latencies;
import org.HdrHistogram.Histogram;

/// Operations become due by the clock. One that finds no free lane waits; the first lane to become
/// free takes it, and its latency still counts from when it was due.
final class OpenSchedule extends Schedule {
  private final LongSupplier offsetsNs;
  private final Histogram latenessNs = new Histogram(Latencies.HIGHEST_NS, 2);

  private long startNs;
  private long headNs;
  private boolean starved;

  OpenSchedule(Plan plan, Lane[] lanes, Arrivals arrivals) {
    super(plan, lanes);
    this.offsetsNs = arrivals.offsetsNs();
  }

  @Override
  synchronized void begin(long startNs) {
    super.begin(startNs);
    this.startNs = startNs;
    advance();
  }

  @Override
  synchronized Lane due(long nowNs) {
    Lane lane = super.due(nowNs);
    starved = lane == null && !ended && headNs <= nowNs;
    return lane;
  }

  @Override
  boolean assign(Lane lane, long nowNs) {
    if (headNs > nowNs) {
      return false;
    }
    if (!window.admits(nextIndex, headNs)) {
      ended = true;
      return false;
    }
    boolean measured = window.isOpen();
    if (measured) {
      noteLateness(lane, nowNs);
    }
    lane.begin(nextIndex++, headNs, measured);
    advance();
    return true;
  }

  /// Late is what the load adds itself: the time since the operation was due and a lane was free.
  /// Waiting for a lane is the system's slowness, counted apart.
  private void noteLateness(Lane lane, long nowNs) {
    boolean queued = lane.freedNs > headNs;
    long lateNs = nowNs - (queued ? lane.freedNs : headNs);
    latenessNs.recordValue(Math.clamp(lateNs, 0, Latencies.HIGHEST_NS));
    lane.measuredLate += lateNs > Lateness.LATE_NS ? 1 : 0;
    lane.measuredQueued += queued ? 1 : 0;
  }

  private void advance() {
    headNs = startNs + offsetsNs.getAsLong();
  }

  @Override
  synchronized long wakeNs() {
    return ended || starved ? Long.MAX_VALUE : headNs;
  }

  @Override
  synchronized long elapsedNs(long firstNs, long lastNs) {
    long endNs = window.endNs() == Long.MAX_VALUE ? lastNs : Math.max(window.endNs(), lastNs);
    return endNs - window.fromNs();
  }

  @Override
  double concurrency(double inSystemNs, long elapsedNs) {
    return elapsedNs == 0 ? 0 : inSystemNs / elapsedNs;
  }

  @Override
  boolean wantsLane() {
    boolean wants = starved;
    starved = false;
    return wants;
  }

  @Override
  synchronized Backlog backlog(long nowNs) {
    long operations = 0;
    long waitedNs = 0;
    while (headNs <= nowNs && window.admits(nextIndex, headNs)) {
      if (window.isOpen()) {
        operations++;
        waitedNs += nowNs - headNs;
      }
      nextIndex++;
      advance();
    }
    return new Backlog(operations, waitedNs);
  }

  @Override
  synchronized Lateness lateness(long late, long queued) {
    return new Lateness(Latencies.of(latenessNs), late, queued);
  }
}
