package labs.batcher.peer;

import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.processors.FlowableProcessor;
import io.reactivex.rxjava3.processors.UnicastProcessor;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import labs.batcher.work.BatchFigures;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// RxJava: `groupBy` and in each group `buffer` by time and size. Its time runs freely, begun anew
/// by a full batch, so a batch may go earlier than 250 ms after its first event.
final class RxContender extends CountingContender {
  private final Gate gate;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final FlowableProcessor<Item> entrance = UnicastProcessor.<Item>create().toSerialized();
  private final Disposable running;

  RxContender(Workload work, Ledger ledger) {
    super(work, ledger);
    this.gate = new Gate(ledger, work.producers());
    Scheduler scheduler = Schedulers.from(thread);
    BatchFigures figures = new BatchFigures();
    this.running =
        entrance
            .observeOn(scheduler, false, ROOM)
            .groupBy(Item::key, item -> item, false, ROOM)
            .flatMap(
                group ->
                    group.buffer(
                        LINGER_MS,
                        TimeUnit.MILLISECONDS,
                        scheduler,
                        SIZE,
                        () -> new ArrayList<>(SIZE),
                        true),
                Math.max(work.keys().size(), 256))
            .filter(batch -> !batch.isEmpty())
            .subscribe(batch -> Batches.deliver(ledger, figures, batch));
  }

  @Override
  void put(int producer, int index) {
    gate.enter(producer);
    entrance.onNext(items[index]);
  }

  @Override
  public void close() {
    running.dispose();
    thread.shutdownNow();
  }
}
