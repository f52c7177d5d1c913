package batcher.shard;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of events that were spilled when something goes wrong on the way back.
class SpillTest {
  private static final long ROOM = 100 * EventLayout.BYTES;

  private static long add(Spill spill, int piece) {
    return spill.add(sent("a", piece).toWords(), 0);
  }

  private static FileChannel open(Path path) throws Exception {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static int piece(EventRing ring) {
    return Event.read(ring.words(), ring.peek()).piece();
  }

  @Test
  void whatWasSpilledComesBackInItsOrderAndMakesRoom(@TempDir Path folder) throws Exception {
    EventRing ring = new EventRing(128);
    try (Spill spill = new Spill(folder.resolve("spill"), ROOM)) {
      for (int i = 0; i < 100; i++) {
        assertEquals(i + 1, add(spill, i));
      }
      assertEquals(Refusal.FULL.answer(), add(spill, 100));
      assertEquals(100, spill.refill(ring));
      assertEquals(0, spill.depth());
      assertFalse(spill.isActive());
      for (int i = 0; i < 100; i++) {
        assertEquals(i, piece(ring));
        ring.release();
      }
      assertEquals(101, add(spill, 100));
    }
  }

  /// `/dev/full` is a disk without room.
  @Test
  void aFullDiskRefusesAndCountsNothing() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
    FileChannel device = FileChannel.open(full, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (Spill spill = new Spill(device, ROOM)) {
      assertEquals(Refusal.FULL.answer(), add(spill, 0));
      assertEquals(0, spill.depth());
      assertFalse(spill.isActive(), "the ring is still the way in");
      assertEquals(0, spill.refill(new EventRing(128)));
    }
  }

  /// Someone cut the file. What it held is pending for ever, and nothing is added to that.
  @Test
  void aFileThatCannotBeReadBackTakesNoMore(@TempDir Path folder) throws Exception {
    FileChannel file = open(folder.resolve("spill"));
    try (Spill spill = new Spill(file, ROOM)) {
      add(spill, 0);
      add(spill, 1);
      file.truncate(EventLayout.BYTES);
      EventRing ring = new EventRing(128);
      assertThrows(UncheckedIOException.class, () -> spill.refill(ring));
      assertEquals(Refusal.CLOSED.answer(), add(spill, 2));
      assertEquals(2, spill.depth());
    }
  }

  /// A journal that cannot write closes the ring. An event that went to the spill instead would be
  /// accepted and never delivered.
  @Test
  void whenTheRingIsClosedForGoodTheSpillTakesNoMore(@TempDir Path folder) throws Exception {
    EventRing ring = new EventRing(128);
    try (Spill spill = new Spill(folder.resolve("spill"), ROOM)) {
      assertEquals(1, add(spill, 0));
      ring.close();
      assertEquals(0, spill.refill(ring));
      assertTrue(spill.isActive());
      assertEquals(Refusal.CLOSED.answer(), add(spill, 1));
      assertEquals(1, spill.depth());
    }
  }
}
