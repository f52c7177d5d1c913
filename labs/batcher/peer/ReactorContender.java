package labs.batcher.peer;

import java.time.Duration;
import labs.batcher.work.BatchFigures;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Reactor: `groupBy` and in each group `bufferTimeout`, which is the document's rule, with fair
/// back-pressure, without which it would fail when the sink is slow.
final class ReactorContender extends CountingContender {
  private final Gate gate;
  private final Scheduler scheduler = Schedulers.newSingle("reactor", true);
  private final Disposable running;
  private FluxSink<Item> entrance;

  ReactorContender(Workload work, Ledger ledger) {
    super(work, ledger);
    this.gate = new Gate(ledger, work.producers());
    int keys = work.keys().size();
    BatchFigures figures = new BatchFigures();
    this.running =
        Flux.<Item>create(sink -> entrance = sink)
            .publishOn(scheduler, ROOM)
            .groupBy(Item::key, ROOM)
            .flatMap(
                group -> group.bufferTimeout(SIZE, Duration.ofMillis(LINGER_MS), scheduler, true),
                Math.max(keys, 256))
            .subscribe(batch -> Batches.deliver(ledger, figures, batch));
  }

  @Override
  void put(int producer, int index) {
    gate.enter(producer);
    entrance.next(items[index]);
  }

  @Override
  public void close() {
    running.dispose();
    scheduler.dispose();
  }
}
