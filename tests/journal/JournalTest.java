package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final JournalOptions SMALL =
      JournalOptions.DEFAULT.withRecordBytesMax(1000).withSegmentBytes(16384);

  @TempDir Path folder;

  /// Holds the flusher at each force until it gets a permit.
  private final Semaphore permits = new Semaphore(0);

  @Test
  void whatWasAppendedIsReplayedInOrderAfterReopening() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= 1000; i++) {
        assertEquals(i, journal.append(record(i), LONG));
      }
      journal.awaitDurable(1000);
      assertEquals(1000, journal.durableSequence());
    }
    List<Long> replayed = new ArrayList<>();
    try (Journal journal = open(SMALL, replayed)) {
      assertEquals(1000, journal.durableSequence());
      assertEquals(1001, journal.tryAppend(record(1001)));
    }
    assertEquals(numbers(1, 1000), replayed);
  }

  /// Over many small segments, while it goes on, and across the seal that a clean close leaves.
  @Test
  void whatIsDurableCanBeReadBackWhileItIsOpen() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= 600; i++) {
        journal.append(record(i), LONG);
      }
      journal.awaitDurable(600);
      assertEquals(numbers(1, 600), readBack(journal, 1, 600));
      assertEquals(numbers(599, 600), readBack(journal, 599, 1000));
      assertEquals(List.of(), readBack(journal, 601, 1000));
    }
    try (Journal journal = open()) {
      for (int i = 601; i <= 1000; i++) {
        journal.append(record(i), LONG);
        if (i % 100 == 0) {
          journal.awaitDurable(i);
          assertEquals(numbers(17, i), readBack(journal, 17, i));
        }
      }
      assertEquals(numbers(300, 303), readBack(journal, 300, 303));
      journal.dropSegmentsBefore(500);
      assertEquals(numbers(journal.firstSequence(), 1000), readBack(journal, 1, 1000));
    }
  }

  @Test
  void aDamagedRecordIsNotReadBack() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= 10; i++) {
        journal.append(record(i), LONG);
      }
      journal.awaitDurable(10);
      Path file = folder.resolve("000000000001.journal");
      byte[] bytes = Files.readAllBytes(file);
      bytes[SegmentHeader.BYTES + RecordFormat.PAYLOAD] ^= 1;
      Files.write(file, bytes);
      JournalCorrupt corrupt = assertThrows(JournalCorrupt.class, () -> readBack(journal, 1, 10));
      assertTrue(corrupt.getMessage().contains("The record 1 is damaged"), corrupt.getMessage());
    }
  }

  private static List<Long> readBack(Journal journal, long first, long last) throws IOException {
    List<Long> seen = new ArrayList<>();
    journal.read(
        first,
        (sequence, payload) -> {
          assertEquals(record(sequence), payload);
          seen.add(sequence);
          return sequence < last;
        });
    return seen;
  }

  @Test
  void anEmptyRecordIsARecord() throws Exception {
    try (Journal journal = open()) {
      assertEquals(1, journal.tryAppend(ByteBuffer.allocate(0)));
      assertEquals(2, journal.tryAppend(ByteBuffer.allocateDirect(0)));
    }
    List<Integer> lengths = new ArrayList<>();
    Replay replay = (sequence, payload) -> lengths.add(payload.remaining());
    Journal.open(folder, SMALL, replay, DurableListener.NONE).close();
    assertEquals(List.of(0, 0), lengths);
  }

  @Test
  void theRecordGivenIsCopiedFromItsPositionWhichStays() throws Exception {
    ByteBuffer given = ByteBuffer.allocate(24).putLong(4711).putLong(1).putLong(4711).flip();
    given.position(8).limit(16);
    try (Journal journal = open()) {
      journal.tryAppend(given.asReadOnlyBuffer());
      journal.tryAppend(given);
      assertEquals(8, given.position());
      given.putLong(8, 2); // the copy does not see it
    }
    List<Long> values = new ArrayList<>();
    Replay replay = (sequence, payload) -> values.add(payload.getLong());
    Journal.open(folder, SMALL, replay, DurableListener.NONE).close();
    assertEquals(List.of(1L, 1L), values);
  }

  @Test
  void anOversizedRecordIsRefusedWithItsSizeAndTheBound() throws Exception {
    try (Journal journal = open()) {
      Exception refused =
          assertThrows(
              IllegalArgumentException.class, () -> journal.tryAppend(ByteBuffer.allocate(1001)));
      assertEquals(
          "The record has 1001 bytes; at most recordBytesMax, 1000, are accepted.",
          refused.getMessage());
      assertEquals(1, journal.tryAppend(ByteBuffer.allocate(1000)));
    }
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    Journal journal = open();
    journal.close();
    journal.close();
    assertThrows(JournalClosed.class, () -> journal.tryAppend(record(1)));
    assertThrows(JournalClosed.class, () -> journal.append(record(1), LONG));
    assertThrows(JournalClosed.class, () -> journal.awaitDurable(1));
    journal.awaitDurable(0);
  }

  @Test
  void closeMakesDurableWhatWasAccepted() throws Exception {
    Journal journal = open();
    for (int i = 1; i <= 100; i++) {
      journal.append(record(i), LONG);
    }
    journal.close();
    assertEquals(100, journal.durableSequence());
    List<Long> replayed = new ArrayList<>();
    open(SMALL, replayed).close();
    assertEquals(numbers(1, 100), replayed);
  }

  @Test
  void whatWaitsDuringACommitGoesTogetherIntoTheNext() throws Exception {
    List<Long> told = new ArrayList<>();
    try (Journal journal = openHeld(SMALL, listener(told))) {
      journal.tryAppend(record(1));
      while (permits.getQueueLength() == 0) {
        Thread.onSpinWait(); // the first commit hangs in its force
      }
      for (int i = 2; i <= 50; i++) {
        assertEquals(i, journal.tryAppend(record(i)));
      }
      permits.release(1000);
      journal.awaitDurable(50);
    }
    assertEquals(List.of(1L, 50L), told);
  }

  @Test
  void companyIsWaitedForWhileTheListenerMayWait() throws Exception {
    Patient patient = new Patient();
    try (Journal journal =
        Journal.open(folder, SMALL.withGatherMax(LONG), Replay.NOTHING, patient)) {
      for (int i = 1; i <= 100; i++) {
        journal.tryAppend(record(i));
        long nextNs = System.nanoTime() + 100_000; // time enough for a commit, if there were one
        while (System.nanoTime() < nextNs) {
          Thread.onSpinWait();
        }
      }
      assertEquals(0, journal.durableSequence());
      patient.mayWait = false;
      journal.hurry();
      journal.awaitDurable(100);
    }
    assertEquals(List.of(100L), patient.told);
  }

  @Test
  void aWaitForCompanyIsBounded() throws Exception {
    JournalOptions options = SMALL.withGatherMax(Duration.ofMillis(5));
    try (Journal journal = Journal.open(folder, options, Replay.NOTHING, new Patient())) {
      assertTimeoutPreemptively(LONG, () -> journal.awaitDurable(journal.tryAppend(record(1))));
      assertTimeoutPreemptively(LONG, () -> journal.awaitDurable(journal.tryAppend(record(2))));
    }
  }

  @Test
  void closeWaitsForNoCompany() throws Exception {
    JournalOptions options = SMALL.withGatherMax(LONG);
    Journal journal = Journal.open(folder, options, Replay.NOTHING, new Patient());
    journal.tryAppend(record(1));
    assertTimeoutPreemptively(LONG.dividedBy(2), journal::close);
    assertEquals(1, journal.durableSequence());
  }

  @Test
  void nothingIsCalledDurableBeforeItsForce() throws Exception {
    List<Long> told = new ArrayList<>();
    try (Journal journal = openHeld(SMALL, listener(told))) {
      journal.tryAppend(record(1));
      while (permits.getQueueLength() == 0) {
        Thread.onSpinWait();
      }
      assertEquals(0, journal.durableSequence());
      assertEquals(List.of(), told);
      permits.release(1000);
    }
  }

  @Test
  void theBoundOnWaitingBytesAnswersFullUntilACommitMakesRoom() throws Exception {
    JournalOptions tight = SMALL.withWaitingBytesMax(10 * RecordFormat.size(100));
    try (Journal journal = openHeld(tight, DurableListener.NONE)) {
      ByteBuffer record = ByteBuffer.allocate(100);
      for (int i = 1; i <= 10; i++) {
        assertEquals(i, journal.tryAppend(record));
      }
      assertEquals(Journal.FULL, journal.tryAppend(record));
      assertEquals(Journal.FULL, journal.append(record, Duration.ZERO));
      assertEquals(Journal.FULL, journal.append(record, Duration.ofNanos(1000)));
      permits.release(1000);
      assertEquals(11, journal.append(record, Duration.ofSeconds(Long.MAX_VALUE)));
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    try (Journal journal = openHeld(SMALL, DurableListener.NONE)) {
      long sequence = journal.tryAppend(record(1));
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> journal.awaitDurable(sequence));
      permits.release(1000);
    }
  }

  @Test
  void producersKeepTheirOrder() throws Exception {
    int producers = 4;
    int each = 5000;
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Journal journal = open(SMALL.withSegmentBytes(1 << 18), new ArrayList<>())) {
      List<Thread> threads = new ArrayList<>();
      for (int p = 0; p < producers; p++) {
        long producer = p;
        threads.add(
            Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, e) -> failure.set(e))
                .start(() -> produce(journal, producer, each)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(null, failure.get());
    long[] last = new long[producers];
    long[] total = {0};
    Replay replay =
        (sequence, payload) -> {
          assertEquals(++total[0], sequence);
          assertEquals(++last[(int) payload.getLong()], payload.getLong());
        };
    Journal.open(folder, SMALL, replay, DurableListener.NONE).close();
    assertEquals(producers * each, total[0]);
  }

  private static void produce(Journal journal, long producer, int count) {
    try {
      ByteBuffer record = ByteBuffer.allocate(16);
      for (long i = 1; i <= count; i++) {
        journal.append(record.putLong(0, producer).putLong(8, i), LONG);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tryAppendAllocatesNothing() throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer heap = ByteBuffer.allocate(128);
    ByteBuffer direct = ByteBuffer.allocateDirect(128);
    try (Journal journal = open(JournalOptions.DEFAULT, new ArrayList<>())) {
      long bytes = 0;
      for (int round = 0; round < 2; round++) { // the first one loads classes
        bytes = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
          journal.tryAppend(heap);
          journal.tryAppend(direct);
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
      }
      assertTrue(bytes < 1000, bytes + " bytes for 20000 records");
    }
  }

  @Test
  void oldSegmentsGoAndTheReplayBeginsWhereTheSnapshotEnds() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= 1000; i++) {
        journal.append(record(i), LONG);
      }
      journal.awaitDurable(1000);
      assertEquals(1, journal.firstSequence());
      journal.dropSegmentsBefore(600);
      assertTrue(journal.firstSequence() > 1 && journal.firstSequence() <= 600);
      long first = journal.firstSequence();
      journal.dropSegmentsBefore(10);
      assertEquals(first, journal.firstSequence());
    }
    List<Long> replayed = new ArrayList<>();
    open(SMALL.withReplayFrom(600), replayed).close();
    assertEquals(numbers(600, 1000), replayed);
    assertThrows(JournalCorrupt.class, () -> open(SMALL, new ArrayList<>()));
  }

  @Test
  void droppingEverythingKeepsTheLastSegmentAndTheNumbers() throws Exception {
    try (Journal journal = open()) {
      for (int i = 1; i <= 1000; i++) {
        journal.append(record(i), LONG);
      }
      journal.awaitDurable(1000);
      journal.dropSegmentsBefore(Long.MAX_VALUE);
      assertTrue(journal.firstSequence() <= 1001);
      assertEquals(1001, journal.append(record(1001), LONG));
    }
    List<Long> replayed = new ArrayList<>();
    open(SMALL.withReplayFrom(1001), replayed).close();
    assertEquals(List.of(1001L), replayed);
  }

  @Test
  void closingFromTheListenerDoesNotHang() throws Exception {
    AtomicReference<Journal> self = new AtomicReference<>();
    DurableListener closer =
        new DurableListener() {
          @Override
          public void durableUpTo(long sequence) {
            self.get().close();
          }

          @Override
          public void failed(IOException cause) {}
        };
    self.set(Journal.open(folder, SMALL, Replay.NOTHING, closer));
    self.get().tryAppend(record(1));
    assertThrows(JournalClosed.class, () -> self.get().awaitDurable(2));
    self.get().close();
    open().close();
  }

  @Test
  void aReplayThatThrowsLeavesNothingOpen() throws Exception {
    try (Journal journal = open()) {
      journal.tryAppend(record(1));
    }
    Replay broken =
        (sequence, payload) -> {
          throw new IllegalStateException("cannot read record " + sequence);
        };
    Exception told =
        assertThrows(
            IllegalStateException.class,
            () -> Journal.open(folder, SMALL, broken, DurableListener.NONE));
    assertEquals("cannot read record 1", told.getMessage());
    open().close();
  }

  @Test
  void aCleanCloseLetsDamageOfTheLastRecordBeSeen() throws Exception {
    try (Journal journal = open()) {
      journal.tryAppend(record(1));
    }
    Path segment = Segments.file(folder, 1);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[SegmentHeader.BYTES + RecordFormat.PAYLOAD] ^= 1;
    Files.write(segment, bytes);
    assertThrows(JournalCorrupt.class, this::open);
  }

  @Test
  void openingAndClosingWithoutARecordWritesNothing() throws Exception {
    open().close();
    Path segment = Segments.file(folder, 1);
    byte[] before = Files.readAllBytes(segment);
    for (int i = 0; i < 3; i++) {
      open().close();
    }
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(segment)));
  }

  private Journal open() throws IOException {
    return open(SMALL, new ArrayList<>());
  }

  private Journal open(JournalOptions options, List<Long> replayed) throws IOException {
    Replay replay =
        (sequence, payload) -> {
          assertEquals(sequence, payload.getLong());
          replayed.add(sequence);
        };
    return Journal.open(folder, options, replay, DurableListener.NONE);
  }

  /// On a simulated disk whose forces of segments need permits.
  private Journal openHeld(JournalOptions options, DurableListener listener) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    SimulatedDisk disk = new SimulatedDisk(random);
    Journal journal = Journal.open(disk, random, folder, options, Replay.NOTHING, listener);
    disk.gate(
        (operation, name) -> {
          if (operation.equals("force") && Segments.number(name) > 0) {
            hold();
          }
        });
    return journal;
  }

  private void hold() throws IOException {
    try {
      if (!permits.tryAcquire(1, TimeUnit.MINUTES)) {
        throw new IOException("held for too long");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static final class Patient implements DurableListener {
    final List<Long> told = new CopyOnWriteArrayList<>();
    volatile boolean mayWait = true;

    @Override
    public boolean mayWait() {
      return mayWait;
    }

    @Override
    public void durableUpTo(long sequence) {
      told.add(sequence);
    }

    @Override
    public void failed(IOException cause) {}
  }

  private static DurableListener listener(List<Long> told) {
    return new DurableListener() {
      @Override
      public void durableUpTo(long sequence) {
        told.add(sequence);
      }

      @Override
      public void failed(IOException cause) {}
    };
  }

  private static ByteBuffer record(long value) {
    return ByteBuffer.allocate(8).putLong(0, value);
  }

  private static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
