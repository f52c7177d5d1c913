package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a ledger comes back to from the files that a crash leaves. That what was answered has been
/// forced is the journal's promise, and tested there on a disk that forgets.
class CrashTest {
  private static final String SEGMENT = "journal/000000000001.journal";

  @TempDir Path folder;

  @Test
  void whatIsAnsweredIsInTheFiles() throws Exception {
    Path live = folder.resolve("live");
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      for (int i = 1; i <= 20; i++) {
        Desk.run(ledger, Step.transfer(i, 2, 3, 1));
        assertBalance(i, Images.copy(live, folder.resolve("copy" + i)));
      }
    }
  }

  /// The journal's thread is held in the answer to the first batch, so it cannot write the second
  /// before the ledger has decided that.
  @Test
  void anAnswerComesAfterItsOwnRecord() throws Exception {
    Path live = folder.resolve("live");
    Path image = folder.resolve("image");
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch decided = new CountDownLatch(1);
    Batch first = Step.batch(List.of(Step.transfer(1, 2, 3, 1)));
    Batch second = Step.batch(List.of(Step.transfer(2, 2, 3, 2)));
    first.onAnswer(
        () -> {
          held.countDown();
          Held.await(decided);
        });
    second.onAnswer(
        () -> {
          try {
            Images.copy(live, image);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      ledger.submit(first);
      held.await();
      ledger.submit(second);
      ledger.submit(
          new Lookup<>(
              books -> {
                decided.countDown();
                return true;
              }));
      second.await();
    }
    assertBalance(3, image);
  }

  /// The last block is cut, or filled with noise, from every third byte on: then it is not there,
  /// and everything before it stays.
  @Test
  void aTornBlockIsNotHalfDone() throws Exception {
    Path live = folder.resolve("live");
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      Desk.run(ledger, Step.transfer(1, 2, 3, 1));
      Images.copy(live, before);
      Desk.run(ledger, Step.transfer(2, 2, 3, 10), Step.transfer(3, 2, 3, 20));
      Images.copy(live, after);
    }
    byte[] old = Files.readAllBytes(before.resolve(SEGMENT));
    byte[] whole = Files.readAllBytes(after.resolve(SEGMENT));
    int from = Arrays.mismatch(old, whole);
    int to = whole.length;
    while (whole[to - 1] == old[to - 1]) {
      to--;
    }
    SplittableRandom random = new SplittableRandom(5);
    for (int at = from; at < to; at += 3) {
      byte[] torn = whole.clone();
      System.arraycopy(old, at, torn, at, to - at);
      assertBalance(1, with(after, torn));
      random.nextBytes(torn);
      System.arraycopy(whole, 0, torn, 0, at);
      System.arraycopy(whole, to, torn, to, torn.length - to);
      assertBalance(1, with(after, torn));
    }
    assertBalance(31, with(after, whole));
  }

  @Test
  void aSnapshotAndTheTailEqualTheWholeJournal() throws Exception {
    Path live = folder.resolve("live");
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      Desk.run(ledger, Step.pending(1, 2, 3, 5, 3_600), Step.pending(2, 2, 3, 6, 0));
      Desk.run(ledger, Step.pending(3, 2, 3, 7, 0), Step.release(4, 3), Step.close(5, 3));
      ledger.snapshot();
      Desk.run(ledger, Step.post(6, 1, 5), Step.transfer(7, 2, 3, 1), Step.transfer(1, 2, 3, 5));
      ledger.snapshot();
      Desk.run(ledger, Step.post(8, 2, 2), Step.transfer(7, 2, 3, 1), Step.post(9, 3, 1));
    }
    Path replayed = Images.copy(live, folder.resolve("replayed"));
    Files.delete(snapshot(replayed));
    try (Ledger fast = Desk.open(live);
        Ledger slow = Desk.open(replayed)) {
      assertEquals(Desk.look(slow, CrashTest::everything), Desk.look(fast, CrashTest::everything));
    }
    assertEquals(1, Audit.of(live).snapshots());
  }

  /// The journal's thread is held in an answer, so what is decided meanwhile is not durable.
  @Test
  void aSnapshotIsWrittenOnceItsRecordsAreDurable() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Batch first = Step.batch(List.of(Step.transfer(1, 2, 3, 1)));
    first.onAnswer(
        () -> {
          held.countDown();
          Held.await(go);
        });
    Snapshotting snapshotting = new Snapshotting();
    try (Ledger ledger = Desk.open(folder)) {
      Desk.found(ledger);
      ledger.submit(first);
      held.await();
      ledger.submit(Step.batch(List.of(Step.transfer(2, 2, 3, 1))));
      ledger.submit(snapshotting);
      while (!waitsForTheJournal() && Snapshot.in(folder).isEmpty()) {
        Thread.onSpinWait();
      }
      List<Path> early = Snapshot.in(folder);
      go.countDown();
      snapshotting.await();
      assertEquals(List.of(), early);
      assertEquals(1, Snapshot.in(folder).size());
    }
  }

  private static boolean waitsForTheJournal() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("ledger"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getMethodName().equals("awaitDurable"));
  }

  @Test
  void onlyTheTailIsReplayedAfterASnapshot() throws Exception {
    Path live = folder.resolve("live");
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      ledger.snapshot();
      Desk.run(ledger, Step.transfer(1, 2, 3, 1));
    }
    Snapshot snapshot = Snapshot.read(snapshot(live));
    try (State state = snapshot.state()) {
      assertEquals(2, snapshot.sequence(), "genesis and the first block");
      assertEquals(4, state.decided());
      assertEquals(0, state.account(3).orElseThrow().balance());
    }
    assertBalance(1, live);
  }

  /// At each step of writing one: before, with its file begun, with its file there and the former
  /// one not yet gone.
  @Test
  void aCrashWhileASnapshotIsWrittenLosesNothing() throws Exception {
    Path live = folder.resolve("live");
    Path begun = folder.resolve("begun");
    Path both = folder.resolve("both");
    try (Ledger ledger = Desk.open(live)) {
      Desk.found(ledger);
      ledger.snapshot();
      Desk.run(ledger, Step.transfer(1, 2, 3, 1));
      Images.copy(live, begun);
      Images.copy(live, both);
      ledger.snapshot();
      Path written = snapshot(live);
      Files.copy(written, both.resolve(written.getFileName()));
      byte[] part = Files.readAllBytes(written);
      Files.write(begun.resolve("snapshot.unfinished"), Arrays.copyOf(part, part.length / 2));
    }
    assertBalance(1, begun);
    assertBalance(1, both);
    assertTrue(Files.exists(begun.resolve("snapshot.unfinished")));
    try (Ledger ledger = Desk.open(begun)) {
      ledger.snapshot();
    }
    assertFalse(Files.exists(begun.resolve("snapshot.unfinished")));
    assertEquals(1, Audit.of(begun).snapshots());
  }

  private static List<Object> everything(Books books) {
    List<Object> all = new ArrayList<>(List.of(books.decided(), books.totals()));
    for (long i = 1; i <= 10; i++) {
      all.add(books.account(i));
      all.add(books.outcome(i >> 1, i));
    }
    return all;
  }

  private Path with(Path image, byte[] segment) throws IOException {
    Path copy = folder.resolve("torn");
    if (Files.exists(copy)) {
      Images.delete(copy);
    }
    Images.copy(image, copy);
    Files.write(copy.resolve(SEGMENT), segment);
    return copy;
  }

  private static Path snapshot(Path ledger) throws IOException {
    return Snapshot.in(ledger).getLast();
  }

  private static void assertBalance(long balance, Path image) throws Exception {
    try (Ledger ledger = Desk.open(image)) {
      assertEquals(balance, Desk.balance(ledger, 3), image::toString);
      assertTrue(Desk.look(ledger, Books::totals).hold());
    }
  }
}
