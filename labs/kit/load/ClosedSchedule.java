package kit.load;

/// A free lane starts its next operation at once: that moment is the intended start.
final class ClosedSchedule extends Schedule {
  ClosedSchedule(Plan plan, Lane[] lanes) {
    super(plan, lanes);
  }

  @Override
  boolean assign(Lane lane, long nowNs) {
    if (!window.admits(nextIndex, nowNs)) {
      ended = true;
      return false;
    }
    lane.begin(nextIndex++, nowNs, window.isOpen());
    return true;
  }

  @Override
  synchronized long wakeNs() {
    return Long.MAX_VALUE;
  }

  @Override
  Backlog backlog(long nowNs) {
    return Backlog.NONE;
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
  double concurrency(double inSystemNs, long elapsedNs) {
    return lanes.length;
  }

  @Override
  boolean wantsLane() {
    return false;
  }
}
