package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// What recovery makes of files that are not as they were written: a cut of the last commit is a
/// tear and costs what the commit had; anything else is refused, with the place.
class DamageTest {
  private static final String FIRST = JournalImage.name(1);
  private static final String SECOND = JournalImage.name(2);

  @Test
  void theFilesAreReadAsTheyWereWritten() throws Exception {
    assertEquals("0 records", JournalImage.recover(new JournalImage().disk()));
    assertEquals("0 records", JournalImage.recover(new JournalImage().seal().disk()));
    assertEquals("7 records", JournalImage.recover(twoSegments().disk()));
    assertEquals(
        "3 records",
        JournalImage.recover(new JournalImage().commit(9).seal().commit(0, 8).seal().disk()));
  }

  @Test
  void everyBitOfAHeaderIsCovered() throws Exception {
    SimulatedDisk disk = new JournalImage().commit(20, 30).disk();
    for (int bit = 0; bit < 8 * SegmentHeader.BYTES; bit++) {
      String outcome = recoverFlipped(disk, FIRST, bit);
      assertTrue(outcome.startsWith("refused " + FIRST), "bit " + bit + ": " + outcome);
    }
  }

  @Test
  void everyBitOfACommitBeforeTheLastIsCovered() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30, 0, 77).commit(5);
    requireFlips(image, FIRST, 1, 5, record -> "refused " + FIRST + " " + image.offset(record));
  }

  @Test
  void everyBitOfAFullSegmentIsCovered() throws Exception {
    JournalImage image = twoSegments();
    requireFlips(image, FIRST, 1, 5, record -> "refused " + FIRST + " " + image.offset(record));
  }

  @Test
  void aFlippedBitInTheLastCommitReadsAsATear() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30, 0, 77);
    requireFlips(image, FIRST, 2, 5, record -> record - 1 + " records");
  }

  @Test
  void aSealMakesTheLastCommitTellDamageFromATear() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30, 0, 77).seal();
    requireFlips(image, FIRST, 1, 5, record -> "refused " + FIRST + " " + image.offset(record));
    for (int bit = 8 * (image.tail() - RecordFormat.size(0)); bit < 8 * image.tail(); bit++) {
      assertEquals("4 records", recoverFlipped(image.disk(), FIRST, bit));
    }
  }

  @Test
  void everyBitOfASealBetweenRecordsIsCovered() throws Exception {
    JournalImage image = new JournalImage().commit(20).seal();
    int end = image.tail();
    image.commit(40);
    for (int bit = 8 * (end - RecordFormat.size(0)); bit < 8 * end; bit++) {
      assertEquals(
          "refused " + FIRST + " " + (end - RecordFormat.size(0)),
          recoverFlipped(image.disk(), FIRST, bit));
    }
  }

  @Test
  void bitsBehindTheLastRecordCarryNothing() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3000; i++) {
      int bit = random.nextInt(8 * image.tail(), 8 * JournalImage.SEGMENT_BYTES);
      assertEquals("2 records", recoverFlipped(image.disk(), FIRST, bit));
    }
    assertEquals("7 records", recoverFlipped(twoSegments().disk(), FIRST, 8 * 8191));
  }

  @Test
  void theLastRecordMayBeCutAtEveryByte() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30, 77);
    for (int cut = image.offset(3); cut < image.tail(); cut++) {
      SimulatedDisk zeros = image.disk();
      byte[] bytes = zeros.bytes(FIRST);
      boolean lossless = isZero(bytes, cut, image.tail());
      Arrays.fill(bytes, cut, bytes.length, (byte) 0);
      assertEquals(lossless ? "3 records" : "2 records", JournalImage.recover(zeros), "cut " + cut);

      SimulatedDisk garbage = image.disk();
      byte[] noise = new byte[JournalImage.SEGMENT_BYTES - cut];
      new SplittableRandom(cut).nextBytes(noise);
      System.arraycopy(noise, 0, garbage.bytes(FIRST), cut, noise.length);
      assertEquals("2 records", JournalImage.recover(garbage), "garbage from " + cut);
    }
  }

  @Test
  void aTornCommitIsCutAtItsFirstLostRecord() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30, 77, 40);
    SimulatedDisk disk = image.disk();
    Arrays.fill(disk.bytes(FIRST), image.offset(3), image.offset(4), (byte) 0);
    assertEquals("2 records", JournalImage.recover(disk));
    assertTrue(
        isZero(disk.bytes(FIRST), image.offset(3), JournalImage.SEGMENT_BYTES),
        "record 4 could be taken for a new one");
    assertEquals("2 records", JournalImage.recover(disk));
  }

  @Test
  void aRecordOfAnotherFileIsNotTakenForANewOne() throws Exception {
    JournalImage other = new JournalImage(8).commit(20).commit(30, 40);
    JournalImage image = new JournalImage().commit(20);
    SimulatedDisk disk = image.disk();
    int length = JournalImage.SEGMENT_BYTES - image.tail();
    System.arraycopy(
        other.disk().bytes(FIRST), other.offset(2), disk.bytes(FIRST), image.tail(), length);
    assertEquals("1 records", JournalImage.recover(disk));
  }

  @Test
  void aRefusalChangesNothing() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30).commit(40);
    SimulatedDisk disk = image.disk();
    disk.bytes(FIRST)[image.offset(2) + 26] ^= 4;
    byte[] before = disk.bytes(FIRST).clone();
    JournalCorrupt refused = assertThrows(JournalCorrupt.class, () -> open(disk, 1));
    assertEquals(
        "journal/000000000001.journal, byte 4144: The record 2 is damaged; it was durable, for what"
            + " stands at byte 4200 was written after it. The journal is left untouched; restore it"
            + " from a copy.",
        refused.getMessage());
    assertEquals(-1, Arrays.mismatch(before, disk.bytes(FIRST)));
  }

  @Test
  void aFileOfAnotherLengthIsRefused() throws Exception {
    JournalImage image = new JournalImage().commit(20).commit(30);
    byte[] whole = image.disk().bytes(FIRST);
    for (int length = 0; length <= 2 * whole.length; length += 64) {
      SimulatedDisk disk = image.disk();
      disk.put(FIRST, Arrays.copyOf(whole, length));
      String outcome = JournalImage.recover(disk);
      assertTrue(
          length == whole.length ? outcome.equals("2 records") : outcome.startsWith("refused"),
          length + " bytes: " + outcome);
    }
  }

  @Test
  void aMissingSegmentIsRefused() throws Exception {
    JournalImage image = twoSegments().roll().commit(1);
    SimulatedDisk middle = image.disk();
    middle.remove(SECOND);
    assertEquals("refused " + SECOND + " 0", JournalImage.recover(middle));
    SimulatedDisk first = image.disk();
    first.remove(FIRST);
    assertEquals("refused " + SECOND + " 0", JournalImage.recover(first));
  }

  @Test
  void aSegmentOfAnotherJournalIsRefused() throws Exception {
    SimulatedDisk disk = twoSegments().disk();
    SegmentHeader stranger = new SegmentHeader(1, 2, 6, JournalImage.SEGMENT_BYTES, 4711);
    byte[] file = new byte[JournalImage.SEGMENT_BYTES];
    stranger.encode().get(file, 0, SegmentHeader.BYTES);
    disk.put(SECOND, file);
    assertEquals("refused " + SECOND + " 40", JournalImage.recover(disk));
  }

  @Test
  void aSegmentUnderAnotherNameIsRefused() throws Exception {
    SimulatedDisk disk = twoSegments().disk();
    disk.put(JournalImage.name(3), disk.bytes(SECOND).clone());
    assertEquals("refused " + JournalImage.name(3) + " 16", JournalImage.recover(disk));
  }

  @Test
  void aFileThatIsNoSegmentIsRefusedAndOtherNamesAreNotTouched() throws Exception {
    SimulatedDisk disk = twoSegments().disk();
    disk.put("notes.txt", new byte[10]);
    assertEquals("7 records", JournalImage.recover(disk));
    assertEquals(10, disk.bytes("notes.txt").length);
    disk.put(JournalImage.name(3), new byte[10]);
    assertEquals("refused " + JournalImage.name(3) + " 0", JournalImage.recover(disk));
  }

  @Test
  void anOwnerThatNeedsWhatIsGoneIsRefused() throws Exception {
    SimulatedDisk disk = twoSegments().disk();
    disk.remove(FIRST);
    JournalCorrupt late = assertThrows(JournalCorrupt.class, () -> open(disk.copy(), 4));
    assertTrue(late.getMessage().contains("begins with record 5; its owner needs it from 4."));
    assertEquals(7, open(disk.copy(), 5));
    assertEquals(7, open(disk.copy(), 8));
    JournalCorrupt early = assertThrows(JournalCorrupt.class, () -> open(disk.copy(), 9));
    assertTrue(early.getMessage().contains("ends with record 7; its owner has seen 8."));
    assertThrows(JournalCorrupt.class, () -> open(new SimulatedDisk(new SplittableRandom(1)), 2));
  }

  private static JournalImage twoSegments() {
    return new JournalImage().commit(20).commit(30, 0, 77).roll().commit(5, 6).commit(10);
  }

  private static long open(SimulatedDisk disk, long replayFrom) throws IOException {
    try (Journal journal =
        Journal.open(
            disk,
            new SplittableRandom(1),
            JournalImage.FOLDER,
            JournalOptions.DEFAULT.withReplayFrom(replayFrom),
            Replay.NOTHING,
            DurableListener.NONE)) {
      return journal.durableSequence();
    }
  }

  /// Flips each bit of the records from `first` to before `end`, one at a time.
  private static void requireFlips(
      JournalImage image, String file, int first, int end, IntFunction<String> expected)
      throws Exception {
    SimulatedDisk disk = image.disk();
    for (int record = first; record < end; record++) {
      int start = image.offset(record);
      int length = image.size(record);
      for (int bit = 8 * start; bit < 8 * (start + length); bit++) {
        assertEquals(expected.apply(record), recoverFlipped(disk, file, bit), "bit " + bit);
      }
    }
  }

  private static String recoverFlipped(SimulatedDisk disk, String file, int bit) throws Exception {
    SimulatedDisk flipped = disk.copy();
    flipped.bytes(file)[bit / 8] ^= (byte) (1 << bit % 8);
    return JournalImage.recover(flipped);
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
