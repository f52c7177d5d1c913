package batcher.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Payments;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventRingTest {
  private final long[] words = Payments.sent("a", 0).toWords();

  @Test
  void recordComesOutAsItWentInWithItsNumber() {
    EventRing ring = new EventRing(4);
    long[] two = new long[32];
    Payments.sent("a", 1).write(two, 0);
    Payments.sent("b", 2).write(two, 16);
    assertEquals(1, ring.tryAdd(two, 0, 2));
    assertEquals(Payments.sent("a", 1).withSequence(1), next(ring));
    assertEquals(Payments.sent("b", 2).withSequence(2), next(ring));
    assertEquals(-1, ring.peek());
  }

  @Test
  void fullRingRefusesUntilTheConsumerReleases() {
    EventRing ring = new EventRing(4);
    for (int i = 1; i <= 4; i++) {
      assertEquals(i, ring.tryAdd(words, 0, 1));
    }
    assertEquals(Refusal.FULL.answer(), ring.tryAdd(words, 0, 1));
    ring.peek();
    assertEquals(Refusal.FULL.answer(), ring.tryAdd(words, 0, 1), "peeked at is not given back");
    ring.release();
    assertEquals(5, ring.tryAdd(words, 0, 1));
    assertEquals(Refusal.FULL.answer(), ring.tryAdd(words, 0, 1));
    assertEquals(5, ring.accepted());
    assertEquals(4, ring.depth());
  }

  @Test
  void severalRecordsGoInTogetherOrNotAtAll() {
    EventRing ring = new EventRing(4);
    ring.tryAdd(words, 0, 1);
    assertEquals(Refusal.FULL.answer(), ring.tryAdd(new long[64], 0, 4));
    assertEquals(2, ring.tryAdd(new long[48], 0, 3));
  }

  @Test
  void nothingIsAcceptedBehindAClose() {
    EventRing ring = new EventRing(4);
    ring.tryAdd(words, 0, 1);
    ring.close();
    ring.close();
    assertEquals(Refusal.CLOSED.answer(), ring.tryAdd(words, 0, 1));
    assertEquals(1, ring.accepted());
    assertEquals(false, ring.isDrained());
    ring.peek();
    ring.release();
    assertTrue(ring.isDrained());
  }

  @Test
  void sizeMustBeAPowerOfTwo() {
    assertThrows(IllegalArgumentException.class, () -> new EventRing(100));
    assertThrows(IllegalArgumentException.class, () -> new EventRing(0));
  }

  /// Four producers and a close at a random moment: what the consumer gets is exactly what the
  /// producers were told was accepted, each producer's in its own order.
  @Test
  void producersAndConsumerAgreeOnEveryEventThoughTheRingIsClosedUnderThem() throws Exception {
    for (int round = 0; round < 5; round++) {
      EventRing ring = new EventRing(256);
      AtomicLong accepted = new AtomicLong();
      List<Thread> producers = new ArrayList<>();
      for (int p = 0; p < 4; p++) {
        int producer = p;
        producers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      long[] mine = new long[EventLayout.WORDS];
                      mine[EventLayout.TORRENT] = producer;
                      long number = 0;
                      long answer = 0;
                      while (answer != Refusal.CLOSED.answer()) {
                        mine[EventLayout.SATOSHIS] = number;
                        answer = ring.tryAdd(mine, 0, 1);
                        if (answer > 0) {
                          number++;
                          accepted.incrementAndGet();
                        } else {
                          Thread.yield();
                        }
                      }
                    }));
      }
      long[] expected = new long[4];
      long sequence = 0;
      while (!ring.isDrained()) {
        int offset = ring.peek();
        if (offset < 0) {
          Thread.yield();
          continue;
        }
        long[] all = ring.words();
        assertEquals(++sequence, all[offset]);
        int producer = (int) all[offset + EventLayout.TORRENT];
        assertEquals(expected[producer]++, all[offset + EventLayout.SATOSHIS]);
        ring.release();
        if (sequence == 20_000 + 37 * round) {
          ring.close();
        }
      }
      for (Thread producer : producers) {
        producer.join();
      }
      assertEquals(accepted.get(), sequence);
      assertEquals(accepted.get(), ring.accepted());
    }
  }

  private static batcher.event.Event next(EventRing ring) {
    batcher.event.Event event = batcher.event.Event.read(ring.words(), ring.peek());
    ring.release();
    return event;
  }
}
