package kit.load;

import java.util.concurrent.locks.LockSupport;

/// The machine's monotonic clock, and a wait that learns how much the machine oversleeps and sets
/// out that much earlier. One instance serves one waiting thread.
public final class SystemClock implements NanoClock {
  /// Below this, waiting in place is cheaper than going to sleep.
  private static final long SPIN_NS = 2_000;

  /// The kernel rounds a thread's timers up to 50 us unless told otherwise; beyond twice that an
  /// overshoot is somebody else's work, not a habit to learn.
  private static final long HABIT_NS = 100_000;

  private final boolean spin;
  private long oversleepNs;

  /// @param spin whether it waits in place, however long ([OpenLoop#spin])
  public SystemClock(boolean spin) {
    this.spin = spin;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadlineNs) {
    if (spin && deadlineNs != Long.MAX_VALUE) {
      Thread.onSpinWait();
      return;
    }
    long before = System.nanoTime();
    long sleepNs = deadlineNs - before - oversleepNs;
    if (deadlineNs - before <= SPIN_NS) {
      while (System.nanoTime() < deadlineNs) {
        Thread.onSpinWait();
      }
    } else {
      LockSupport.parkNanos(this, Math.max(sleepNs, 1));
      learn(System.nanoTime() - before - Math.max(sleepNs, 1));
    }
  }

  /// Keeps near the least overshoot of late: aiming by the mean would wake early half the time,
  /// and a thread that wakes early must go to sleep again.
  private void learn(long overshootNs) {
    if (overshootNs >= 0 && overshootNs <= HABIT_NS) {
      oversleepNs = Math.min(overshootNs, oversleepNs + 1 + oversleepNs / 512);
    }
  }
}
