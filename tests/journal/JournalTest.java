package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalOptions SMALL =
      JournalOptions.DEFAULT.withRecordBytesMax(1000).withSegmentBytes(16384);

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsReplayedInOrderAfterReopening() throws Exception {
    try (Journal journal = open(new ArrayList<>())) {
      for (int i = 1; i <= 1000; i++) {
        assertEquals(i, journal.append(record("record " + i), java.time.Duration.ofSeconds(60)));
      }
      journal.awaitDurable(1000);
      assertEquals(1000, journal.durableSequence());
    }
    List<String> replayed = new ArrayList<>();
    try (Journal journal = open(replayed)) {
      assertEquals(1000, journal.durableSequence());
      assertEquals(1001, journal.tryAppend(record("one more")));
    }
    assertEquals(1000, replayed.size());
    for (int i = 1; i <= 1000; i++) {
      assertEquals(i + ":record " + i, replayed.get(i - 1));
    }
  }

  @Test
  void anEmptyRecordIsARecord() throws Exception {
    try (Journal journal = open(new ArrayList<>())) {
      journal.tryAppend(record(""));
      journal.tryAppend(record("x"));
    }
    List<String> replayed = new ArrayList<>();
    open(replayed).close();
    assertEquals(List.of("1:", "2:x"), replayed);
  }

  @Test
  void aSecondOpenerIsTurnedAwayUntilTheFirstCloses() throws Exception {
    Journal first = open(new ArrayList<>());
    IOException refused = assertThrows(JournalInUse.class, () -> open(new ArrayList<>()));
    assertTrue(refused.getMessage().contains("is open in this process"), refused.getMessage());
    first.close();
    open(new ArrayList<>()).close();
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    Journal journal = open(new ArrayList<>());
    journal.close();
    journal.close();
    assertThrows(JournalClosed.class, () -> journal.tryAppend(record("late")));
    assertThrows(JournalClosed.class, () -> journal.awaitDurable(1));
  }

  @Test
  void anOversizedRecordIsRefusedWithItsSizeAndTheBound() throws Exception {
    try (Journal journal = open(new ArrayList<>())) {
      Exception refused =
          assertThrows(
              IllegalArgumentException.class, () -> journal.tryAppend(ByteBuffer.allocate(1001)));
      assertEquals(
          "The record has 1001 bytes; at most recordBytesMax, 1000, are accepted.",
          refused.getMessage());
    }
  }

  private Journal open(List<String> replayed) throws IOException {
    return Journal.open(
        folder,
        SMALL,
        (sequence, payload) ->
            replayed.add(sequence + ":" + StandardCharsets.UTF_8.decode(payload)),
        DurableListener.NONE);
  }

  private static ByteBuffer record(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
