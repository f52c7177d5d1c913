package labs.batchersinks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import batcher.Frames;
import batcher.event.Event;
import batcher.frame.Frame;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What the sinks' lab takes for evidence.
class ArrivedTest {
  private static Arrived read(Frame frame, int prefixBytes) {
    Arrived[] arrived = {Arrived.NONE};
    frame.forEach(
        batch -> {
          byte[] bytes = batch.segment().toArray(ValueLayout.JAVA_BYTE);
          byte[] stored = new byte[prefixBytes + bytes.length];
          Arrays.fill(stored, (byte) 77);
          System.arraycopy(bytes, 0, stored, prefixBytes, bytes.length);
          arrived[0] = SinkTrial.add(arrived[0], stored, prefixBytes);
        });
    return arrived[0];
  }

  @Test
  void everyEventOfABatchAndItsSatoshisAreCounted() {
    Arrived expected = new Arrived(30, 30 * Event.SATOSHIS_PER_CHUNK);

    assertEquals(expected, read(Frames.frame(1, 0, 1, 3, 0), 0));
    assertEquals(expected, read(Frames.frame(1, 0, 1, 3, 0), 12), "behind a prefix");
  }

  @Test
  void aBatchWithoutItsLastEventLacksThatEvent() {
    Frame frame = Frames.frame(1, 0, 1, 1, 0);
    frame.forEach(
        batch -> {
          byte[] bytes = batch.segment().toArray(ValueLayout.JAVA_BYTE);
          byte[] torn = Arrays.copyOf(bytes, bytes.length - 1);
          assertEquals(
              new Arrived(9, 9 * Event.SATOSHIS_PER_CHUNK), SinkTrial.add(Arrived.NONE, torn, 0));
        });
  }

  @Test
  void onlyWhatWasSentIsConfirmed() {
    assertEquals(100, new Arrived(100, 1_700).confirmed(100, 1_700));
    assertEquals(0, new Arrived(99, 1_683).confirmed(100, 1_700), "one is lost");
    assertEquals(0, new Arrived(101, 1_717).confirmed(100, 1_700), "one is there twice");
    assertEquals(0, new Arrived(100, 1_701).confirmed(100, 1_700), "one is worth more");
    assertEquals(99, new Arrived(99, 1_700).confirmed(100, 1_700), "one is lost, its worth not");
  }
}
