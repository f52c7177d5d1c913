package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import journal.DurableListener;
import journal.Journal;
import journal.JournalCorrupt;
import journal.Replay;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// Folders outlive programs. `format-1.journal`, beside this file, is a journal that was written
/// when format 1 of segments and of changes was the only one: [#WRITTEN], by [JournalEngine], in a
/// segment of two pages, and closed. Every later program opens it, or says why not.
///
/// Should this test fail, the format was changed: leave the file, and teach the program to read it.
class JournalFormatTest {
  private static final Path FILE =
      Project.home().resolve("tests/sequencer/engine/format-1.journal");

  private static final String SEGMENT = "000000000001.journal";
  private static final int VERSION_AT = 8;

  private static final ChannelId ONE = ChannelId.parse("ab".repeat(32));
  private static final ChannelId OTHER = ChannelId.parse("cd".repeat(32));
  private static final Address OWNER = Address.parse("11".repeat(20));
  private static final Address SHOP = Address.parse("22".repeat(20));
  private static final Signature SIGNATURE =
      Signature.parse("33".repeat(32) + "44".repeat(32) + "1b");

  /// Each kind of change in each of its forms.
  static final List<Change> WRITTEN =
      List.of(
          new Change.Founded(338, SHOP, OWNER),
          new Change.Seeded(ONE, OWNER, Uint256.of(1_000), 7),
          new Change.Seeded(OTHER, OWNER, new Uint256(-1, -1, -1, -1), -7),
          paid(1, new Change.Transfer(SHOP, Uint256.of(5))),
          paid(
              2,
              new Change.Transfer(SHOP, Uint256.of(300)),
              new Change.Transfer(OWNER, Uint256.ZERO)),
          new Change.Streamed(
              paid(3, new Change.Transfer(SHOP, Uint256.of(301))),
              SIGNATURE,
              PaymentList.of(1, 300)),
          new Change.Closing(ONE, 0, null),
          new Change.Closing(OTHER, 9, SIGNATURE),
          new Change.Closed(ONE, "0x" + "ef".repeat(32)));

  @TempDir Path folder;

  private static Change.Paid paid(long number, Change.Transfer... transfers) {
    return new Change.Paid(ONE, number, 8, SIGNATURE, List.of(transfers));
  }

  @BeforeEach
  void copy() throws IOException {
    Files.copy(FILE, folder.resolve(SEGMENT));
  }

  private List<Change> open(Change... more) throws IOException {
    List<Change> found = new ArrayList<>();
    try (JournalEngine engine = JournalEngine.open(folder, JournalEngine.OPTIONS, found::add)) {
      for (Change change : more) {
        assertTrue(engine.append(change) > 0);
      }
    }
    return found;
  }

  @Test
  void theFolderOfAnEarlierProgramOpensAndGoesOn() throws IOException {
    Change next = new Change.Closed(OTHER, "0x" + "01".repeat(32));
    assertEquals(WRITTEN, open(next));
    List<Change> all = new ArrayList<>(WRITTEN);
    all.add(next);
    assertEquals(all, open());
  }

  @Test
  void aSegmentOfALaterFormatIsRefusedByNameAndLeftAsItIs() throws IOException {
    Path segment = folder.resolve(SEGMENT);
    byte[] later = Files.readAllBytes(segment);
    assertEquals(1, later[VERSION_AT]);
    later[VERSION_AT] = 2;
    Files.write(segment, later);
    JournalCorrupt refused = assertThrows(JournalCorrupt.class, () -> open());
    assertTrue(
        refused.getMessage().contains("The segment has version 2, and only version 1 is known."),
        refused.getMessage());
    assertArrayEquals(later, Files.readAllBytes(segment));
  }

  @Test
  void changesOfALaterFormatAreRefusedByNameAndTheFolderIsFree() throws IOException {
    refuses(
        "the journal has format version 2; this program reads version 1", "0102" + "00".repeat(48));
    refuses("the journal has a change of kind 7, which this program does not know", "07" + "00");
  }

  private void refuses(String sentence, String hex) throws IOException {
    Path later = Files.createTempDirectory(folder, "later");
    ByteBuffer record = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    append(later, record);
    for (int attempt = 0; attempt < 2; attempt++) {
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class,
              () -> JournalEngine.open(later, JournalEngine.OPTIONS, _ -> {}));
      assertEquals(sentence, refused.getMessage());
    }
  }

  private static void append(Path folder, ByteBuffer record) throws IOException {
    try (Journal journal =
        Journal.open(folder, JournalEngine.OPTIONS, Replay.NOTHING, DurableListener.NONE)) {
      assertEquals(1, journal.tryAppend(record));
    }
  }
}
