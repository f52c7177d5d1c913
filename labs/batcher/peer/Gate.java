package labs.batcher.peer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.Ledger;

/// Bounds what is inside a library whose own entrance is unbounded, or would fail when full. It
/// looks at the ledger once in a while, which costs next to nothing an event.
final class Gate {
  private static final int EVERY = 64;
  private static final long PAUSE_NS = 50_000;
  private static final int SPINS = 128;

  private final Ledger ledger;
  private final AtomicLong entered = new AtomicLong();
  private final int[] since;

  Gate(Ledger ledger, int producers) {
    this.ledger = ledger;
    this.since = new int[16 * producers];
  }

  /// Waits until there is room. Room is taken in portions.
  void enter(int producer) {
    if (since[16 * producer]-- > 0) {
      return;
    }
    since[16 * producer] = EVERY - 1;
    long end = entered.addAndGet(EVERY);
    for (int looks = 0; end - ledger.delivered() > Contender.ROOM; looks++) {
      if (looks < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }
}
