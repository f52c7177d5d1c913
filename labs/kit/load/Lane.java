package kit.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// One lane of a run: at most one operation in flight, and the sums that only this lane's
/// operations touch, so that counting needs no shared atomics.
///
/// Two things happen to an operation in either order: the target's `start` returns, and its
/// completion is called and recorded. Whoever comes second owns the lane and goes on with it. This
/// keeps a target that completes inside `start` from recursing, and lets any thread complete.
final class Lane {
  private static final long RETURNED = 1;
  private static final long CLAIMED = 2;
  private static final long RECORDED = 4;
  private static final int BITS = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Lane.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int number;

  /// The operation's index above three bits that say how far it is; -1 before the first.
  private volatile long state = -1;

  // Owned by whoever owns the lane; the state's atomic steps hand them over.
  long index;
  long intendedNs;
  long sentNs;
  long freedNs;

  long operations;
  long completed;
  long failed;
  long firstNs = Long.MAX_VALUE;
  long lastNs = Long.MIN_VALUE;
  long late;
  long queued;

  Lane(int number) {
    this.number = number;
  }

  /// This many lanes, numbered from 0.
  static Lane[] of(int lanes) {
    Lane[] all = new Lane[lanes];
    Arrays.setAll(all, Lane::new);
    return all;
  }

  void begin(long index, long intendedNs, long sentNs) {
    this.index = index;
    this.intendedNs = intendedNs;
    this.sentNs = sentNs;
    operations++;
    firstNs = Math.min(firstNs, intendedNs);
    state = index << BITS;
  }

  /// The target's `start` has returned.
  ///
  /// @return whether the operation has already ended, so that the caller goes on with the lane
  boolean startReturned() {
    return ((long) STATE.getAndBitwiseOr(this, RETURNED) & RECORDED) != 0;
  }

  /// Takes the operation as ended, if it is the one in flight and nobody did before.
  boolean claim(long index) {
    while (true) {
      long now = state;
      if (now < 0 || now >> BITS != index || (now & CLAIMED) != 0) {
        return false;
      }
      if (STATE.compareAndSet(this, now, now | CLAIMED)) {
        return true;
      }
    }
  }

  /// The claimed operation is recorded.
  ///
  /// @return whether `start` has already returned, so that the caller goes on with the lane
  boolean recorded() {
    return ((long) STATE.getAndBitwiseOr(this, RECORDED) & RETURNED) != 0;
  }

  /// Counts the operation as ended at `nowNs`. Only for whoever has claimed it.
  void end(long nowNs, boolean unsuccessful) {
    freedNs = nowNs;
    lastNs = Math.max(lastNs, nowNs);
    completed++;
    failed += unsuccessful ? 1 : 0;
  }

  /// Waits out the moment in which another thread records the operation that it has claimed.
  void awaitRecorded() {
    for (long now; (now = state) >= 0 && (now & RECORDED) == 0; ) {
      Thread.onSpinWait();
    }
  }

  boolean inFlight() {
    long now = state;
    return now >= 0 && (now & CLAIMED) == 0;
  }
}
