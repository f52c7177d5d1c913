package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that refuses, runs full or takes half: the journal stops for good, and what it had
/// acknowledged is there.
class DiskFailureTest {
  private static final Path FOLDER = Path.of("journal");
  private static final int PAYLOAD_BYTES_MAX = 400;
  private static final JournalOptions OPTIONS =
      JournalOptions.DEFAULT.withRecordBytesMax(PAYLOAD_BYTES_MAX).withSegmentBytes(16384);

  private static final JournalOptions ROOMY = OPTIONS.withRecordBytesMax(1000);

  private final RandomGenerator random = new SplittableRandom(5);
  private final Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
  private SimulatedDisk disk = new SimulatedDisk(random);

  @ParameterizedTest
  @ValueSource(strings = {"force", "write"})
  void aFailedOperationStopsTheJournalForGood(String operation) throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    AtomicInteger later = new AtomicInteger();
    Journal journal = open();
    assertEquals(10, appendDurably(journal, 10));
    disk.gate(
        (each, name) -> {
          if (refusals.get() > 0 && Segments.number(name) > 0) {
            later.incrementAndGet();
          }
          if (each.equals(operation) && refusals.getAndIncrement() == 0) {
            throw new IOException("Input/output error");
          }
        });
    long lost = journal.tryAppend(promise.handIn(11));
    JournalFailed told = assertThrows(JournalFailed.class, () -> journal.awaitDurable(lost));
    assertEquals(
        "The journal stopped, and nothing that was not yet acknowledged will be: Input/output"
            + " error",
        told.getMessage());
    assertThrows(JournalFailed.class, () -> journal.tryAppend(promise.handIn(12)));
    assertThrows(
        JournalFailed.class, () -> journal.append(promise.handIn(12), Duration.ofMinutes(1)));
    assertThrows(JournalFailed.class, journal::close);
    assertEquals(1, promise.failures());
    assertEquals(10, promise.acknowledged());
    assertEquals(10, journal.durableSequence());
    assertEquals(0, later.get(), "operations on the segment after the failure");
    disk.gate((each, name) -> {});
    requireKept();
  }

  @Test
  void whatIsReplayedAfterAFailedForceIsDurable() throws Exception {
    Journal journal = open();
    appendDurably(journal, 10);
    disk.gate(
        (operation, name) -> {
          if (operation.equals("force")) {
            throw new IOException("Input/output error");
          }
        });
    journal.tryAppend(promise.handIn(11));
    assertThrows(JournalFailed.class, journal::close);
    disk.gate((operation, name) -> {});
    // The page cache still holds record 11 and calls it clean. The next process reads it there.
    for (int i = 0; i < 2; i++) {
      requireKept();
      assertEquals(11, promise.acknowledged());
      disk = disk.afterPowerLoss();
    }
  }

  @Test
  void aForceThatFailsDuringRecoveryRevivesNothing() throws Exception {
    int length = SimulatedDisk.SECTOR_BYTES - RecordFormat.PAYLOAD; // one record, one sector
    JournalImage image = new JournalImage().commit(length, length, length, length);
    disk = image.disk();
    String name = JournalImage.name(1);
    Arrays.fill(disk.bytes(name), image.offset(2), image.offset(3), (byte) 0);
    disk.put(name, disk.bytes(name)); // record 2 was torn, 3 and 4 reached the disk
    disk.gate(
        (operation, file) -> {
          if (operation.equals("force")) {
            throw new IOException("Input/output error");
          }
        });
    assertThrows(IOException.class, () -> JournalImage.recover(disk));
    disk.gate((operation, file) -> {});
    // The page cache shows zeros now where the disk still has records 3 and 4.
    try (Journal journal = Journal.open(disk, random, FOLDER, ROOMY, Replay.NOTHING, promise)) {
      assertEquals(2, journal.append(JournalImage.payload(2, length), Duration.ofMinutes(1)));
      journal.awaitDurable(2);
      assertEquals("2 records", JournalImage.recover(disk.afterPowerLoss()));
    }
  }

  @Test
  void shortWritesAreCompleted() throws Exception {
    disk.writeShort();
    try (Journal journal = open()) {
      appendDurably(journal, 200);
    }
    requireKept();
    assertEquals(200, promise.acknowledged());
  }

  @Test
  void aDiskThatTakesNothingIsAFailureAndNoEndlessLoop() throws Exception {
    Disk.Handle deaf =
        new Disk.Handle() {
          @Override
          public int write(ByteBuffer source, long offset) {
            return 0;
          }

          @Override
          public int read(ByteBuffer target, long offset) {
            return -1;
          }

          @Override
          public void force() {}

          @Override
          public long size() {
            return 0;
          }

          @Override
          public void close() {}
        };
    IOException refused =
        assertThrows(IOException.class, () -> deaf.writeFully(ByteBuffer.allocate(1), 7));
    assertEquals("The file system took no byte at offset 7.", refused.getMessage());
  }

  @Test
  void aFullDiskStopsTheJournalAtTheEndOfItsSegment() throws Exception {
    disk.limit(40_000);
    Journal journal = open();
    JournalFailed full = assertThrows(JournalFailed.class, () -> appendDurably(journal, 1000));
    assertEquals(
        "The journal stopped, and nothing that was not yet acknowledged will be: The next segment"
            + " could not be prepared: No space left on device",
        full.getMessage());
    assertThrows(JournalFailed.class, journal::close);
    assertEquals(2, disk.segments().size());
    assertFalse(
        disk.names(FOLDER).contains(SpareSegment.NAME), "an unusable file keeps the disk full");
    requireKept();
    disk.limit(Long.MAX_VALUE);
    try (Journal again = open()) {
      promise.requireKept(again);
      appendDurably(again, 100);
    }
    requireKept();
  }

  @Test
  void roomMadeInTimeIsUsed() throws Exception {
    AtomicInteger refusals = new AtomicInteger();
    try (Journal journal = open()) {
      disk.gate(
          (operation, name) -> {
            if (operation.equals("create") && refusals.getAndIncrement() == 0) {
              throw new IOException("No space left on device");
            }
          });
      appendDurably(journal, 100);
      assertTrue(disk.segments().size() > 1);
    }
    assertTrue(refusals.get() > 1);
    requireKept();
  }

  @Test
  void anOpeningThatFailsCanBeRepeated() throws Exception {
    disk.gate(
        (operation, name) -> {
          if (operation.equals("force folder")) {
            throw new IOException("Input/output error");
          }
        });
    assertThrows(IOException.class, this::open);
    disk.gate((operation, name) -> {});
    try (Journal journal = open()) {
      appendDurably(journal, 10);
    }
    requireKept();
  }

  @Test
  void aListenerThatThrowsStopsTheJournal() throws Exception {
    DurableListener clumsy =
        new DurableListener() {
          @Override
          public void durableUpTo(long sequence) {
            throw new IllegalStateException("clumsy");
          }

          @Override
          public void failed(IOException cause) {
            promise.failed(cause);
          }
        };
    Journal journal = Journal.open(disk, random, FOLDER, OPTIONS, Replay.NOTHING, clumsy);
    journal.tryAppend(promise.handIn(1));
    assertThrows(JournalFailed.class, () -> journal.awaitDurable(2));
    assertEquals(1, promise.failures());
    journal.close(); // everything accepted is durable
  }

  private Journal open() throws IOException {
    return Journal.open(disk, random, FOLDER, OPTIONS, promise.replay(), promise);
  }

  private long appendDurably(Journal journal, int records) throws Exception {
    long sequence = journal.durableSequence();
    for (int i = 0; i < records; i++) {
      sequence++;
      assertEquals(sequence, journal.append(promise.handIn(sequence), Duration.ofMinutes(1)));
      journal.awaitDurable(sequence);
    }
    return sequence;
  }

  private void requireKept() throws IOException {
    try (Journal journal = open()) {
      promise.requireKept(journal);
    }
  }
}
