package journal;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// How far the journal is durable, whether it still runs, and who waits to hear of it. The flusher
/// touches the lock only while somebody waits.
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private volatile int waiters;
  private volatile long durable;
  private volatile IOException failure;
  private volatile boolean ended;

  Progress(long durable) {
    this.durable = durable;
  }

  long durable() {
    return durable;
  }

  IOException failure() {
    return failure;
  }

  /// Whether the flusher has gone, so that nothing will move again.
  boolean hasEnded() {
    return ended;
  }

  void durable(long sequence) {
    durable = sequence;
  }

  void failed(IOException cause) {
    failure = cause;
  }

  void ended() {
    ended = true;
  }

  /// Lets those who wait look again.
  void wake() {
    if (waiters > 0) {
      lock.lock();
      try {
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits until `done`; false if `deadlineNs` of [System#nanoTime] came first.
  boolean await(BooleanSupplier done, long deadlineNs) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      waiters++;
      while (!done.getAsBoolean()) {
        long leftNs = deadlineNs - System.nanoTime();
        if (leftNs <= 0) {
          return false;
        }
        moved.await(leftNs, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      waiters--;
      lock.unlock();
    }
  }
}
