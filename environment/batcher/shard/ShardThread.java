package batcher.shard;

import batcher.thread.Wakeup;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Turns one shard until its ring is closed and everything in it is delivered, or until told to
/// give up.
public final class ShardThread extends Thread {
  /// Looks in vain before it sleeps. Waking a sleeper costs the producer microseconds and the event
  /// tens of them; looking costs a core. This much is about 5 µs.
  private static final int IDLE_TURNS = 64;

  private static final long SLEEP_NS_MAX = 1_000_000_000;
  private static final long CLOSING_NS_MAX = 1_000_000;

  private final EventRing ring;
  private final Shard shard;
  private final Wakeup wakeup;
  private final LongSupplier nanoTime;
  private final BooleanSupplier hasWork = this::hasWork;
  private volatile boolean closing;
  private volatile boolean givenUp;

  public ShardThread(int index, EventRing ring, Shard shard, Wakeup wakeup, LongSupplier nanoTime) {
    super("batcher-shard-" + index);
    setDaemon(true);
    this.ring = ring;
    this.shard = shard;
    this.wakeup = wakeup;
    this.nanoTime = nanoTime;
  }

  /// Closes the ring as soon as nothing is spilled any more.
  public void close() {
    closing = true;
    wakeup.signal();
  }

  /// Ends the thread though not everything is delivered.
  public void giveUp() {
    givenUp = true;
    wakeup.signal();
    interrupt();
  }

  @Override
  public void run() {
    try {
      turn();
    } finally {
      ring.close();
    }
  }

  private void turn() {
    int idleTurns = 0;
    while (!givenUp) {
      long nowNs = nanoTime.getAsLong();
      if (shard.turn(nowNs) > 0) {
        idleTurns = 0;
        continue;
      }
      if (closing && shard.isSpillDone()) {
        ring.close();
      }
      if (ring.isDrained()) {
        if (shard.isEmpty()) {
          return;
        }
        shard.flush();
      }
      if (++idleTurns < IDLE_TURNS) {
        Thread.onSpinWait();
      } else {
        rest(nowNs);
      }
    }
  }

  private void rest(long nowNs) {
    long wakeAtNs = shard.wakeAtNs(nowNs);
    long nsMax = ring.isDrained() ? CLOSING_NS_MAX : SLEEP_NS_MAX;
    long ns = wakeAtNs == Long.MAX_VALUE ? nsMax : wakeAtNs - nanoTime.getAsLong();
    if (ns > 0) {
      wakeup.sleep(hasWork, Math.min(ns, nsMax));
    }
  }

  private boolean hasWork() {
    return shard.hasWork() || givenUp || closing && !ring.isDrained();
  }
}
