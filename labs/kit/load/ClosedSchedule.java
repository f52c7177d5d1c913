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

  /// A lane is busy from its first start to its last completion, by construction. Not simply the
  /// number of lanes: at the end of a run they fall idle one by one.
  @Override
  double concurrency(double inSystemNs, long elapsedNs) {
    double busyNs = 0;
    for (Lane lane : lanes) {
      busyNs += lane.measuredOperations == 0 ? 0 : lane.measuredLastNs - lane.measuredFirstNs;
    }
    return elapsedNs == 0 ? 0 : busyNs / elapsedNs;
  }

  @Override
  boolean wantsLane() {
    return false;
  }
}
