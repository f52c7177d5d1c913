package labs.batcher.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Batcher;
import batcher.Settings;
import batcher.rule.Mode;
import batcher.sink.SinkFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import kit.fork.Watching;
import kit.load.Recording;
import labs.batcher.work.Loads;
import labs.batcher.work.Records;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Settings DOCUMENT = Settings.DEFAULT.withMode(Mode.Document.DEFAULT);

  private static final Path STATUS = Path.of("/proc/thread-self/status");

  private final Records records = records(200, 2);

  private static Records records(int payments, int keys) {
    long[] words = Loads.of(payments, keys, 1).words();
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return new Records(bytes);
  }

  private Replay.Outcome replay(long[] offsets, Settings settings) throws Exception {
    return new Replay(records, offsets, settings).run(Duration.ZERO, Watching.NOBODY);
  }

  @Test
  void everythingComesOutOnceAndIsCounted() throws Exception {
    Replay.Outcome seen = replay(new long[450], DOCUMENT);
    assertEquals(450, seen.sink().events());
    assertEquals(450 * 17, seen.sink().satoshis());
    assertEquals(0, seen.sink().wrong());
    assertEquals(0, seen.sink().disordered());
    assertEquals(50, seen.sink().largest());
    assertEquals(450, seen.sink().latencies().count());
    assertEquals(450, seen.end().delivered());
    assertEquals(450, seen.sink().eventsOfKey()[0] + seen.sink().eventsOfKey()[1]);
  }

  @Test
  void anotherPaymentThanTheOneThatWasAddedShows() throws Exception {
    ReplaySink sink = new ReplaySink(records, new long[3], new long[3]);
    try (Batcher batcher = Batcher.open(DOCUMENT, SinkFactory.shared(sink))) {
      sink.begin(System.nanoTime());
      for (int payment : new int[] {0, 2, 2}) { // the second should be number 1
        batcher.add(records.words(), payment * 16);
      }
    }
    assertEquals(3, sink.events());
    assertEquals(1, sink.wrong());
    assertTrue(sink.firstWrong().contains("event 1"));
  }

  @Test
  void latencyCountsFromWhenAnEventWasDueNotFromWhenItWasAdded() throws Exception {
    // Due a minute ago: as if the generator had stood still for a minute.
    long[] offsets = {-60_000_000_000L};
    Replay.Outcome seen = replay(offsets, Settings.DEFAULT);
    assertTrue(seen.sink().latencies().meanNs() >= 59_900_000_000.0);
    assertEquals(1, seen.recording().lateness().late());
  }

  /// What is due at one moment is one send: the events behind its first are not late, they are the
  /// batcher's to take.
  @Test
  void generatorIsAsLateAsTheMomentsAtWhichItBegins() throws Exception {
    Recording seen = replay(new long[] {0, 0, 0, 1_000, 1_000}, Settings.DEFAULT).recording();
    assertEquals(2, seen.lateness().sends().count());
    assertEquals(5, seen.fromSend().count());
    assertTrue(seen.fromSend().maxNs() <= seen.latencies().maxNs() * 1.001);
  }

  /// One that sleeps is late by what runs on its core when it wakes.
  @Test
  void senderDoesNotSleepBetweenSends() throws Exception {
    Assumptions.assumeTrue(Files.exists(STATUS) && Runtime.getRuntime().availableProcessors() > 1);
    long[] offsets = new long[200];
    Arrays.setAll(offsets, i -> i * 1_000_000L);
    long before = sleeps();
    replay(offsets, Settings.DEFAULT);
    long slept = sleeps() - before;
    assertTrue(slept < offsets.length / 2, slept + " sleeps in " + offsets.length + " sends");
  }

  /// How often this thread gave up its core, as the kernel counts it.
  private static long sleeps() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /// Its two sides are had in two ways: from the events in the batcher at some moments, and from
  /// how long each of them was.
  @Test
  void littlesLawHoldsForAReplay() throws Exception {
    long[] offsets = new long[450];
    Arrays.setAll(offsets, i -> i * 100_000L);
    assertEquals(0, replay(offsets, DOCUMENT).recording().littlesLaw().offBy(), 0.02);
  }

  @Test
  void offsetsTravelUnchanged() throws Exception {
    Scene scene = Scene.latency();
    long[] back = new long[500];
    ByteBuffer.wrap(scene.inputs().getLast()).asLongBuffer().get(back);
    assertArrayEquals(scene.offsetsNs(), back);
  }
}
