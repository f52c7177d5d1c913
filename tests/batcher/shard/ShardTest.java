package batcher.shard;

import static batcher.Payments.received;
import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.frame.BatchMetrics;
import batcher.frame.Cause;
import batcher.rule.Mode;
import batcher.sink.AckLevel;
import batcher.sink.MemorySink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final Mode DOCUMENT = Mode.Document.DEFAULT;
  private static final Mode ADAPTIVE = Mode.Adaptive.DEFAULT;

  @Test
  void fiftiethEventClosesTheBatchAtOnce() {
    ShardRig rig = new ShardRig(DOCUMENT);
    IntStream.range(0, 49).forEach(i -> rig.add(sent("a", i)));
    assertEquals(List.of(), rig.settle().sizes());
    rig.add(sent("a", 49));
    assertEquals(List.of(50), rig.settle().sizes());
    assertEquals(Cause.SIZE, rig.batches().getFirst().cause());
  }

  @Test
  void partialBatchGoesExactly250MillisecondsAfterItsFirstEvent() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("a", 0));
    rig.settle().after(100);
    rig.add(sent("a", 1));
    rig.after(149.999);
    assertEquals(List.of(), rig.sizes());
    rig.after(0.001);
    assertEquals(List.of(2), rig.sizes());
    assertEquals(Cause.TIME, rig.batches().getFirst().cause());
  }

  @Test
  void timeRunsFromTheFirstEventAfterAFullBatch() {
    ShardRig rig = new ShardRig(DOCUMENT);
    IntStream.range(0, 50).forEach(i -> rig.add(sent("a", i)));
    rig.settle().after(100);
    rig.add(sent("a", 50));
    rig.settle().after(249);
    assertEquals(List.of(50), rig.sizes());
    rig.after(1);
    assertEquals(List.of(50, 1), rig.sizes());
  }

  @Test
  void theThreadIsToldWhenTheNextBatchIsDue() {
    ShardRig rig = new ShardRig(DOCUMENT);
    assertEquals(Long.MAX_VALUE, rig.settle().shard.wakeAtNs(rig.nowNs()));
    rig.add(sent("a", 0));
    rig.settle().after(20);
    rig.add(sent("b", 0));
    rig.settle();
    assertEquals(230 * ShardRig.MS, rig.shard.wakeAtNs(rig.nowNs()) - rig.nowNs());
  }

  @Test
  void directionsAndTorrentsAreBatchedApart() {
    ShardRig rig = new ShardRig(DOCUMENT);
    for (int i = 0; i < 50; i++) {
      rig.add(sent("a", i));
      rig.add(received("a", i));
      rig.add(sent("b", i));
    }
    rig.settle();
    assertEquals(List.of(50, 50, 50), rig.sizes());
    for (MemorySink.Batch batch : rig.batches()) {
      assertTrue(batch.events().stream().allMatch(event -> event.key().equals(batch.key())));
      assertEquals(
          IntStream.range(0, 50).boxed().toList(),
          batch.events().stream().map(Event::piece).toList());
    }
  }

  @Test
  void acceptedEventsAreNumberedFromOneInTheOrderOfAcceptance() {
    ShardRig rig = new ShardRig(DOCUMENT);
    assertEquals(1, rig.add(sent("a", 0)));
    assertEquals(2, rig.add(sent("b", 0)));
    assertEquals(3, rig.add(sent("a", 1)));
    rig.settle().after(250);
    assertEquals(List.of(1L, 3L, 2L), rig.memory.events().stream().map(Event::sequence).toList());
  }

  @Test
  void metricsAreTheOriginalsSeven() {
    ShardRig rig = new ShardRig(DOCUMENT);
    for (int i = 0; i < 50; i++) {
      rig.add(sent("a", i % 25)); // five pieces... of 25, each twice; peers 0, 1 and 2
    }
    rig.settle();
    assertEquals(
        new BatchMetrics(50, 850, 17.0, 24, 3, 25, 50 / 0.024), rig.batches().getFirst().metrics());
  }

  @Test
  void throughputOfASingleInstantIsTheCountAsInTheOriginal() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("a", 7));
    rig.settle().after(250);
    assertEquals(new BatchMetrics(1, 17, 17.0, 0, 1, 1, 1.0), rig.batches().getFirst().metrics());
  }

  @Test
  void clockOfThePayerSteppingBackChangesNothing() {
    ShardRig rig = new ShardRig(DOCUMENT);
    for (int i = 0; i < 3; i++) {
      Event e = sent("a", i);
      long[] words = e.toWords();
      words[EventLayout.TIME] = 1_700_000_000_000L - 3_600_000L * i;
      rig.ring.tryAdd(words, 0, 1);
      rig.settle().after(50);
    }
    rig.after(99);
    assertEquals(List.of(), rig.sizes());
    rig.after(1);
    assertEquals(List.of(0, 1, 2), rig.memory.events().stream().map(Event::piece).toList());
    assertEquals(7_200_000, rig.batches().getFirst().metrics().timespan());
  }

  /// `nanoTime` does not step back on any machine that keeps its promise. Where one does, a batch
  /// goes when the clock is where it should go, neither earlier nor never.
  @Test
  void theBatchersOwnClockSteppingBackOnlyDelays() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("a", 0));
    rig.settle().after(100).after(-1_000);
    rig.add(sent("a", 1));
    rig.settle().after(1_000 + 149);
    assertEquals(List.of(), rig.sizes());
    rig.after(1);
    assertEquals(List.of(0, 1), rig.memory.events().stream().map(Event::piece).toList());
    assertEquals(0, rig.pending());
  }

  @Test
  void adaptiveGivesALoneEventToTheIdleSinkAtOnce() {
    ShardRig rig = new ShardRig(ADAPTIVE);
    rig.add(sent("a", 0));
    rig.settle();
    assertEquals(List.of(1), rig.sizes());
    assertEquals(Cause.IDLE, rig.batches().getFirst().cause());
  }

  @Test
  void adaptiveWaitsWhileTheKeyFillsWithinItsBudget() {
    ShardRig rig = new ShardRig(ADAPTIVE);
    int i = 0;
    for (int step = 0; step < 1_000; step++) { // 100 events a millisecond for 100 ms
      for (int j = 0; j < 10; j++) {
        rig.add(sent("a", i++));
      }
      rig.after(0.1);
    }
    List<Integer> late = rig.sizes().subList(rig.sizes().size() / 2, rig.sizes().size());
    assertTrue(late.stream().allMatch(size -> size == 50), late.toString());
  }

  @Test
  void adaptiveNeverWaitsBeyondItsBudgetForAKeyThatStopped() {
    ShardRig rig = new ShardRig(ADAPTIVE);
    int i = 0;
    for (int step = 0; step < 1_000; step++) {
      for (int j = 0; j < 10; j++) {
        rig.add(sent("a", i++));
      }
      rig.after(0.1);
    }
    rig.add(sent("a", i++));
    rig.settle();
    assertTrue(rig.shard.wakeAtNs(rig.nowNs()) - rig.nowNs() <= ShardRig.MS);
    rig.after(1);
    assertEquals(i, rig.memory.events().size());
  }

  @Test
  void adaptiveNeverExceedsFiftyEventsThoughTheSinkIsBusy() {
    boolean[] busy = {true};
    ShardRig rig =
        new ShardRig(
            ADAPTIVE,
            frame -> {
              if (busy[0]) {
                throw new IOException("busy");
              }
            });
    for (int i = 0; i < 230; i++) {
      rig.add(sent("a", i));
      rig.after(0.01);
    }
    busy[0] = false;
    for (int i = 0; i < 100; i++) {
      rig.after(100);
    }
    List<Integer> sizes = rig.memory.batches().stream().map(b -> b.events().size()).toList();
    assertEquals(List.of(1, 50, 50, 50, 50, 29), sizes);
  }

  @Test
  void originalOptimizedBeginsAt55EventsAnd275Milliseconds() {
    ShardRig rig = new ShardRig(Mode.OriginalOptimized.DEFAULT);
    IntStream.range(0, 60).forEach(i -> rig.add(sent("a", i)));
    assertEquals(List.of(55), rig.settle().sizes());
    rig.after(274);
    assertEquals(List.of(55), rig.sizes());
    rig.after(1);
    assertEquals(List.of(55, 5), rig.sizes());
  }

  /// A shard that is about to sleep looks for work once more after everybody can see that it
  /// sleeps; a flush that came a moment before would otherwise wait for the batch's time.
  @Test
  void flushIsWorkUntilItIsDone() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("a", 0));
    rig.after(0);
    assertEquals(false, rig.shard.hasWork());
    rig.shard.flush();
    assertTrue(rig.shard.hasWork());
    rig.after(0);
    assertEquals(false, rig.shard.hasWork());
    assertTrue(rig.shard.isEmpty());
    rig.shard.flush();
    assertEquals(false, rig.shard.hasWork());
  }

  @Test
  void flushClosesWhatWasAcceptedBeforeIt() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("a", 0));
    rig.add(sent("b", 0));
    rig.shard.flush();
    rig.settle();
    assertEquals(List.of(1, 1), rig.sizes());
    assertEquals(Cause.ASKED, rig.batches().getFirst().cause());
  }

  @Test
  void fullStoreLetsTheOldestBatchesGoEarlyAndLosesNothing() {
    ShardRig rig = new ShardRig(DOCUMENT, 256, 64, UnaryOperator.identity());
    for (int i = 0; i < 200; i++) {
      rig.add(sent("key-" + i, 0));
      rig.settle();
    }
    assertTrue(rig.shard.counts().closed(Cause.ROOM) > 0);
    assertEquals(200, rig.memory.events().size() + rig.pending());
    List<Long> early = rig.memory.events().stream().map(Event::sequence).toList();
    assertEquals(early.stream().sorted().toList(), early, "the oldest first");
    rig.after(250);
    assertEquals(200, rig.memory.events().size());
  }

  @Test
  void idleKeysAreForgottenAndBatchingDoesNotNotice() {
    ShardRig rig = new ShardRig(DOCUMENT);
    for (int i = 0; i < 100; i++) {
      rig.add(sent("key-" + i, 0));
    }
    rig.settle().after(250);
    assertEquals(100, rig.shard.counts().keys());
    rig.add(sent("key-7", 1));
    rig.after(9_999);
    assertEquals(100, rig.shard.counts().keys());
    rig.after(1.1).after(0);
    rig.settle();
    assertEquals(1, rig.shard.counts().keys());
    rig.add(sent("key-3", 1));
    rig.settle().after(250);
    assertEquals(102, rig.memory.events().size());
  }

  @Test
  void keyWithAnOpenBatchIsNeverForgotten() {
    ShardRig rig = new ShardRig(new Mode.Document(50, Duration.ofSeconds(60)));
    rig.add(sent("a", 0));
    rig.settle().after(59_999);
    rig.add(sent("a", 1));
    rig.after(1);
    assertEquals(List.of(2), rig.sizes());
  }

  @Test
  void sinkThatThrowsGetsTheSameFrameAgainUntilItTakesIt() {
    int[] attempts = {0};
    ShardRig rig =
        new ShardRig(
            DOCUMENT,
            frame -> {
              if (++attempts[0] <= 3) {
                throw new IOException("sink is down");
              }
            });
    for (int i = 0; i < 100; i++) {
      rig.add(sent("a", i));
    }
    rig.settle();
    assertEquals(100, rig.pending());
    assertEquals("sink: java.io.IOException: sink is down", rig.delivery().lastFailure());
    for (int i = 0; i < 10; i++) {
      rig.after(50);
    }
    assertEquals(4, attempts[0]);
    assertEquals(3, rig.delivery().failures());
    assertEquals(0, rig.pending());
    assertEquals(
        IntStream.range(0, 100).boxed().toList(),
        rig.memory.events().stream().map(Event::piece).toList());
  }

  @Test
  void sinkThatWritesHalfAndThrowsGetsNoBatchTwiceIfItKeepsCount() {
    MemorySink memory = new MemorySink();
    int[] attempts = {0};
    ShardRig rig =
        new ShardRig(
            DOCUMENT,
            1 << 12,
            1 << 12,
            _ ->
                ShardRig.before(
                    memory,
                    frame -> {
                      if (++attempts[0] == 1) {
                        memory.deliver(firstHalf(frame));
                        throw new IOException("connection reset in the middle");
                      }
                    }));
    for (int i = 0; i < 200; i++) {
      rig.add(sent("a", i));
    }
    rig.settle();
    assertEquals(2, memory.batches().size());
    rig.after(50);
    assertEquals(4, memory.batches().size());
    assertEquals(
        IntStream.range(0, 200).boxed().toList(),
        memory.events().stream().map(Event::piece).toList());
  }

  @Test
  void breakerStopsTheAttemptsForAWhileAndThenTriesOnce() {
    int[] attempts = {0};
    ShardRig rig =
        new ShardRig(
            DOCUMENT,
            frame -> {
              attempts[0]++;
              throw new IOException("down");
            });
    IntStream.range(0, 50).forEach(i -> rig.add(sent("a", i)));
    for (int i = 0; i < 8; i++) {
      rig.after(200);
    }
    assertEquals(8, attempts[0]);
    assertTrue(rig.delivery().isOpen());
    rig.after(500).after(450);
    assertEquals(8, attempts[0]);
    rig.after(100);
    assertEquals(9, attempts[0]);
    assertTrue(rig.delivery().isOpen());
    assertEquals(50, rig.pending());
  }

  @Test
  void eventAddedByTheSinkDuringDeliveryIsBatchedLikeAnyOther() {
    List<Long> answers = new ArrayList<>();
    ShardRig[] rig = {null};
    rig[0] = new ShardRig(DOCUMENT, frame -> answers.add(rig[0].add(sent("a", 1_000))));
    for (int i = 0; i < 50; i++) {
      rig[0].add(sent("a", i));
    }
    rig[0].settle();
    assertEquals(List.of(51L), answers);
    rig[0].after(250);
    assertEquals(51, rig[0].memory.events().size());
    assertEquals(1_000, rig[0].memory.events().getLast().piece());
  }

  @Test
  void deliveredMeansEverythingUpToThatSequence() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("slow", 0)); // 1, due in 250 ms
    for (int i = 0; i < 50; i++) {
      rig.add(sent("a", i)); // 2 to 51, full
    }
    rig.settle();
    assertEquals(50, rig.progress.deliveredEvents());
    assertEquals(0, rig.progress.reached(AckLevel.DELIVERED));
    rig.after(250);
    assertEquals(51, rig.progress.reached(AckLevel.DELIVERED));
  }

  @Test
  void aMillionDistinctKeysPassThroughBoundedMemory() {
    ShardRig rig = new ShardRig(DOCUMENT, 1 << 12, 1 << 12, _ -> countingSink());
    long[] words = sent("a", 0).toWords();
    for (int i = 0; i < 1_000_000; i++) {
      words[EventLayout.TORRENT] = i;
      while (rig.ring.tryAdd(words, 0, 1) < 0) {
        rig.after(0.01);
      }
    }
    rig.settle().after(250);
    assertEquals(0, rig.pending());
    assertEquals(1_000_000, rig.progress.deliveredEvents());
    while (rig.shard.counts().keys() > 0) {
      rig.after(10_001);
    }
    rig.add(sent("a", 0));
    assertEquals(1, rig.settle().shard.counts().keys());
  }

  /// As fast as a busy shard takes them, for a minute; a key's time is ten seconds.
  @Test
  void keysThatNeverComeBackAreForgottenAsFastAsTheyCome() {
    ShardRig rig = new ShardRig(DOCUMENT, 1 << 12, 1 << 12, _ -> countingSink());
    long[] words = sent("a", 0).toWords();
    long largest = 0;
    for (int i = 1; i <= 600_000; i++) {
      words[EventLayout.TORRENT] = i;
      assertTrue(rig.ring.tryAdd(words, 0, 1) > 0);
      if (i % 1_000 == 0) {
        rig.after(100);
        largest = Math.max(largest, rig.shard.counts().keys());
      }
    }
    assertTrue(largest < 110_000, largest + " keys at once");
  }

  @Test
  void oneHotKeyDoesNotDelayTheOthersBeyondTheirTime() {
    ShardRig rig = new ShardRig(DOCUMENT);
    rig.add(sent("cold", 0));
    rig.settle();
    for (int ms = 0; ms < 250; ms++) {
      for (int i = 0; i < 100; i++) {
        rig.add(sent("hot", ms * 100 + i));
      }
      rig.after(1);
    }
    rig.settle();
    assertTrue(
        rig.batches().stream().anyMatch(batch -> batch.cause() == Cause.TIME), "cold has gone");
    assertEquals(250 * 100 / 50 + 1, rig.batches().size());
  }

  private static batcher.sink.Sink countingSink() {
    return new batcher.sink.CountingSink();
  }

  private static batcher.frame.Frame firstHalf(batcher.frame.Frame frame) {
    byte[] bytes = frame.toBytes();
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(20, frame.batches() / 2);
    return new batcher.frame.Frame().wrap(java.lang.foreign.MemorySegment.ofArray(bytes));
  }
}
