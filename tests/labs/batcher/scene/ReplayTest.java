package labs.batcher.scene;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Batcher;
import batcher.Settings;
import batcher.rule.Mode;
import batcher.sink.SinkFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import labs.batcher.work.Loads;
import labs.batcher.work.Records;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Settings DOCUMENT = Settings.DEFAULT.withMode(Mode.Document.DEFAULT);

  private final Records records = records(200, 2);

  private static Records records(int payments, int keys) {
    long[] words = Loads.of(payments, keys, 1).words();
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return new Records(bytes);
  }

  @Test
  void everythingComesOutOnceAndIsCounted() throws Exception {
    Replay.Outcome seen = new Replay(records, new long[450], DOCUMENT).run(Duration.ZERO);
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
    ReplaySink sink = new ReplaySink(records, new long[3]);
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
    Replay.Outcome seen = new Replay(records, offsets, Settings.DEFAULT).run(Duration.ZERO);
    assertTrue(seen.sink().latencies().meanNs() >= 59_900_000_000.0);
    assertEquals(1, seen.late());
  }

  @Test
  void offsetsTravelUnchanged() throws Exception {
    Scene scene = Scene.latency();
    long[] back = new long[500];
    ByteBuffer.wrap(scene.inputs().getLast()).asLongBuffer().get(back);
    assertArrayEquals(scene.offsetsNs(), back);
  }
}
