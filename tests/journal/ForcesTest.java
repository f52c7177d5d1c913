package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a journal's owner hears of its fdatasyncs.
class ForcesTest {
  @TempDir private Path folder;

  private static final class Heard implements DurableListener {
    private final List<Long> all = new CopyOnWriteArrayList<>();

    @Override
    public void forced(long fromNs, long toNs) {
      all.addAll(List.of(fromNs, toNs));
    }

    @Override
    public void durableUpTo(long sequence) {
      all.add(sequence);
    }

    @Override
    public void failed(IOException cause) {}
  }

  @Test
  void beginningAndEndOfAForceAreHeardAfterWhatItMadeDurable() throws Exception {
    ControlledDisk disk = new ControlledDisk();
    Heard heard = new Heard();
    long heldNs;
    try (Journal journal = disk.open(folder, JournalOptions.DEFAULT, Replay.NOTHING, heard)) {
      Semaphore patience = disk.hold();
      long sequence = journal.tryAppend(ByteBuffer.allocate(8));
      while (!patience.hasQueuedThreads()) {
        Thread.onSpinWait();
      }
      heldNs = System.nanoTime();
      patience.release(1_000);
      journal.awaitDurable(sequence);
    }
    List<Long> all = heard.all;
    assertEquals(1, all.get(0));
    assertTrue(all.get(1) <= heldNs && heldNs <= all.get(2), all + " with " + heldNs);
  }
}
