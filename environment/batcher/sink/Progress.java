package batcher.sink;

import java.util.concurrent.atomic.AtomicInteger;

/// How far one shard's events have come. One thread advances each level; any may read or wait.
public final class Progress {
  private final AtomicInteger waiters = new AtomicInteger();
  private final Object changed = new Object();
  private volatile long durableUpTo;
  private volatile long deliveredUpTo;
  private volatile long deliveredEvents;
  private volatile long deliveredBatches;

  /// Every event up to `sequence` is durable.
  public void durable(long sequence) {
    if (sequence > durableUpTo) {
      durableUpTo = sequence;
      advanced();
    }
  }

  /// This many more events and batches are delivered, and with them every event up to `sequence`.
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread delivers
  public void delivered(long events, long batches, long sequence) {
    deliveredBatches += batches;
    deliveredEvents += events;
    if (sequence > deliveredUpTo) {
      deliveredUpTo = sequence;
      advanced();
    }
  }

  public long deliveredEvents() {
    return deliveredEvents;
  }

  public long deliveredBatches() {
    return deliveredBatches;
  }

  /// The last sequence that has reached `level`, all before it included. Not for
  /// [AckLevel#ACCEPTED], which the ring knows.
  public long reached(AckLevel level) {
    return level == AckLevel.DURABLE ? durableUpTo : deliveredUpTo;
  }

  /// Waits until `sequence` has reached `level`; false if the deadline, in terms of
  /// `System.nanoTime`, passed first.
  public boolean await(AckLevel level, long sequence, long deadlineNs) throws InterruptedException {
    waiters.incrementAndGet();
    try {
      synchronized (changed) {
        while (reached(level) < sequence) {
          long remainingMs = (deadlineNs - System.nanoTime()) / 1_000_000;
          if (remainingMs < 0) {
            return false;
          }
          changed.wait(remainingMs + 1);
        }
      }
      return true;
    } finally {
      waiters.decrementAndGet();
    }
  }

  private void advanced() {
    if (waiters.get() > 0) {
      synchronized (changed) {
        changed.notifyAll();
      }
    }
  }
}
