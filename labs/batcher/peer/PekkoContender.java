package labs.batcher.peer;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.BatchFigures;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/// Pekko Streams: `groupBy` and in each substream `groupedWithin`, merged into one sink. Its time
/// runs freely, so a batch may go earlier than 250 ms after its first event.
final class PekkoContender extends CountingContender {
  private static final int SPINS = 128;
  private static final long PAUSE_NS = 50_000;

  private final ActorSystem system;
  private final BoundedSourceQueue<Item> entrance;

  PekkoContender(Workload work, Ledger ledger) {
    super(work, ledger);
    this.system =
        ActorSystem.create(
            "peer",
            ConfigFactory.parseString(
                    "pekko.loglevel=OFF, pekko.stdout-loglevel=OFF, pekko.daemonic=on")
                .withFallback(ConfigFactory.load()));
    BatchFigures figures = new BatchFigures();
    this.entrance =
        Source.<Item>queue(ROOM)
            .groupBy(Math.max(work.keys().size(), 2), Item::key)
            .groupedWithin(SIZE, Duration.ofMillis(LINGER_MS))
            .mergeSubstreams()
            .toMat(
                Sink.<java.util.List<Item>>foreach(
                    batch -> Batches.deliver(ledger, figures, batch)),
                Keep.left())
            .run(system);
  }

  @Override
  void put(int producer, int index) {
    QueueOfferResult answer = entrance.offer(items[index]);
    for (int looks = 0; answer != QueueOfferResult.enqueued(); looks++) {
      if (answer != QueueOfferResult.dropped()) {
        throw new IllegalStateException("the stream ended: " + answer);
      }
      if (looks < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE_NS);
      }
      answer = entrance.offer(items[index]);
    }
  }

  @Override
  public void close() {
    entrance.complete();
    system.terminate();
  }
}
