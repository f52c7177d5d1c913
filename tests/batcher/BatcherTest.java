package batcher;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.frame.Frame;
import batcher.rule.Mode;
import batcher.sink.AckLevel;
import batcher.sink.CountingSink;
import batcher.sink.MemorySink;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatcherTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Settings DOCUMENT = Settings.DEFAULT.withMode(Mode.Document.DEFAULT);

  /// However late the next event of a busy machine comes, no batch goes before it is full.
  private static final Settings BY_SIZE =
      DOCUMENT.withMode(new Mode.Document(50, Duration.ofDays(1)));

  /// Does not return from a delivery until it is let go.
  private static final class StuckSink implements Sink {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    final MemorySink memory = new MemorySink();

    @Override
    public void deliver(Frame frame) throws InterruptedException {
      entered.countDown();
      release.await();
      memory.deliver(frame);
    }
  }

  @Test
  void closeDeliversEverythingThatWasAccepted() throws Exception {
    MemorySink sink = new MemorySink();
    Batcher batcher = Batcher.open(BY_SIZE, SinkFactory.shared(sink));
    for (int i = 0; i < 125; i++) {
      assertTrue(batcher.add(sent("a", i)) > 0);
    }
    Statistics end = batcher.close(LONG);
    assertEquals(125, end.accepted());
    assertEquals(125, end.delivered());
    assertEquals(0, end.pending());
    assertEquals(List.of(50, 50, 25), sink.batches().stream().map(b -> b.events().size()).toList());
  }

  @Test
  void addAfterCloseIsRefusedAndCounted() throws Exception {
    Batcher batcher = Batcher.open(DOCUMENT, SinkFactory.shared(new MemorySink()));
    batcher.close();
    assertEquals(Refusal.CLOSED.answer(), batcher.add(sent("a", 0)));
    assertEquals(Map.of(Refusal.CLOSED, 1L), batcher.statistics().refused());
    assertEquals(0, batcher.statistics().accepted());
  }

  @Test
  void secondCloseDoesNothing() throws Exception {
    int[] closes = {0};
    Sink sink =
        new Sink() {
          @Override
          public void deliver(Frame frame) {}

          @Override
          public void close() {
            closes[0]++;
          }
        };
    Batcher batcher = Batcher.open(DOCUMENT, SinkFactory.shared(sink));
    batcher.add(sent("a", 0));
    batcher.close();
    batcher.close();
    assertEquals(1, closes[0]);
    assertEquals(1, batcher.statistics().delivered());
  }

  @Test
  void malformedEventIsRefusedUnderItsReasonAndLeavesNoTrace() throws Exception {
    try (Batcher batcher = Batcher.open(DOCUMENT, SinkFactory.shared(new MemorySink()))) {
      long[] words = sent("a", 0).toWords();
      words[EventLayout.SATOSHIS] = -17;
      assertEquals(Refusal.AMOUNT, Refusal.of(batcher.add(words, 0)));
      words[EventLayout.SATOSHIS] = 17;
      words[EventLayout.META] = EventLayout.meta(0, 3);
      assertEquals(Refusal.DIRECTION, Refusal.of(batcher.add(words, 0)));
      assertEquals(
          Map.of(Refusal.AMOUNT, 1L, Refusal.DIRECTION, 1L), batcher.statistics().refused());
      assertEquals(2, batcher.statistics().refusedTotal());
      assertEquals(0, batcher.statistics().accepted());
    }
  }

  @Test
  void fullRingRefusesAtOnceWhereThePolicySaysSo() throws Exception {
    StuckSink sink = new StuckSink();
    Batcher batcher =
        Batcher.open(
            Settings.DEFAULT.withRoom(64, 64).withFull(new FullPolicy.Reject()),
            SinkFactory.shared(sink));
    batcher.add(sent("a", 0));
    sink.entered.await();
    int accepted = 1;
    while (batcher.add(sent("a", accepted)) > 0) {
      accepted++;
    }
    assertEquals(65, accepted, "one with the sink, 64 in the ring of the shard that it stopped");
    Statistics during = batcher.statistics();
    assertEquals(65, during.accepted());
    assertEquals(0, during.delivered());
    assertEquals(65, during.pending());
    assertEquals(Map.of(Refusal.FULL, 1L), during.refused());
    sink.release.countDown();
    Statistics end = batcher.close(LONG);
    assertEquals(65, end.delivered());
    assertEquals(65, new HashSet<>(sink.memory.events()).size());
  }

  @Test
  void fullRingMakesProducersWaitUntilTheirDeadlineAndThenRefuses() throws Exception {
    StuckSink sink = new StuckSink();
    Duration deadline = Duration.ofMillis(20);
    Batcher batcher =
        Batcher.open(
            Settings.DEFAULT.withRoom(64, 64).withFull(new FullPolicy.Block(deadline)),
            SinkFactory.shared(sink));
    batcher.add(sent("a", 0));
    sink.entered.await();
    for (int i = 0; i < 64; i++) {
      assertTrue(batcher.add(sent("a", 1 + i)) > 0);
    }
    long startNs = System.nanoTime();
    assertEquals(Refusal.FULL.answer(), batcher.add(sent("a", 65)));
    assertTrue(System.nanoTime() - startNs >= deadline.toNanos(), "refused before its deadline");
    sink.release.countDown();
    batcher.close(LONG);
  }

  @Test
  void fullRingSpillsToDiskAndEverythingComesBackInItsOrder(@TempDir Path folder) throws Exception {
    StuckSink sink = new StuckSink();
    Batcher batcher =
        Batcher.open(
            Settings.DEFAULT
                .withRoom(64, 64)
                .withFull(new FullPolicy.Spill(folder, 1_000 * EventLayout.BYTES)),
            SinkFactory.shared(sink));
    batcher.add(sent("a", 0));
    sink.entered.await();
    int accepted = 1;
    long ticket = 0;
    for (long next; (next = batcher.add(sent("a", accepted))) > 0; accepted++) {
      ticket = next;
    }
    assertEquals(1 + 64 + 1_000, accepted);
    assertTrue(Ticket.isSpilled(ticket));
    Statistics during = batcher.statistics();
    assertEquals(accepted, during.accepted());
    assertEquals(accepted, during.pending());
    assertFalse(batcher.await(AckLevel.DELIVERED, ticket, Duration.ofMillis(5)));
    sink.release.countDown();
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    for (int i = 0; i < 500; i++) {
      assertTrue(batcher.add(sent("a", accepted++)) > 0);
    }
    Statistics end = batcher.close(LONG);
    assertEquals(accepted, end.delivered());
    assertEquals(
        java.util.stream.IntStream.range(0, accepted).boxed().toList(),
        sink.memory.events().stream().map(Event::piece).toList());
    try (var files = java.nio.file.Files.list(folder)) {
      assertEquals(0, files.count(), "the spill file is left behind");
    }
  }

  @Test
  void closeBringsBackWhatIsStillSpilled(@TempDir Path folder) throws Exception {
    StuckSink sink = new StuckSink();
    Batcher batcher =
        Batcher.open(
            Settings.DEFAULT.withRoom(64, 64).withFull(new FullPolicy.Spill(folder, 1 << 20)),
            SinkFactory.shared(sink));
    for (int i = 0; i < 3_000; i++) {
      assertTrue(batcher.add(sent("a", i)) > 0);
    }
    sink.release.countDown();
    Statistics end = batcher.close(LONG);
    assertEquals(3_000, end.delivered());
    assertEquals(
        java.util.stream.IntStream.range(0, 3_000).boxed().toList(),
        sink.memory.events().stream().map(Event::piece).toList());
  }

  @Test
  void producerThatWaitsGetsInWhenTheSinkRecovers() throws Exception {
    StuckSink sink = new StuckSink();
    Batcher batcher =
        Batcher.open(
            Settings.DEFAULT.withRoom(64, 64).withFull(new FullPolicy.Block(LONG)),
            SinkFactory.shared(sink));
    Thread producer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    batcher.add(sent("a", i));
                  }
                });
    sink.entered.await();
    sink.release.countDown();
    producer.join();
    Statistics end = batcher.close(LONG);
    assertEquals(1_000, end.delivered());
    assertEquals(0, end.refusedTotal());
  }

  @Test
  void sinkThatAddsToItsOwnFullBatcherIsRefusedAndNotDeadlocked() throws Exception {
    Batcher[] batcher = {null};
    Set<Long> answers = new HashSet<>();
    CountDownLatch done = new CountDownLatch(1);
    Sink sink =
        frame -> {
          if (done.getCount() > 0) {
            for (int i = 0; i < 100; i++) {
              answers.add(batcher[0].add(sent("b", i)));
            }
            done.countDown();
          }
        };
    batcher[0] =
        Batcher.open(
            Settings.DEFAULT.withRoom(64, 64).withFull(new FullPolicy.Block(LONG)),
            SinkFactory.shared(sink));
    batcher[0].add(sent("a", 0));
    assertTrue(done.await(60, TimeUnit.SECONDS), "the sink waits for itself");
    assertTrue(answers.contains(Refusal.FULL.answer()));
    Statistics end = batcher[0].close(LONG);
    assertEquals(end.accepted(), end.delivered());
    assertEquals(101, end.accepted() + end.refusedTotal());
  }

  @Test
  void sinkThatHangsForeverLeavesItsEventsPendingAndTheCallerFree() throws Exception {
    StuckSink sink = new StuckSink();
    Batcher batcher = Batcher.open(Settings.DEFAULT, SinkFactory.shared(sink));
    long ticket = batcher.add(sent("a", 0));
    sink.entered.await();
    assertFalse(batcher.await(AckLevel.DELIVERED, ticket, Duration.ofMillis(10)));
    Statistics end = batcher.close(Duration.ofMillis(10));
    assertEquals(1, end.accepted());
    assertEquals(0, end.delivered());
    assertEquals(1, end.pending());
    sink.release.countDown();
  }

  @Test
  void sinkThatCannotBeOpenedRefusesTheBatcher() {
    var e =
        assertThrows(
            java.io.IOException.class,
            () ->
                Batcher.open(
                    Settings.DEFAULT,
                    shard -> {
                      throw new java.io.IOException("no sink for shard " + shard);
                    }));
    assertEquals("no sink for shard 0", e.getMessage());
  }

  @Test
  void awaitReturnsWhenTheSinkHasTheEvent() throws Exception {
    MemorySink sink = new MemorySink();
    try (Batcher batcher = Batcher.open(Settings.DEFAULT, SinkFactory.shared(sink))) {
      long ticket = batcher.add(sent("a", 0));
      assertEquals(1, Ticket.sequence(ticket));
      assertTrue(batcher.await(AckLevel.ACCEPTED, ticket, Duration.ZERO));
      assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
      assertEquals(1, sink.events().size());
      assertThrows(
          IllegalArgumentException.class,
          () -> batcher.await(AckLevel.DELIVERED, Refusal.FULL.answer(), LONG));
    }
  }

  @Test
  void flushDoesNotWaitForTheRule() throws Exception {
    MemorySink sink = new MemorySink();
    try (Batcher batcher = Batcher.open(BY_SIZE, SinkFactory.shared(sink))) {
      long ticket = batcher.add(sent("a", 0));
      batcher.flush();
      assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    }
  }

  @Test
  void severalShardsAndProducersKeepEveryKeysOrder() throws Exception {
    MemorySink sink = new MemorySink();
    Batcher batcher = Batcher.open(Settings.DEFAULT.withShards(3), SinkFactory.shared(sink));
    List<Thread> producers = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      int producer = p;
      producers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      batcher.add(sent("producer-" + producer + "-key-" + i % 7, i));
                    }
                  }));
    }
    for (Thread producer : producers) {
      producer.join();
    }
    Statistics end = batcher.close(LONG);
    assertEquals(20_000, end.delivered());
    Map<Object, Integer> last = new HashMap<>();
    Map<Object, Integer> shardOf = new HashMap<>();
    for (MemorySink.Batch batch : sink.batches()) {
      assertEquals(batch.shard(), shardOf.computeIfAbsent(batch.key(), key -> batch.shard()));
      for (Event event : batch.events()) {
        Integer before = last.put(batch.key(), event.piece());
        assertTrue(before == null || before < event.piece());
      }
    }
    assertEquals(28, last.size());
    assertTrue(new HashSet<>(shardOf.values()).size() > 1, "one shard got everything");
  }

  /// The whole way from `add` to a sink that reads every event, in both threads, in steady state:
  /// how soon the compilers are through with it is the machine's matter.
  @Test
  void noByteIsAllocatedForAnEvent() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    CountingSink sink = new CountingSink();
    AtomicReference<Thread> shard = new AtomicReference<>();
    Sink watched =
        frame -> {
          shard.setPlain(Thread.currentThread());
          sink.deliver(frame);
        };
    Batcher batcher = Batcher.open(BY_SIZE, SinkFactory.shared(watched));
    long[][] events = new long[10][];
    for (int key = 0; key < 10; key++) {
      events[key] = sent("key-" + key, key).toWords();
    }
    add(batcher, events, 1_000_000);
    long bytes = Long.MAX_VALUE;
    int rounds = 1;
    // One object a batch would already be 320,000; what remains is the sink's summary of a frame.
    for (; bytes >= 100_000 && rounds < 20; rounds++) {
      long before = allocated(threads, shard.get());
      add(batcher, events, 1_000_000);
      bytes = allocated(threads, shard.get()) - before;
    }
    assertEquals(1_000_000L * rounds, sink.sum().events());
    batcher.close(LONG);
    assertTrue(bytes < 100_000, bytes + " bytes for 1,000,000 events");
  }

  private static void add(Batcher batcher, long[][] events, int count) throws Exception {
    long ticket = 0;
    for (int i = 0; i < count; i++) {
      ticket = batcher.add(events[i % events.length], 0);
    }
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
  }

  private static long allocated(ThreadMXBean threads, Thread shard) {
    return threads.getThreadAllocatedBytes(Thread.currentThread().threadId())
        + threads.getThreadAllocatedBytes(shard.threadId());
  }
}
