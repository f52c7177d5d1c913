package batcher;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.durability.JournalPlace;
import batcher.event.EventLayout;
import batcher.frame.Frame;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import journal.JournalOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The account of a batcher is asked for again and again while producers, shards and sink are at
/// work.
class AccountTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PRODUCERS = 2;
  private static final int EACH = 100_000;
  private static final long SLOW_NS = 2_000;

  /// Counts what it has, and takes its time.
  private record Counter(AtomicLong events) implements Sink {
    @Override
    public void deliver(Frame frame) {
      long endNs = System.nanoTime() + SLOW_NS;
      while (System.nanoTime() - endNs < 0) {
        Thread.onSpinWait();
      }
      events.addAndGet(frame.events());
    }
  }

  @TestFactory
  Stream<DynamicTest> atEveryMomentAcceptedIsDeliveredPlusPending(@TempDir Path folder) {
    return Stream.of(
        account("blocking", settings -> settings.withFull(new FullPolicy.Block(LONG))),
        account("rejecting", settings -> settings.withFull(new FullPolicy.Reject())),
        account(
            "spilling",
            settings ->
                settings.withFull(
                    new FullPolicy.Spill(folder.resolve("spill"), 500L * EventLayout.BYTES))),
        account("on a lane", settings -> settings.withDelivery(Delivery.lane())),
        account(
            "with a journal",
            settings ->
                settings.withDelivery(
                    Delivery.journaled(
                        new JournalPlace(
                            folder.resolve("journal"),
                            JournalOptions.DEFAULT.withSegmentBytes(1 << 20),
                            Duration.ofMillis(50))))));
  }

  private static DynamicTest account(String name, UnaryOperator<Settings> change) {
    Settings small = Settings.DEFAULT.withRoom(64, 256).withShards(2).withFrameBytes(1 << 16);
    return DynamicTest.dynamicTest(name, () -> check(change.apply(small)));
  }

  private static void check(Settings settings) throws Exception {
    Counter sink = new Counter(new AtomicLong());
    Batcher batcher = Batcher.open(settings, SinkFactory.shared(sink));
    LongAdder tickets = new LongAdder();
    LongAdder refusals = new LongAdder();
    List<Thread> producers = new ArrayList<>();
    for (int producer = 0; producer < PRODUCERS; producer++) {
      long[] words = sent("key-" + producer, 0).toWords();
      producers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < EACH; i++) {
                      (batcher.add(words, 0) > 0 ? tickets : refusals).increment();
                    }
                  }));
    }
    long accepted = 0;
    while (producers.stream().anyMatch(Thread::isAlive)) {
      long had = tickets.sum();
      Statistics now = batcher.statistics();
      long arrived = sink.events.get();
      assertTrue(now.accepted() >= had, () -> had + " tickets were given; " + now);
      long before = accepted;
      assertTrue(now.accepted() >= before, () -> before + " were accepted before; " + now);
      accepted = now.accepted();
      assertTrue(now.delivered() <= arrived, () -> arrived + " are with the sink; " + now);
      assertTrue(now.inRing() >= 0 && now.inBatches() >= 0 && now.inFlight() >= 0, () -> "" + now);
      assertEquals(now.accepted(), now.delivered() + now.pending());
    }
    Statistics end = batcher.close(LONG);
    assertEquals(tickets.sum(), end.accepted());
    assertEquals(refusals.sum(), end.refusedTotal());
    assertEquals(end.accepted(), end.delivered());
    assertEquals(end.delivered(), sink.events.get());
  }
}
