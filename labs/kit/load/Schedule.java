package kit.load;

/// Decides which operation a free lane does next. Lanes ask from any thread; one lock, held for
/// some tens of nanoseconds, keeps indices, intended times and the measured window in step.
abstract sealed class Schedule permits ClosedSchedule, OpenSchedule {
  private final Plan plan;
  private final int[] idle;
  private int idleFirst;
  private int idleCount;
  final Lane[] lanes;

  /// Set in [#begin], before any lane is handed out.
  Window window;

  long nextIndex;

  /// No operation is handed out any more.
  boolean ended;

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
    window = new Window(plan, startNs);
  }

  /// A lane that is free and has an operation to start by `nowNs`, or null. For the run's own
  /// thread.
  synchronized Lane due(long nowNs) {
    if (ended || idleCount == 0) {
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
    if (!ended && assign(lane, nowNs)) {
      return true;
    }
    rest(lane);
    return false;
  }

  /// Begins the next operation on the lane if there is one due, else returns false; sets `ended`
  /// if there will be none.
  abstract boolean assign(Lane lane, long nowNs);

  /// When the run's own thread must look for due lanes again.
  abstract long wakeNs();

  /// Operations that should have started by `nowNs` and have not.
  abstract Backlog backlog(long nowNs);

  /// How late the load itself was, given the lanes' counts of late and of queued operations.
  abstract Lateness lateness(long late, long queued);

  /// What the recording calls elapsed.
  ///
  /// @param firstNs first intended start of a measured operation
  /// @param lastNs last completion of one
  abstract long elapsedNs(long firstNs, long lastNs);

  /// Mean number of operations in the system, given the time they spent in it together.
  abstract double concurrency(double inSystemNs, long elapsedNs);

  /// Whether a lane that has come to rest is what the run's own thread waits for.
  abstract boolean wantsLane();

  /// Whether nothing is left to start or to wait for.
  synchronized boolean over() {
    return ended && idleCount == idle.length;
  }

  /// Whether any operation is in flight.
  synchronized boolean busy() {
    return idleCount < idle.length;
  }

  /// Whether the run's own thread has something to do now that a lane rests.
  synchronized boolean callsRunner() {
    return over() || wantsLane();
  }

  /// Hands out nothing more.
  synchronized void end() {
    ended = true;
  }

  /// When the window ends by the clock, or `Long.MAX_VALUE` as long as that is open.
  synchronized long endNs() {
    return window.endNs();
  }

  /// Ends a detected warm-up.
  synchronized void openFrom(long ns) {
    window.openFrom(ns);
  }

  private void rest(Lane lane) {
    idle[(idleFirst + idleCount) % idle.length] = lane.number;
    idleCount++;
  }

  /// Operations that were never started.
  ///
  /// @param operations how many
  /// @param waitedNs how long they waited together
  record Backlog(long operations, long waitedNs) {
    static final Backlog NONE = new Backlog(0, 0);
  }
}
