package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingRingTest {
  private static final int SALT = 0x5eed;

  @ParameterizedTest
  @ValueSource(longs = {0, (1L << 31) - 50, (1L << 32) - 50, 1L << 40})
  void sequencesRunOnPastTheirBitsInTheClaim(long lastSequence) {
    WaitingRing ring = new WaitingRing(1 << 12, 64, lastSequence);
    long next = lastSequence + 1;
    for (int i = 0; i < 200; i++) {
      assertEquals(next, offer(ring, next, 8));
      assertEquals(next, ring.lastSequence());
      ByteBuffer batch = ring.take(1 << 12, SALT).order(ByteOrder.LITTLE_ENDIAN);
      assertEquals(next, batch.getLong(batch.position() + RecordFormat.SEQUENCE));
      ring.release();
      next++;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, (1L << 31) - 4096, (1L << 35) - 4096, 1L << 50})
  void aLongRunOfRandomSizesComesOutAsItWentIn(long released) {
    SplittableRandom random = new SplittableRandom(3);
    WaitingRing ring = new WaitingRing(5000, 700, 0, released);
    Queue<Integer> lengths = new ArrayDeque<>();
    long offered = 0;
    long taken = 0;
    while (taken < 20_000) {
      int length = random.nextInt(701);
      long sequence = offer(ring, offered + 1, length);
      if (sequence != WaitingRing.FULL) {
        assertEquals(++offered, sequence);
        lengths.add(length);
      }
      if (sequence == WaitingRing.FULL || random.nextInt(8) == 0) {
        taken = drain(ring, random.nextInt(740, 6000), taken, lengths);
      }
    }
  }

  private static long drain(WaitingRing ring, int bytesMax, long taken, Queue<Integer> lengths) {
    ByteBuffer batch = ring.take(bytesMax, SALT).slice().order(ByteOrder.LITTLE_ENDIAN);
    assertTrue(batch.remaining() <= bytesMax);
    long sequence = taken;
    while (batch.hasRemaining()) {
      sequence++;
      int length = lengths.remove();
      assertEquals(length, batch.getInt(batch.position() + RecordFormat.LENGTH));
      assertEquals(sequence, batch.getLong(batch.position() + RecordFormat.SEQUENCE));
      assertEquals(taken + 1, batch.getLong(batch.position() + RecordFormat.COMMIT));
      assertEquals(
          JournalImage.payload(sequence, length),
          batch.slice(batch.position() + RecordFormat.PAYLOAD, length));
      batch.position(batch.position() + RecordFormat.size(length));
    }
    assertEquals(sequence - taken, ring.takenRecords());
    ring.release();
    return sequence;
  }

  @Test
  void aPayloadOfTheLastLapIsNotTakenForThePublicationOfTheNext() {
    WaitingRing ring = new WaitingRing(4096, 2000, 0);
    ByteBuffer forged = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
    while (forged.hasRemaining()) {
      forged.putLong(4); // the number of the record that will begin amid the first one's payload
    }
    forged.clear();
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, ring.offer(forged, 2000));
      assertTrue(ring.isReady());
      ring.take(4096, SALT);
      ring.release();
    }
    assertFalse(ring.isReady());
  }

  @Test
  void theBoundCountsHeadersAndPadding() {
    WaitingRing ring = new WaitingRing(320, 64, 0);
    for (int i = 1; i <= 10; i++) {
      assertEquals(i, offer(ring, i, 1));
    }
    assertEquals(320, ring.waitingBytes());
    assertEquals(WaitingRing.FULL, offer(ring, 11, 1));
    ring.take(64, SALT);
    ring.release();
    assertEquals(256, ring.waitingBytes());
    assertEquals(11, offer(ring, 11, 40));
    assertEquals(WaitingRing.FULL, offer(ring, 12, 0));
  }

  @Test
  void aStoppedRingKeepsWhatItHas() {
    WaitingRing ring = new WaitingRing(4096, 64, 0);
    offer(ring, 1, 10);
    ring.stop();
    ring.stop();
    assertEquals(WaitingRing.STOPPED, offer(ring, 2, 10));
    assertEquals(1, ring.lastSequence());
    assertTrue(ring.isReady());
    ring.take(4096, SALT);
    ring.release();
    assertTrue(ring.isEmpty());
  }

  @Test
  void aPayloadThatCannotBeReadClaimsNothing() {
    WaitingRing ring = new WaitingRing(4096, 64, 0);
    ByteBuffer dead;
    try (Arena arena = Arena.ofConfined()) {
      dead = arena.allocate(16).asByteBuffer();
    }
    assertThrows(IllegalStateException.class, () -> ring.offer(dead, 16));
    ring.requireWhole();
    assertEquals(1, offer(ring, 1, 10));
  }

  @Test
  void producersShareTheNumbersAmongThemAndKeepTheirOrder() throws Exception {
    int producers = 4;
    int each = 20_000;
    WaitingRing ring = new WaitingRing(1 << 14, 64, 0);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread[] threads = new Thread[producers];
    for (int p = 0; p < producers; p++) {
      long producer = p;
      threads[p] =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((thread, e) -> failure.set(e))
              .start(() -> produce(ring, producer, each));
    }
    long[] last = new long[producers];
    long total = 0;
    while (total < (long) producers * each && failure.get() == null) {
      ByteBuffer batch = ring.take(1 << 14, SALT).slice().order(ByteOrder.LITTLE_ENDIAN);
      if (!batch.hasRemaining()) {
        Thread.yield();
      }
      while (batch.hasRemaining()) {
        total++;
        assertEquals(total, batch.getLong(batch.position() + RecordFormat.SEQUENCE));
        int at = batch.position() + RecordFormat.PAYLOAD;
        int producer = (int) batch.getLong(at);
        assertEquals(++last[producer], batch.getLong(at + 8), "order of producer " + producer);
        batch.position(batch.position() + RecordFormat.size(16));
      }
      ring.release();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(null, failure.get());
    assertTrue(ring.isEmpty());
  }

  private static void produce(WaitingRing ring, long producer, int count) {
    ByteBuffer payload = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    long previous = 0;
    for (int i = 1; i <= count; i++) {
      payload.putLong(0, producer).putLong(8, i);
      long sequence = ring.offer(payload, 16);
      while (sequence == WaitingRing.FULL) {
        Thread.yield();
        sequence = ring.offer(payload, 16);
      }
      if (sequence <= previous) {
        throw new AssertionError("number " + sequence + " after " + previous);
      }
      previous = sequence;
    }
  }

  private static long offer(WaitingRing ring, long sequence, int length) {
    return ring.offer(JournalImage.payload(sequence, length), length);
  }
}
