package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import journal.DurableListener;
import journal.Journal;
import journal.JournalCorrupt;
import journal.Replay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small ledger, closed in order, and everything that can be done to its files.
class AuditTest {
  private static final AuditEvent REFUSED = new AuditEvent("-", "totals", "/totals", "401 who?");
  private static final AuditEvent ALLOWED = new AuditEvent("bank", "transfers", "2", "allowed");

  @TempDir Path folder;

  private final List<String> heads = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      Desk.run(ledger, Step.pending(1, 2, 3, 5, 60));
      Desk.submit(ledger, new Note(REFUSED));
      ledger.snapshot();
    }
    heads.add(Audit.of(folder).head());
    try (Ledger ledger = Desk.open(folder)) {
      Desk.submit(ledger, Step.batch(List.of(Step.transfer(2, 2, 3, 1))).noted(ALLOWED));
      Desk.run(ledger, Step.transfer(3, 2, 3, 1_000));
    }
  }

  @Test
  void aWholeLedgerIsToldWhatItHolds() throws Exception {
    Audit audit = Audit.of(folder);
    assertTrue(audit.closed());
    assertTrue(audit.totals().hold());
    assertEquals(7, audit.decided());
    assertEquals(7, audit.signed());
    assertEquals(2, audit.checkpoints());
    assertEquals(2, audit.events());
    assertEquals(1, audit.snapshots());
    assertEquals(audit, Audit.verify(folder, heads.getFirst()), "and an audit changes nothing");
  }

  @Test
  void itTellsWhoAskedForWhatInOrder() throws Exception {
    List<AuditEvent> trail = new ArrayList<>();
    Audit.verify(folder, "", (_, event) -> trail.add(event));
    assertEquals(List.of(REFUSED, ALLOWED), trail);
  }

  /// The last thing that a ledger took may be no request at all.
  @Test
  void anEventAloneIsSignedToo() throws Exception {
    try (Ledger ledger = Desk.open(folder)) {
      Desk.submit(ledger, new Note(REFUSED));
    }
    Audit audit = Audit.of(folder);
    assertEquals(3, audit.checkpoints());
    assertEquals(3, audit.events());
    assertEquals(Block.CHECKPOINT, records().getLast()[0]);
  }

  /// What was asked for stands before what was done of it, whatever else is in the block.
  @Test
  void anEventStandsBeforeItsRequests() throws Exception {
    Path other = folder.resolve("other");
    try (Ledger ledger = Desk.open(other)) {
      Desk.found(ledger);
      Batch plain = Step.batch(List.of(Step.transfer(1, 2, 3, 1)));
      Batch noted = Step.batch(List.of(Step.transfer(2, 2, 3, 1))).noted(ALLOWED);
      Note note = new Note(REFUSED);
      ledger.submit(plain);
      ledger.submit(note);
      ledger.submit(noted);
      plain.await();
      note.await();
      noted.await();
      assertEquals(Outcome.DONE, noted.outcome(0));
      noted.clear();
      Desk.submit(ledger, noted.transfer(9, 9, 2, 3, 1));
    }
    List<AuditEvent> trail = new ArrayList<>();
    Audit audit = Audit.verify(other, "", (_, event) -> trail.add(event));
    assertEquals(List.of(REFUSED, ALLOWED), trail, "and a batch that is cleared is anybody's");
    assertEquals(7, audit.decided());
  }

  @Test
  void aTextThatCouldPassForSomethingElseIsCleaned() throws Exception {
    String words = "x\n2026-01-01T00:00:00Z  bank\u001b[2J\u00e9\ud83d\ude00\0" + "y".repeat(200);
    AuditEvent event = new AuditEvent(words, "", words, "\t");
    assertEquals("x?2026-01-01T00:00:00Z  bank?[2J????" + "y".repeat(60), event.subject());
    assertEquals(96, event.object().length());
    assertEquals("?", event.outcome());
    assertEquals(event, AuditEvent.read(ByteBuffer.wrap(event.bytes())));
  }

  @Test
  void eventsThatAreNotAsManyAsSaidAreFound() throws Exception {
    for (int change : new int[] {-1, 1}) {
      List<byte[]> records = records();
      byte[] events = records.stream().filter(each -> each[0] == Block.EVENTS).findFirst().get();
      events[4] += (byte) change;
      Chain chain = new Chain();
      for (byte[] record : records) {
        chain.seal(record, record.length - Chain.HASH);
      }
      LedgerCorrupt found = assertThrows(LedgerCorrupt.class, () -> replay(records));
      assertTrue(found.getMessage().contains("events"), found.getMessage());
    }
  }

  @Test
  void aHeadThatTheChainNeverHadIsMissed() {
    assertThrows(LedgerCorrupt.class, () -> Audit.verify(folder, "00".repeat(32)));
  }

  /// Every byte that was written, but for most of the zeros in the journal's header (its own tests
  /// have them), and some where nothing was.
  @Test
  void everyTamperedByteIsFound() throws Exception {
    for (Path file : List.of(segment(), Snapshot.in(folder).getFirst())) {
      byte[] bytes = Files.readAllBytes(file);
      int written = bytes.length;
      while (bytes[written - 1] == 0) {
        written--;
      }
      for (int at = 0; at < bytes.length; at += step(bytes, at, written)) {
        byte[] tampered = bytes.clone();
        tampered[at] ^= (byte) (1 << at % 8);
        Files.write(file, tampered);
        assertFalse(isClean(), "byte " + at + " of " + file.getFileName());
      }
      Files.write(file, bytes);
    }
    assertTrue(isClean());
  }

  private static int step(byte[] bytes, int at, int written) {
    if (at >= written + 16) {
      return 9_973;
    }
    return at > 64 && at < 4_000 && bytes.length > 1 << 16 ? 31 : 1;
  }

  /// Who knows the format corrects every checksum; then the chain tells.
  @Test
  void everyByteThatIsChangedWithItsChecksumIsFound() throws Exception {
    List<byte[]> records = records();
    for (int record = 0; record < records.size(); record++) {
      byte[] bytes = records.get(record);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= (byte) (1 << at % 8);
        assertThrows(LedgerCorrupt.class, () -> replay(records), "byte " + at + " of " + record);
        bytes[at] ^= (byte) (1 << at % 8);
      }
    }
    assertEquals(7, replay(records));
  }

  @Test
  void recordsThatAreDroppedDoubledOrSwappedAreFound() throws Exception {
    for (int i = 0; i < records().size() - 1; i++) {
      List<byte[]> dropped = records();
      dropped.remove(i);
      assertThrows(LedgerCorrupt.class, () -> replay(dropped));
      List<byte[]> doubled = records();
      doubled.add(i, doubled.get(i));
      assertThrows(LedgerCorrupt.class, () -> replay(doubled));
      List<byte[]> swapped = records();
      Collections.swap(swapped, i, i + 1);
      assertThrows(LedgerCorrupt.class, () -> replay(swapped));
    }
  }

  /// Who corrects the chain too fails at the next checkpoint, for want of the key.
  @Test
  void aChainThatIsWrittenAnewIsNotSigned() throws Exception {
    List<byte[]> records = records();
    records.get(1)[Block.HEADER + 3 * Request.BYTES + 8 * Request.AMOUNT] ^= 1;
    Chain chain = new Chain();
    for (byte[] record : records) {
      chain.seal(record, record.length - Chain.HASH);
    }
    LedgerCorrupt found = assertThrows(LedgerCorrupt.class, () -> replay(records));
    assertTrue(found.getMessage().contains("is not signed"), found.getMessage());
  }

  @Test
  void aBlockThatIsAnsweredOtherwiseThanItWasIsFound() throws Exception {
    List<byte[]> records = records().subList(0, 2);
    records.get(1)[24] ^= 1; // of the sum over the answers
    Chain chain = new Chain();
    for (byte[] record : records) {
      chain.seal(record, record.length - Chain.HASH);
    }
    LedgerCorrupt found = assertThrows(LedgerCorrupt.class, () -> replay(records));
    assertTrue(found.getMessage().contains("answered otherwise"), found.getMessage());
  }

  @Test
  void aFileThatIsLongerOrShorterIsFound() throws Exception {
    for (Path file : List.of(segment(), Snapshot.in(folder).getFirst())) {
      byte[] bytes = Files.readAllBytes(file);
      for (int change : new int[] {-1, 1}) {
        Files.write(file, Arrays.copyOf(bytes, bytes.length + change));
        assertFalse(isClean(), file.getFileName() + " by " + change);
      }
      Files.write(file, bytes);
    }
  }

  /// And who has the key writes another history, which an auditor's own note gives away.
  @Test
  void anotherHistoryIsToldByAnEarlierHead() throws Exception {
    List<byte[]> records = records();
    Files.delete(Snapshot.in(folder).getFirst());
    Images.delete(folder.resolve("journal"));
    try (Journal journal =
        Journal.open(
            folder.resolve("journal"),
            Desk.OPTIONS.journal(),
            Replay.NOTHING,
            DurableListener.NONE)) {
      journal.tryAppend(ByteBuffer.wrap(records.getFirst()));
    }
    Desk.open(folder).close();
    assertTrue(Audit.of(folder).closed());
    assertThrows(LedgerCorrupt.class, () -> Audit.verify(folder, heads.getFirst()));
  }

  @Test
  void aSnapshotOfOtherBooksIsFound() throws Exception {
    Path file = Snapshot.in(folder).getFirst();
    Snapshot taken = Snapshot.read(file);
    try (State state = taken.state()) {
      state.accounts.words()[state.accounts.find(2) + Accounts.CREDITS]++;
      taken.write(folder, Signer.in(folder));
    }
    LedgerCorrupt found = assertThrows(LedgerCorrupt.class, () -> Audit.of(folder));
    assertTrue(found.getMessage().contains("says otherwise"), found.getMessage());
  }

  @Test
  void aTornTailIsNoDamageButIsTold() throws Exception {
    Path open = folder.resolve("open");
    try (Ledger ledger = Desk.open(folder.resolve("live"))) {
      Desk.found(ledger);
      Images.copy(folder.resolve("live"), open);
    }
    Audit audit = Audit.of(open);
    assertFalse(audit.closed());
    assertEquals(0, audit.signed());
    assertEquals(4, audit.decided());
  }

  private boolean isClean() throws IOException {
    try {
      return Audit.of(folder).closed();
    } catch (LedgerCorrupt | JournalCorrupt e) {
      return false;
    }
  }

  private Path segment() {
    return folder.resolve("journal").resolve("000000000001.journal");
  }

  private List<byte[]> records() throws IOException {
    List<byte[]> records = new ArrayList<>();
    Journal.inspect(
        folder.resolve("journal"),
        (sequence, payload) -> {
          byte[] bytes = new byte[payload.remaining()];
          payload.get(bytes);
          records.add(bytes);
        });
    return records;
  }

  /// Replays records as if the journal had found nothing wrong with them.
  private static long replay(List<byte[]> records) {
    try (Replayer replayer = new Replayer()) {
      for (int i = 0; i < records.size(); i++) {
        replayer.record(i + 1, ByteBuffer.wrap(records.get(i)));
      }
      return replayer.state().decided();
    }
  }
}
