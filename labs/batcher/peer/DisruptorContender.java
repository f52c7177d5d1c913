package labs.batcher.peer;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.TimeoutBlockingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.TimeUnit;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// LMAX Disruptor: its ring carries references to one handler, which batches them in a map. Time
/// needs a wait strategy that times out, which is not the Disruptor's fastest.
final class DisruptorContender extends CountingContender {
  private static final long LOOK_MS = 5;

  private final Disruptor<Slot> disruptor;
  private final RingBuffer<Slot> ring;

  private static final class Slot {
    private Item item;
  }

  DisruptorContender(Workload work, Ledger ledger) {
    super(work, ledger);
    this.disruptor =
        new Disruptor<>(
            Slot::new,
            ROOM,
            Thread.ofPlatform().daemon().factory(),
            work.producers() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
            new TimeoutBlockingWaitStrategy(LOOK_MS, TimeUnit.MILLISECONDS));
    disruptor.handleEventsWith(new Handler(new Batches(ledger)));
    this.ring = disruptor.start();
  }

  private static final class Handler implements EventHandler<Slot> {
    private static final long LOOK_NS = LOOK_MS * 1_000_000;

    private final Batches batches;
    private long lookNs;

    Handler(Batches batches) {
      this.batches = batches;
    }

    @Override
    public void onEvent(Slot slot, long sequence, boolean endOfBatch) {
      batches.add(slot.item);
      if (endOfBatch) {
        look();
      }
    }

    @Override
    public void onTimeout(long sequence) {
      look();
    }

    private void look() {
      long nowNs = System.nanoTime();
      if (nowNs - lookNs >= LOOK_NS) {
        lookNs = nowNs;
        batches.deliverDue(nowNs);
      }
    }
  }

  @Override
  void put(int producer, int index) {
    long sequence = ring.next();
    ring.get(sequence).item = items[index];
    ring.publish(sequence);
  }

  @Override
  public void close() {
    disruptor.halt();
  }
}
