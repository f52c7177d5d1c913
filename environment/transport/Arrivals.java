package transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What came for a session and waits to be taken.
final class Arrivals<T> {
  private final int most;
  private final Deque<T> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  Arrivals(int most) {
    this.most = most;
  }

  /// @return false if too much waits already
  boolean add(T next) {
    lock.lock();
    try {
      if (waiting.size() >= most) return false;
      waiting.add(next);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for what comes next.
  ///
  /// @throws IOException when nothing is left and the session is over
  T take() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        if (ended) throw new IOException("the session is over");
        changed.await();
      }
      return waiting.remove();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
