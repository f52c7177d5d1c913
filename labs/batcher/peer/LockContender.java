package labs.batcher.peer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// A map behind one lock and a timer: the plain way. The producer whose event fills a batch also
/// delivers it, so a slow sink stops everyone who adds.
final class LockContender implements Contender {
  private static final long LOOK_MS = 5;

  private final Item[] items;
  private final Batches batches;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  LockContender(Workload work, Ledger ledger) {
    this.items = work.items();
    this.batches = new Batches(ledger);
    timer.scheduleAtFixedRate(
        () -> deliverDue(System.nanoTime()), LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void add(int producer, int index) {
    batches.add(items[index]);
  }

  private synchronized void deliverDue(long nowNs) {
    batches.deliverDue(nowNs);
  }

  @Override
  public void drain() {
    deliverDue(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
