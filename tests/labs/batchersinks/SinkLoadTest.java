package labs.batchersinks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import batcher.frame.Frame;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import labs.batcher.work.Records;
import org.junit.jupiter.api.Test;

class SinkLoadTest {
  private static final long EVENTS = 5_000;

  /// Counts what it gets.
  private static final class CountingSink implements Sink {
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong satoshis = new AtomicLong();
    private volatile int largest;
    private volatile long ahead;

    @Override
    public void deliver(Frame frame) {
      frame.forEach(this::count);
    }

    private void count(BatchView batch) {
      largest = Math.max(largest, batch.count());
      events.addAndGet(batch.count());
      satoshis.addAndGet(batch.totalSatoshis());
    }
  }

  @Test
  void everyPaymentReachesTheSinkAndIsWorthWhatWasSent() throws Exception {
    CountingSink sink = new CountingSink();
    SinkLoad load = new SinkLoad();

    SinkLoad.Seen seen = load.run(SinkFactory.shared(sink), 50, EVENTS);

    assertEquals(EVENTS, seen.events());
    assertEquals(EVENTS, sink.events.get());
    assertEquals(sink.satoshis.get(), seen.satoshis());
    assertEquals(sent(load.records()), seen.satoshis());
    assertEquals(EVENTS, seen.end().delivered());
    assertTrue(seen.rate() > 0);
    assertTrue(sink.largest <= 50);
  }

  private static long sent(Records records) {
    long satoshis = 0;
    for (long i = 0; i < EVENTS; i++) {
      satoshis += records.word((int) (i % records.count()), EventLayout.SATOSHIS);
    }
    return satoshis;
  }

  /// The row of single events must hold single events.
  @Test
  void aSizeOfOneBatchesNothing() throws Exception {
    CountingSink sink = new CountingSink();

    new SinkLoad().run(SinkFactory.shared(sink), 1, EVENTS);

    assertEquals(1, sink.largest);
    assertEquals(EVENTS, sink.events.get());
  }

  /// A listener that is slower than the batcher must not fall behind what the hub keeps.
  @Test
  void neverMoreThanTheBoundIsOnItsWay() throws Exception {
    AtomicLong asked = new AtomicLong();
    CountingSink sink = new CountingSink();
    AtomicLong arrived = new AtomicLong();

    new SinkLoad()
        .run(
            SinkFactory.shared(sink),
            50,
            EVENTS,
            1_000,
            () -> {
              asked.incrementAndGet();
              long delivered = sink.events.get();
              sink.ahead = Math.max(sink.ahead, delivered - arrived.get());
              arrived.set(delivered);
              return delivered;
            });

    assertTrue(asked.get() >= EVENTS / 500);
    // A stride is added between two looks.
    assertTrue(sink.ahead <= 1_500, () -> sink.ahead + " events were on their way");
  }

  @Test
  void aSinkThatCannotBeOpenedEndsTheTrial() throws Exception {
    SinkLoad load = new SinkLoad();

    assertThrows(
        Exception.class,
        () ->
            load.run(
                _ -> {
                  throw new IOException("no server");
                },
                50,
                10));
  }
}
