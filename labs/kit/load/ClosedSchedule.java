package kit.load;

/// A free lane starts its next operation at once: that moment is the intended start.
final class ClosedSchedule extends Schedule {
  private final Moments begun = new Moments();

  ClosedSchedule(Plan plan, Lane[] lanes) {
    super(plan, lanes);
  }

  @Override
  boolean assign(Lane lane, long nowNs) {
    if (!window.admits(nextIndex, nowNs)) {
      closed = true;
      return false;
    }
    lane.begin(nextIndex++, nowNs, nowNs);
    begun.add(nowNs);
    return true;
  }

  @Override
  synchronized long wakeNs() {
    return Long.MAX_VALUE;
  }

  @Override
  long backlog(long nowNs) {
    return 0;
  }

  @Override
  Lateness lateness(long late, long queued) {
    return Lateness.NONE;
  }

  @Override
  long elapsedNs(long firstNs, long lastNs) {
    return lastNs - firstNs;
  }

  @Override
  synchronized long inSystem(long ns) {
    return Math.max(0, begun.by(ns) - ended.by(ns));
  }

  @Override
  boolean wantsLane() {
    return false;
  }
}
