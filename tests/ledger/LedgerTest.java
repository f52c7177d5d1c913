package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import journal.JournalInUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path folder;

  @Test
  void whatWasAnsweredIsThereAfterARestart() throws Exception {
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      assertEquals(List.of(Outcome.DONE), Desk.run(ledger, Step.transfer(1, 2, 3, 30)));
    }
    try (Ledger ledger = Desk.open(folder)) {
      assertEquals(30, Desk.balance(ledger, 3));
      assertEquals(Outcome.DONE, Desk.look(ledger, books -> books.outcome(0, 1)));
      assertEquals(Outcome.NONE, Desk.look(ledger, books -> books.outcome(1, 2)));
      assertEquals(List.of(Outcome.DONE), Desk.run(ledger, Step.transfer(1, 2, 3, 30)));
      assertEquals(30, Desk.balance(ledger, 3));
    }
  }

  @Test
  void clientsSideBySideLoseNothing() throws Exception {
    int clients = 4;
    int batches = 50;
    int transfers = 100;
    try (Ledger ledger = Desk.open(folder);
        ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      Desk.found(ledger);
      List<Future<?>> all =
          IntStream.range(0, clients)
              .<Future<?>>mapToObj(
                  client ->
                      threads.submit(
                          () -> {
                            send(ledger, client, batches, transfers);
                            return null;
                          }))
              .toList();
      for (Future<?> each : all) {
        each.get();
      }
      assertEquals((long) clients * batches * transfers, Desk.balance(ledger, 3));
      assertTrue(Desk.look(ledger, Books::totals).hold());
    }
  }

  private static void send(Ledger ledger, int client, int batches, int transfers)
      throws InterruptedException {
    Batch batch = new Batch(transfers);
    for (int i = 0; i < batches; i++) {
      batch.clear();
      for (int j = 0; j < transfers; j++) {
        batch.transfer(1 + client, i * transfers + j, 1, 3, 1);
      }
      Desk.submit(ledger, batch);
      for (int j = 0; j < transfers; j++) {
        assertEquals(Outcome.DONE, batch.outcome(j));
      }
    }
  }

  /// Two batches that are decided in one block: the open set of the first must not swallow the
  /// second, neither now nor when the block is replayed.
  @Test
  void aSetEndsWithItsBatch() throws Exception {
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      Batch open = Step.batch(List.of(Step.transfer(1, 2, 3, 1).and()));
      Batch next = Step.batch(List.of(Step.transfer(3, 2, 3, 5)));
      try (Held held = new Held(ledger)) {
        assertTrue(ledger.submit(open));
        assertTrue(ledger.submit(next));
      }
      open.await();
      next.await();
      assertEquals(Outcome.SET_OPEN, open.outcome(0));
      assertEquals(Outcome.DONE, next.outcome(0));
    }
    try (Ledger ledger = Desk.open(folder)) {
      assertEquals(5, Desk.balance(ledger, 3));
    }
  }

  @Test
  void whoeverComesWhenTooMuchWaitsIsSentAway() throws Exception {
    try (Ledger ledger = Ledger.open(folder, Desk.OPTIONS.withWaiting(2))) {
      Desk.found(ledger);
      Batch first = Step.batch(List.of(Step.transfer(1, 2, 3, 1)));
      Batch second = Step.batch(List.of(Step.transfer(2, 2, 3, 1)));
      Batch third = Step.batch(List.of(Step.transfer(3, 2, 3, 1)));
      try (Held held = new Held(ledger)) {
        assertTrue(ledger.submit(first));
        assertTrue(ledger.submit(second));
        assertFalse(ledger.submit(third));
        assertThrows(IllegalStateException.class, () -> ledger.submit(first));
        assertThrows(IllegalStateException.class, first::clear);
      }
      second.await();
      Desk.submit(ledger, third);
      assertEquals(3, Desk.balance(ledger, 3));
    }
  }

  @Test
  void aPendingTransferExpiresWithoutAnyRequest() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000));
    try (Ledger ledger = Ledger.open(folder, Desk.OPTIONS.withClock(now::get))) {
      Desk.found(ledger);
      Desk.run(ledger, Step.pending(1, 2, 3, 60, 5));
      assertEquals(1, Desk.look(ledger, Books::totals).pending());
      now.set(Instant.ofEpochSecond(1_005));
      assertEquals(0, Desk.look(ledger, Books::totals).pending());
      now.set(Instant.ofEpochSecond(10)); // and it stays expired
      assertEquals(List.of(Outcome.PENDING_EXPIRED), Desk.run(ledger, Step.post(2, 1, 60)));
    }
    assertTrue(Audit.of(folder).totals().hold());
  }

  /// Though nothing came after the look.
  @Test
  void whatALookHasSeenExpiredStaysSo() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(1_000));
    LedgerOptions options = Desk.OPTIONS.withClock(now::get);
    try (Ledger ledger = Ledger.open(folder, options)) {
      Desk.found(ledger);
      Desk.run(ledger, Step.pending(1, 2, 3, 60, 5));
      now.set(Instant.ofEpochSecond(1_005));
      assertEquals(0, Desk.look(ledger, Books::totals).pending());
      now.set(Instant.ofEpochSecond(1_001));
    }
    try (Ledger ledger = Ledger.open(folder, options)) {
      assertEquals(0, Desk.look(ledger, Books::totals).pending());
    }
  }

  @Test
  void whatIsClosedTakesNothing() throws Exception {
    Ledger ledger = Desk.open(folder);
    Batch batch = new Batch(1);
    assertThrows(IllegalArgumentException.class, () -> ledger.submit(batch));
    ledger.close();
    ledger.close();
    batch.transfer(0, 1, 2, 3, 1);
    assertThrows(LedgerStopped.class, () -> ledger.submit(batch));
    assertFalse(batch.isUnderWay());
  }

  @Test
  void twoDoNotWriteOneLedger() throws Exception {
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      assertThrows(JournalInUse.class, () -> Desk.open(folder));
    }
  }

  @Test
  void whenTheJournalFailsWhatIsUnderWayIsLostAndNothingIsTaken() throws Exception {
    Writer writer = new Writer(folder, Desk.OPTIONS);
    writer.start();
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Lookup<Boolean> hold =
        new Lookup<>(
            books -> {
              holding.countDown();
              return Held.await(go);
            });
    Batch batch = Step.batch(List.of(Step.open(1, 1, 0)));
    hold.submitted();
    writer.offer(hold);
    holding.await();
    batch.submitted();
    assertEquals(WorkQueue.Answer.TAKEN, writer.offer(batch));
    writer.failed(new IOException("no disk"));
    go.countDown();
    assertThrows(LedgerStopped.class, batch::await);
    assertTrue(batch.isLost());
    assertEquals(WorkQueue.Answer.STOPPED, writer.offer(batch));
    writer.stop();
    assertEquals("no disk", writer.failure().getMessage());
  }

  @Test
  void aSnapshotThatCannotBeWrittenIsToldAndNothingElse() throws Exception {
    Files.createDirectory(folder.resolve("snapshot.unfinished"));
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      assertThrows(IOException.class, ledger::snapshot);
      assertEquals(List.of(Outcome.DONE), Desk.run(ledger, Step.transfer(1, 2, 3, 1)));
    }
  }

  @Test
  void aLedgerWithTheKeyOfAnotherIsRefused() throws Exception {
    Path other = folder.resolve("other");
    Desk.open(folder).close();
    Desk.open(other).close();
    Files.copy(
        other.resolve(Signer.FILE),
        folder.resolve(Signer.FILE),
        StandardCopyOption.REPLACE_EXISTING);
    assertThrows(LedgerCorrupt.class, () -> Desk.open(folder));
    assertThrows(LedgerCorrupt.class, () -> Audit.of(folder));
  }
}
