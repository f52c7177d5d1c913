package labs.batcher.peer;

import batcher.event.EventLayout;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// No batcher: 128 bytes from thread to thread through the Disruptor's ring at its fastest, and
/// into the ledger one by one: what a hand-over event by event costs. One in blocks may be faster.
final class HandoffContender extends CountingContender {
  private final long[] words;
  private final Disruptor<long[]> disruptor;
  private final RingBuffer<long[]> ring;

  HandoffContender(Workload work, Ledger ledger) {
    super(work, ledger);
    this.words = work.words();
    this.disruptor =
        new Disruptor<>(
            () -> new long[EventLayout.WORDS],
            ROOM,
            Thread.ofPlatform().daemon().factory(),
            work.producers() == 1 ? ProducerType.SINGLE : ProducerType.MULTI,
            new YieldingWaitStrategy());
    EventHandler<long[]> handler = (record, sequence, endOfBatch) -> deliver(record);
    disruptor.handleEventsWith(handler);
    this.ring = disruptor.start();
  }

  private void deliver(long[] record) {
    long meta = record[EventLayout.META];
    int place = ledger.place(record[EventLayout.TORRENT], EventLayout.direction(meta));
    ledger.begin(place, 1);
    ledger.payment(
        place,
        Workload.shareOf(record[EventLayout.PEER]),
        EventLayout.piece(meta),
        record[EventLayout.SATOSHIS]);
    ledger.end(0);
  }

  @Override
  void put(int producer, int index) {
    long sequence = ring.next();
    System.arraycopy(words, index * EventLayout.WORDS, ring.get(sequence), 0, EventLayout.WORDS);
    ring.publish(sequence);
  }

  @Override
  public void close() {
    disruptor.halt();
  }
}
