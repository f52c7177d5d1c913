package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import journal.JournalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.TestServer;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.client.Agent;
import sequencer.crypto.Address;

/// A stream is one record, so a write that a crash has cut short leaves all of its payments or none
/// of them, wherever it was cut.
class TornStreamTest {
  private static final Address RECEIVER = new Address(1, 2, 3);
  private static final JournalOptions OPTIONS = JournalEngine.OPTIONS.withSegmentBytes(2 << 20);

  @TempDir Path folder;

  @Test
  void aStreamThatIsCutOffAnywhereIsGoneAndThoseBeforeItAreWhole() throws IOException {
    Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
    List<Change> kept = new ArrayList<>();
    Path journal = folder.resolve("journal");
    Path crashed = folder.resolve("crashed");
    try (JournalEngine engine = JournalEngine.open(journal, OPTIONS, _ -> {})) {
      for (int i = 0; i < 3; i++) {
        kept.add(agent.stream(RECEIVER, list(95_000, i), TestServer.NOW));
        awaitDurable(engine, engine.append(kept.getLast()));
      }
      copy(journal, crashed); // as a crash finds it: without the seal of a clean close
    }
    Path segment = crashed.resolve("000000000001.journal");
    byte[] whole = Files.readAllBytes(segment);
    int end = lastByte(whole) + 1;
    int begin = end - ChangeCodec.bytesMax(kept.getLast()) - 24;
    assertEquals(kept, replay(crashed));
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 24; i++) {
      int cut = i < 4 ? begin + 8 * i : i < 8 ? end - (i - 3) : random.nextInt(begin, end);
      byte[] torn = whole.clone();
      Arrays.fill(torn, cut, end, (byte) 0);
      Files.write(segment, torn);
      List<Change> found = replay(crashed);
      assertEquals(kept.subList(0, 2), found, "cut at byte " + cut);
      Files.write(segment, whole);
    }
  }

  /// What the disk wrote in another order than it was given is a tear as well: a hole in the middle
  /// and a sound end.
  @Test
  void aStreamWithAHoleIsGone() throws IOException {
    Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
    Path journal = folder.resolve("journal");
    Path crashed = folder.resolve("crashed");
    Change whole = agent.stream(RECEIVER, list(15_000, 1), TestServer.NOW);
    Change last = agent.stream(RECEIVER, list(95_000, 2), TestServer.NOW);
    try (JournalEngine engine = JournalEngine.open(journal, OPTIONS, _ -> {})) {
      awaitDurable(engine, engine.append(whole));
      awaitDurable(engine, engine.append(last));
      copy(journal, crashed);
    }
    Path segment = crashed.resolve("000000000001.journal");
    byte[] bytes = Files.readAllBytes(segment);
    int hole = lastByte(bytes) - 100_000;
    Arrays.fill(bytes, hole, hole + 512, (byte) 0);
    Files.write(segment, bytes);
    assertEquals(List.of(whole), replay(crashed));
  }

  @Test
  void theLongestStreamIsOneRecord() throws IOException {
    Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
    long[] amounts = new long[PaymentList.AMOUNTS_MAX];
    Arrays.fill(amounts, -1);
    Change longest = agent.stream(RECEIVER, PaymentList.of(amounts), TestServer.NOW);
    assertEquals(ChangeCodec.STREAM_BYTES_MAX, ChangeCodec.bytesMax(longest));
    try (JournalEngine engine = JournalEngine.open(folder, OPTIONS, _ -> {})) {
      assertTrue(engine.takesStreams());
      assertEquals(1, engine.append(longest));
    }
    List<Change> found = replay(folder);
    assertEquals(List.of(longest), found);
    assertFalse(found.isEmpty());
  }

  private static PaymentList list(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return PaymentList.of(random.longs(count, 1, 1L << 40).toArray());
  }

  private static List<Change> replay(Path journal) throws IOException {
    List<Change> found = new ArrayList<>();
    Path copy = Files.createTempDirectory(journal.getParent(), "replay");
    copy(journal, copy);
    JournalEngine.open(copy, OPTIONS, found::add).close();
    return found;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".journal")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static int lastByte(byte[] bytes) {
    int at = bytes.length - 1;
    while (bytes[at] == 0) {
      at--;
    }
    return at;
  }

  private static void awaitDurable(JournalEngine engine, long position) {
    while (engine.durablePosition() < position) {
      LockSupport.parkNanos(100_000);
    }
  }
}
