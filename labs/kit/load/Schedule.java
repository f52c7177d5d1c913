package kit.load;

/// Decides which operation a free lane does next. Lanes ask from any thread; one lock, held for
/// some tens of nanoseconds, keeps indices, intended times and the measured window in step.
abstract sealed class Schedule permits ClosedSchedule, OpenSchedule {
  private final Plan plan;
  private final int[] idle;
  private int idleFirst;
  private int idleCount;

  /// Since when at least one lane is idle; only meaningful while one is.
  long idleSinceNs = Long.MIN_VALUE;

  final Lane[] lanes;

  /// Set in [#begin], before any lane is handed out.
  Window window;

  long nextIndex;

  final Moments ended = new Moments();

  /// No operation is handed out any more.
  boolean closed;

  Schedule(Plan plan, Lane[] lanes) {
    this.plan = plan;
    this.lanes = lanes;
    this.idle = new int[lanes.length];
    for (Lane lane : lanes) {
      rest(lane);
    }
  }

  /// Starts the schedule's time.
  synchronized void begin(long startNs) {
    window = Window.of(plan, startNs);
  }

  /// A lane that is free and has an operation to start by `nowNs`, or null. For the run's own
  /// thread.
  synchronized Lane due(long nowNs) {
    if (closed || idleCount == 0) {
      return null;
    }
    Lane lane = lanes[idle[idleFirst]];
    if (!assign(lane, nowNs)) {
      return null;
    }
    idleFirst = (idleFirst + 1) % idle.length;
    idleCount--;
    return lane;
  }

  /// Gives the lane, which has just become free, its next operation; or lets it rest.
  ///
  /// @return whether it has an operation to start
  synchronized boolean take(Lane lane, long nowNs) {
    ended.add(nowNs);
    if (idleCount == 0) {
      idleSinceNs = nowNs;
    }
    if (!closed && assign(lane, nowNs)) {
      return true;
    }
    rest(lane);
    return false;
  }

  /// Begins the next operation on the lane if there is one due, else returns false; sets `closed`
  /// if there will be none.
  abstract boolean assign(Lane lane, long nowNs);

  /// When the run's own thread must look for due lanes again.
  abstract long wakeNs();

  /// Operations that should have started by `nowNs` and have not.
  abstract long backlog(long nowNs);

  /// How late the load itself was, given the lanes' counts of late and of queued operations.
  abstract Lateness lateness(long late, long queued);

  /// What the recording calls elapsed.
  ///
  /// @param firstNs first intended start of a measured operation
  /// @param lastNs last completion of one
  abstract long elapsedNs(long firstNs, long lastNs);

  /// Operations in the system at a moment of the recent past: counted, not derived from any
  /// latency.
  ///
  /// @param ns not before that of the call before
  abstract long inSystem(long ns);

  /// Whether a lane that has come to rest is what the run's own thread waits for.
  abstract boolean wantsLane();

  /// Whether nothing is left to start or to wait for.
  synchronized boolean over() {
    return closed && idleCount == idle.length;
  }

  /// Until when operations can be in the system: `Long.MAX_VALUE` while the run goes on, then the
  /// end of the window or of the last operation, whichever is later.
  synchronized long lastNs() {
    if (!over()) {
      return Long.MAX_VALUE;
    }
    return endNs() == Long.MAX_VALUE ? ended.last() : Math.max(endNs(), ended.last());
  }

  /// When the last operation ended so far, or `Long.MIN_VALUE`.
  synchronized long lastEndedNs() {
    return ended.last();
  }

  /// Operations in flight.
  synchronized int inFlight() {
    return idle.length - idleCount;
  }

  /// Whether the run's own thread has something to do now that a lane rests.
  synchronized boolean callsRunner() {
    return over() || wantsLane();
  }

  /// Hands out nothing more.
  synchronized void end() {
    closed = true;
  }

  /// When the window ends by the clock, or `Long.MAX_VALUE` if a count decides.
  synchronized long endNs() {
    return window.endNs();
  }

  private void rest(Lane lane) {
    idle[(idleFirst + idleCount) % idle.length] = lane.number;
    idleCount++;
  }
}
