package labs.batcher.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import batcher.Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the faults lab finds in the file that outlived its victims.
class AuditTest {
  private static final int KEYS = 7;

  @TempDir Path folder;
  private final ByteBuffer written = ByteBuffer.allocate(1_000);
  private Path log;

  @BeforeEach
  void name() {
    log = folder.resolve("sink.log");
  }

  private void batch(long epoch, long number, long... events) {
    written.putLong(epoch).putLong(number).putLong(events.length);
    for (long event : events) {
      written.putLong(event);
    }
  }

  private Victim.Audit look() throws IOException {
    byte[] bytes = new byte[written.position()];
    written.get(0, bytes);
    Files.write(log, bytes);
    return Victim.look(log);
  }

  private static BitSet of(int... events) {
    BitSet set = new BitSet();
    for (int event : events) {
      set.set(event);
    }
    return set;
  }

  @Test
  void everythingOnceAndInOrderIsNeitherTwiceNorDisordered() throws IOException {
    batch(1, 1, 1, 1 + KEYS);
    batch(1, 2, 2);
    batch(2, 1, 1 + 2 * KEYS);
    assertEquals(new Victim.Audit(of(1, 8, 2, 15), 0, 0), look());
  }

  @Test
  void eventThatCameTwiceShows() throws IOException {
    batch(1, 1, 1, 8);
    batch(1, 2, 8);
    assertEquals(1, look().twice());
  }

  @Test
  void eventBehindALaterOneOfItsKeyShows() throws IOException {
    batch(1, 1, 8, 2);
    batch(1, 2, 1);
    assertEquals(new Victim.Audit(of(1, 2, 8), 0, 1), look());
  }

  @Test
  void batchThatAKillCutInTwoIsNotThereAndDoesNotComeTwice() throws IOException {
    batch(1, 1, 1);
    batch(1, 2, 2, 3);
    written.position(written.position() - Long.BYTES);
    assertEquals(of(1), look().seen());
    assertEquals(4 * Long.BYTES, Files.size(log), "half a batch stands before the next one");
  }

  @Test
  void sinkThatIsOpenedAgainKnowsItsLastBatch() throws IOException {
    try (LogSink sink = new LogSink(log)) {
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    long bytes = Files.size(log);
    try (LogSink sink = new LogSink(log)) {
      assertEquals(7, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    assertEquals(bytes, Files.size(log));
  }
}
