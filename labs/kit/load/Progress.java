package kit.load;

/// How far a load is, for a display in another thread. Reading sums counters that the load keeps
/// anyway, so a display costs the load nothing however often it looks. Counts may trail by a
/// moment; they never fall, also when one progress follows several runs.
public final class Progress {
  private final Slowest slowest = new Slowest();
  private Lane[] lanes = {};
  private long completedBefore;
  private long failedBefore;
  private long lateBefore;

  synchronized void follow(Lane[] next) {
    completedBefore = completed();
    failedBefore = failed();
    lateBefore = late();
    lanes = next;
  }

  /// Operations that ended, well or not.
  public synchronized long completed() {
    long sum = completedBefore;
    for (Lane lane : lanes) {
      sum += lane.completed;
    }
    return sum;
  }

  /// Operations that failed.
  public synchronized long failed() {
    long sum = failedBefore;
    for (Lane lane : lanes) {
      sum += lane.failed;
    }
    return sum;
  }

  /// Operations that an open loop started more than 1 ms late.
  public synchronized long late() {
    long sum = lateBefore;
    for (Lane lane : lanes) {
      sum += lane.late;
    }
    return sum;
  }

  /// The slowest of the measured operations that succeeded.
  public Slowest slowest() {
    return slowest;
  }
}
