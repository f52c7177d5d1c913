package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// The machine's own file system: who may open, and what a full one does.
class LocalDiskTest {
  @TempDir Path folder;

  @Test
  void aSecondOpenerInThisProcessIsTurnedAwayAndTheLockStays() throws Exception {
    Journal first = open(folder);
    JournalInUse refused = assertThrows(JournalInUse.class, () -> open(folder));
    assertEquals(
        "The journal in "
            + folder
            + " is open in this process; one at a time. Close that one, or use another folder.",
        refused.getMessage());
    assertThrows(JournalInUse.class, () -> open(folder.resolve("../" + folder.getFileName())));
    // Had the refused opener touched the lock file, closing it would have let others in.
    assertTrue(elsewhere(folder).contains("is open in another process"));
    first.close();
    assertEquals("open, ends with 0", elsewhere(folder));
    open(folder).close();
  }

  @Test
  void aJournalOpenInAnotherProcessIsRefusedUntilThatOneDies() throws Exception {
    Process holder = ChildJvm.of(OpenElsewhere.class, folder.toString()).start();
    try (BufferedReader said = holder.inputReader()) {
      assertEquals("open, ends with 0", said.readLine());
      JournalInUse refused = assertThrows(JournalInUse.class, () -> open(folder));
      assertTrue(refused.getMessage().contains("is open in another process"));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open(folder).close();
  }

  @Test
  void aFolderIsCreatedWithItsParents() throws Exception {
    Path deep = folder.resolve("a/b/c");
    open(deep).close();
    assertTrue(Files.exists(deep.resolve("000000000001.journal")));
  }

  @Test
  void aPlaceThatIsNoFolderIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThrows(IOException.class, () -> open(file));
    assertThrows(IOException.class, () -> open(file.resolve("below")));
  }

  @Test
  void aFullFileSystemStopsTheJournalAndLosesNothing(TestReporter reporter) throws Exception {
    Assumptions.assumeTrue(mount(folder), "no tmpfs can be mounted here: see DiskFailureTest");
    reporter.publishEntry("tmpfs", "mounted, 1 MiB");
    try {
      fillAndRecover();
    } finally {
      run("umount", folder.toString());
    }
  }

  private void fillAndRecover() throws Exception {
    Promise promise = new Promise(new java.util.SplittableRandom(1), 1000);
    JournalOptions options =
        JournalOptions.DEFAULT.withRecordBytesMax(1000).withSegmentBytes(1 << 18);
    Journal journal = Journal.open(folder, options, promise.replay(), promise);
    JournalFailed full =
        assertThrows(JournalFailed.class, () -> appendUpTo(journal, promise, 9999));
    assertTrue(full.getMessage().endsWith("No space left on device"), full.getMessage());
    assertThrows(JournalFailed.class, journal::close);
    try (Journal again = Journal.open(folder, options, promise.replay(), promise)) {
      promise.requireKept(again);
      assertTrue(promise.acknowledged() > 500, "acknowledged " + promise.acknowledged());
      again.dropSegmentsBefore(promise.snapshot(0));
      appendUpTo(again, promise, promise.acknowledged() + 300);
    }
    try (Journal last =
        Journal.open(
            folder, options.withReplayFrom(promise.neededFrom()), promise.replay(), promise)) {
      promise.requireKept(last);
    }
  }

  private static void appendUpTo(Journal journal, Promise promise, long last) throws Exception {
    for (long next = journal.durableSequence() + 1; next <= last; next++) {
      assertEquals(next, journal.append(promise.handIn(next), java.time.Duration.ofMinutes(1)));
      if (next % 10 == 0) {
        journal.awaitDurable(next);
      }
    }
  }

  private static boolean mount(Path folder) throws Exception {
    try {
      return run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()) == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Journal open(Path folder) throws IOException {
    return Journal.open(folder, JournalOptions.DEFAULT, Replay.NOTHING, DurableListener.NONE);
  }

  private static String elsewhere(Path folder) throws Exception {
    Process other = ChildJvm.of(OpenElsewhere.class, folder.toString()).start();
    try (BufferedReader said = other.inputReader()) {
      other.getOutputStream().close();
      String line = said.readLine();
      assertEquals(0, other.waitFor());
      return line;
    } finally {
      other.destroyForcibly().waitFor();
    }
  }
}
