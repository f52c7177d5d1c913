package labs.batcher.peer;

import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.Ledger;

/// Waits for the ledger to have what was added.
final class Drain {
  private static final long DEADLINE_NS = 20_000_000_000L;

  private Drain() {}

  /// @throws IllegalStateException if it never comes
  static void await(Ledger ledger, long added) {
    long deadlineNs = System.nanoTime() + DEADLINE_NS;
    while (ledger.delivered() < added) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException(
            "%s of %s events came out".formatted(ledger.delivered(), added));
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
