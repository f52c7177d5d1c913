package labs.batcher.peer;

import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// A contender that cannot be asked what is still inside: it counts what each producer adds, each
/// on a cache line of its own, and waits for the ledger to have as many.
abstract class CountingContender implements Contender {
  private static final long DEADLINE_NS = 20_000_000_000L;
  private static final int LINE = 16;

  final Item[] items;
  final Ledger ledger;
  private final long[] added;

  CountingContender(Workload work, Ledger ledger) {
    this.items = work.items();
    this.ledger = ledger;
    this.added = new long[LINE * work.producers()];
  }

  @Override
  public final void add(int producer, int index) {
    put(producer, index);
    added[LINE * producer]++;
  }

  /// Puts the payment at `index` in.
  abstract void put(int producer, int index);

  @Override
  public final void drain() {
    long all = 0;
    for (long count : added) {
      all += count;
    }
    long deadlineNs = System.nanoTime() + DEADLINE_NS;
    while (ledger.delivered() < all) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException(
            "%s of %s events came out".formatted(ledger.delivered(), all));
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
