package ledger;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// What waits for the ledger's thread: a bounded ring that any thread fills and one empties. Nobody
/// waits in it and nothing is allocated.
final class WorkQueue {
  /// What [#offer] found.
  enum Answer {
    TAKEN,
    FULL,
    STOPPED
  }

  private static final long STOP = Long.MIN_VALUE;

  private final AtomicReferenceArray<Work> ring;
  private final int mask;

  /// Places that were claimed, and the bit [#STOP].
  private final AtomicLong claimed = new AtomicLong();

  private volatile long taken;

  /// @param capacity a power of two
  WorkQueue(int capacity) {
    ring = new AtomicReferenceArray<>(capacity);
    mask = capacity - 1;
  }

  Answer offer(Work work) {
    while (true) {
      long place = claimed.get();
      if (place < 0) {
        return Answer.STOPPED;
      }
      if (place - taken > mask) {
        return Answer.FULL;
      }
      if (claimed.compareAndSet(place, place + 1)) {
        ring.set((int) place & mask, work);
        return Answer.TAKEN;
      }
    }
  }

  /// Nothing is taken any more; what was claimed before still comes.
  void stop() {
    claimed.getAndUpdate(places -> places | STOP);
  }

  boolean isStopped() {
    return claimed.get() < 0;
  }

  /// Whether everything that was claimed was removed.
  boolean isEmpty() {
    return (claimed.get() & ~STOP) == taken;
  }

  /// The next, or null if none is there yet.
  Work peek() {
    return ring.get((int) taken & mask);
  }

  /// Removes what [#peek] has shown.
  void remove() {
    ring.lazySet((int) taken & mask, null);
    taken++;
  }
}
