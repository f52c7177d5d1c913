package batcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.BatchKey;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.rule.Mode;
import batcher.rule.Mode.OriginalOptimized;
import batcher.shard.ShardRig;
import batcher.sink.MemorySink;
import batcher.sink.MemorySink.Batch;
import batcher.sink.SinkFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The promises of the original's three test suites (12, 10 and 8 tests), restated. Time is the
/// rig's: where the original slept, the clock moves, and nothing depends on the machine.
///
/// Where the original's own demand cannot be met, by arithmetic and not for want of speed, the name
/// begins with `unpassable`, and the test shows the arithmetic beside the part that can be kept.
class ConformanceTest {
  static final Mode DOCUMENT = Mode.Document.DEFAULT;

  /// As the tests of the original's second suite configure it.
  static final Mode OPTIMIZED = OriginalOptimized.DEFAULT.withTuningMs(1_000);

  static Event event(String torrent, Direction direction, int index) {
    return Payments.event(torrent, direction, "peer-" + index / 10, index);
  }

  static Direction alternate(int index) {
    return index % 2 == 0 ? Direction.SENT : Direction.RECEIVED;
  }

  static void add(ShardRig rig, Event event) {
    assertTrue(rig.add(event) > 0, "the ring is larger than any of these tests");
  }

  static void addSent(ShardRig rig, int from, int to) {
    IntStream.range(from, to).forEach(i -> add(rig, event("torrent", Direction.SENT, i)));
    rig.settle();
  }

  static Map<BatchKey, List<Integer>> piecesByKey(List<Batch> batches) {
    Map<BatchKey, List<Integer>> pieces = new HashMap<>();
    for (Batch batch : batches) {
      for (Event event : batch.events()) {
        pieces.computeIfAbsent(batch.key(), key -> new ArrayList<>()).add(event.piece());
      }
    }
    return pieces;
  }

  static long satoshis(List<Batch> batches) {
    return batches.stream().mapToLong(batch -> batch.metrics().totalAmount()).sum();
  }

  @Nested
  class PaymentBatching {
    private final ShardRig rig = new ShardRig(DOCUMENT);

    @Test
    void exactlyFiftyEventsMakeOneBatch() {
      addSent(rig, 0, 50);
      assertEquals(List.of(50), rig.sizes());
    }

    @Test
    void severalFullBatchesComeOneAfterAnother() {
      addSent(rig, 0, 125);
      assertEquals(List.of(50, 50), rig.sizes());
      rig.after(250);
      assertEquals(List.of(50, 50, 25), rig.sizes());
    }

    @Test
    void partialBatchGoesAfter250Milliseconds() {
      addSent(rig, 0, 10);
      rig.after(249);
      assertEquals(List.of(), rig.sizes());
      rig.after(1);
      assertEquals(List.of(10), rig.sizes());
    }

    @Test
    void fullBatchStartsTheTimeAnew() {
      addSent(rig, 0, 50);
      rig.after(50);
      addSent(rig, 50, 60);
      rig.after(249);
      assertEquals(List.of(50), rig.sizes());
      rig.after(1);
      assertEquals(List.of(50, 10), rig.sizes());
    }

    @Test
    void thousandEventsASecondAreAllDelivered() {
      for (int i = 0; i < 1_000; i++) {
        add(rig, event("torrent-" + i / 100, alternate(i), i));
        rig.after(1);
      }
      rig.after(250);
      assertEquals(1_000, rig.memory.events().size());
    }

    @Test
    void orderIsKeptWithinBatches() {
      for (int i = 0; i < 75; i++) {
        add(rig, event("torrent", alternate(i), i));
      }
      rig.settle().after(250);
      for (List<Integer> pieces : piecesByKey(rig.batches()).values()) {
        assertEquals(pieces.stream().sorted().toList(), pieces);
      }
    }

    @Test
    void continuousEventsLeaveNothingBehind() {
      for (int wave = 0; wave < 10; wave++) {
        for (int i = 0; i < 100; i++) {
          add(rig, event("torrent-" + wave, alternate(i), wave * 100 + i));
        }
        rig.settle().after(50);
      }
      rig.after(500);
      assertEquals(1_000, rig.memory.events().size());
      assertEquals(0, rig.pending(), "the original compares heap sizes without a collection");
      rig.after(10_000).settle();
      assertEquals(0, rig.shard.counts().keys(), "and keeps every key it has ever seen");
    }

    @Test
    void burstAndSilenceLoseNothing() {
      for (int i = 0; i < 200; i++) {
        add(rig, event("torrent-" + i / 100, alternate(i), i));
      }
      rig.settle().after(500);
      assertEquals(200, rig.memory.events().size());
      assertEquals(4, rig.batches().size());
    }

    @Test
    void sameEventFiveTimesIsFiveEvents() {
      for (int i = 0; i < 5; i++) {
        add(rig, event("torrent", Direction.RECEIVED, 1));
      }
      rig.settle().after(250);
      assertEquals(List.of(5), rig.sizes());
    }

    @Test
    void amountsFromOneSatoshiToOneCoinPassUnchanged() {
      for (long amount : new long[] {1, 100_000_000, 17}) {
        long[] words = event("torrent", Direction.SENT, 1).toWords();
        words[EventLayout.SATOSHIS] = amount;
        rig.ring.tryAdd(words, 0, 1);
      }
      rig.settle().after(250);
      assertEquals(
          List.of(1L, 100_000_000L, 17L),
          rig.memory.events().stream().map(Event::satoshis).toList());
      assertEquals(100_000_018, satoshis(rig.batches()));
    }

    /// The original's test of this name sends a valid event.
    @Test
    void malformedEventIsRefusedAndTheNextOneIsNot() throws Exception {
      MemorySink sink = new MemorySink();
      Batcher batcher = Batcher.open(Settings.DEFAULT, SinkFactory.shared(sink));
      assertEquals(Refusal.VERSION, Refusal.of(batcher.add(new long[EventLayout.WORDS], 0)));
      batcher.add(event("torrent", Direction.SENT, 1));
      batcher.close();
      assertEquals(1, sink.events().size());
    }

    @Test
    void everyFieldReachesTheListener() {
      Event sent = event("torrent", Direction.RECEIVED, 1);
      add(rig, sent);
      rig.settle().after(250);
      assertEquals(sent.withSequence(1), rig.memory.events().getFirst());
    }
  }

  @Nested
  class OptimizedBatcher {
    private final ShardRig rig = new ShardRig(OPTIMIZED);

    /// 500 events, a pause of 10 ms after every fiftieth. The original demands an average of at
    /// most 96 ms and its rule of 55 events and 275 ms can never give it: it averages the last 50
    /// samples, which are the leftovers of both directions (250 = 4 x 55 + 30), and those have
    /// waited for the timer.
    ///
    /// With pauses of exactly 10 ms the 50 are 45 x 265 and 5 x 275 ms, whose mean is the
    /// document's 266 ms. The mean over all 500 events is 41.8 ms.
    @Test
    void unpassableTheDocuments266MillisecondsAreTheLastFiftyOfFiveHundredWaits() {
      long[] addedNs = new long[500];
      List<Long> waits = new ArrayList<>();
      ShardRig[] self = {null};
      self[0] =
          new ShardRig(
              OPTIMIZED,
              frame ->
                  frame.forEach(
                      batch -> {
                        for (int i = 0; i < batch.count(); i++) {
                          long added = addedNs[batch.event(i).piece()];
                          waits.add((self[0].nowNs() - added) / 1_000_000);
                        }
                      }));
      for (int i = 0; i < 500; i++) {
        addedNs[i] = self[0].nowNs();
        add(self[0], event("torrent", alternate(i), i));
        self[0].settle();
        if (i % 50 == 0) {
          self[0].after(10);
        }
      }
      for (int ms = 0; ms < 500; ms++) {
        self[0].after(1);
      }
      assertEquals(500, waits.size());
      assertEquals(266.0, mean(waits.subList(450, 500)));
      assertEquals(41.8, mean(waits), 0.05);
    }

    /// The original also demands that the rate rise from its first value, which is 0 events in
    /// 0 seconds: not a number, and nothing is greater than that.
    @Test
    void unpassableNothingExceedsARateOfZeroByZero() {
      assertFalse(1e9 > 0.0 / 0.0);
      IntStream.range(0, 2_000).forEach(i -> add(rig, event("torrent", alternate(i), i)));
      rig.settle();
      for (int ms = 0; ms < 3_000; ms += 10) {
        rig.after(10);
      }
      assertEquals(2_000, rig.memory.events().size());
    }

    /// 3,000 events, then 4 seconds of sleep, divided: at most 750 per second, and 1,000 demanded.
    @Test
    void unpassableThreeThousandEventsInFourSecondsAreNeverAThousandASecond() {
      assertTrue(3_000 / 4.0 < 1_000);
      IntStream.range(0, 3_000).forEach(i -> add(rig, event("torrent", alternate(i), i)));
      rig.settle().after(275);
      assertEquals(3_000, rig.memory.events().size());
    }

    @Test
    void tenTorrentsAreKeptApart() {
      for (int i = 0; i < 200; i++) {
        for (int torrent = 0; torrent < 10; torrent++) {
          add(rig, event("torrent-" + torrent, alternate(i), i));
        }
        rig.settle();
        if (i % 25 == 0) {
          rig.after(5);
        }
      }
      rig.after(500);
      Map<BatchKey, List<Integer>> pieces = piecesByKey(rig.batches());
      assertEquals(20, pieces.size());
      assertTrue(pieces.values().stream().allMatch(list -> list.size() == 100));
    }

    @Test
    void sustainedLoadLeavesNothingBehind() {
      for (int wave = 0; wave < 10; wave++) {
        for (int i = 0; i < 300; i++) {
          add(rig, event("torrent", alternate(i), i));
        }
        rig.settle().after(100);
      }
      rig.after(500);
      assertEquals(3_000, rig.memory.events().size());
      assertEquals(0, rig.pending());
    }

    @Test
    void closeDeliversTheRestAndLaterEventsDoNoHarm() throws Exception {
      MemorySink sink = new MemorySink();
      Batcher batcher =
          Batcher.open(Settings.DEFAULT.withMode(OPTIMIZED), SinkFactory.shared(sink));
      IntStream.range(0, 100).forEach(i -> batcher.add(event("torrent", alternate(i), i)));
      batcher.close();
      assertEquals(100, sink.events().size());
      assertEquals(Refusal.CLOSED, Refusal.of(batcher.add(event("torrent", Direction.SENT, 999))));
    }

    @Test
    void batchesAdaptToTheLoad() {
      for (int i = 0; i < 50; i++) {
        add(rig, event("torrent", alternate(i), i));
        rig.after(21);
      }
      rig.after(600);
      int small = largest(rig);
      IntStream.range(0, 3_000).forEach(i -> add(rig, event("torrent", Direction.SENT, i)));
      rig.settle().after(2_000).settle();
      assertTrue(largest(rig) > small, small + " and " + rig.sizes());
    }

    @Test
    void trendsComeFromTheBatchesThemselves() {
      for (int i = 0; i < 500; i++) {
        add(rig, event("torrent", alternate(i), i));
      }
      rig.settle().after(500);
      assertTrue(rig.batches().stream().allMatch(batch -> batch.metrics().throughput() > 0));
    }

    /// 3,200 chunks at 80 per second are 40 s plus 2: past the suite's limit of 30 s, which is why
    /// the original's run of this one stops before its end. Here the clock is ours.
    @Test
    void unpassableInThirtySecondsFiftyMegabytesAtEightyChunksASecond() {
      int chunks = 50 * 1024 * 1024 / Event.CHUNK_BYTES;
      assertEquals(3_200, chunks);
      assertTrue(chunks / 80.0 > 30);
      for (int i = 0; i < chunks; i++) {
        add(rig, event("download", Direction.SENT, i));
        rig.after(12.5);
      }
      rig.after(500);
      assertEquals(IntStream.range(0, chunks).boxed().toList(), onlyPieces(rig));
    }

    @Test
    void seedingToFifteenLeechersEarnsSeventeenSatoshisAChunk() {
      for (int chunk = 0; chunk < 150; chunk++) {
        for (int leecher = 0; leecher < 15; leecher++) {
          add(rig, Payments.event("seed", Direction.RECEIVED, "leecher-" + leecher, chunk));
        }
        rig.settle();
        if (chunk % 20 == 0) {
          rig.after(25);
        }
      }
      rig.after(500);
      assertEquals(15 * 150, rig.memory.events().size());
      assertEquals(15 * 150 * 17, satoshis(rig.batches()));
    }

    private static int largest(ShardRig rig) {
      return rig.sizes().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
  }

  @Nested
  class MicropaymentScenarios {
    private final ShardRig rig = new ShardRig(DOCUMENT);

    /// 100 MB at 64 chunks per second take 100 s, past the original's limits of 30 and 60 s.
    @Test
    void hundredMegabytesAreExactly6400PaymentsOf108800Satoshis() {
      int chunks = 100 * 1024 * 1024 / Event.CHUNK_BYTES;
      for (int i = 0; i < chunks; i++) {
        add(rig, event("large-file", Direction.SENT, i));
        rig.after(1_000.0 / 64);
      }
      rig.after(250);
      assertEquals(IntStream.range(0, 6_400).boxed().toList(), onlyPieces(rig));
      assertEquals(108_800, satoshis(rig.batches()));
    }

    @Test
    void fastDownloadPaysEveryChunkOnce() {
      addSent(rig, 0, 1_000);
      rig.after(250);
      Set<Object> transactions =
          rig.memory.events().stream().map(Event::transactionId).collect(Collectors.toSet());
      assertEquals(1_000, transactions.size());
      assertEquals(17_000, satoshis(rig.batches()));
      assertTrue(rig.sizes().stream().allMatch(size -> size == 50));
    }

    /// The document reports 6,185 events; 50, 25 and 10 MB are 3,200 + 1,600 + 640.
    @Test
    void threeDownloadsAtOnceAreExactly5440Payments() {
      int[] megabytes = {50, 25, 10};
      int[] chunks = IntStream.of(megabytes).map(mb -> mb * 1024 * 1024 / 16_384).toArray();
      for (int i = 0; i < 3_200; i++) {
        for (int file = 0; file < 3; file++) {
          if (i < chunks[file]) {
            add(rig, event("file-" + file, Direction.SENT, i));
          }
        }
        rig.after(2);
      }
      rig.after(250);
      assertEquals(5_440, rig.memory.events().size());
      assertEquals(
          Set.of(3_200, 1_600, 640),
          piecesByKey(rig.batches()).values().stream().map(List::size).collect(Collectors.toSet()));
    }

    @Test
    void paymentsAreSeparatedByTorrent() {
      for (int torrent = 0; torrent < 3; torrent++) {
        for (int i = 0; i < 50; i++) {
          add(rig, event("torrent-" + torrent, Direction.SENT, i));
        }
      }
      rig.settle();
      assertEquals(List.of(50, 50, 50), rig.sizes());
      assertEquals(3, new HashSet<>(rig.batches().stream().map(Batch::key).toList()).size());
    }

    /// The document says 19,379 events and 323,799 satoshis earned; 323,799 / 17 = 19,047.
    @Test
    void seedingToTwentyLeechersEarnsSeventeenTimesItsEvents() {
      Random random = new Random(20);
      int expected = 0;
      for (int leecher = 0; leecher < 20; leecher++) {
        int chunks = 500 + random.nextInt(1_000);
        expected += chunks;
        for (int i = 0; i < chunks; i++) {
          add(rig, Payments.event("popular", Direction.RECEIVED, "leecher-" + leecher, i));
          if (i % 20 == 0) {
            rig.after(2);
          }
        }
        rig.settle();
      }
      rig.after(250);
      assertEquals(expected, rig.memory.events().size());
      assertEquals(17L * expected, satoshis(rig.batches()));
      assertTrue(19_379 * 17 != 323_799 && 19_047 * 17 == 323_799);
    }

    /// Here, too, the original demands a rate above 0 by 0.
    @Test
    void fiveThousandEventsAtOnceAreAllDelivered() {
      for (int i = 0; i < 5_000; i++) {
        add(rig, event("torrent-" + i % 10, alternate(i), i));
        rig.settle();
      }
      rig.after(250);
      assertEquals(5_000, rig.memory.events().size());
    }

    /// The original can send at most 1,000 per second (its timer is clamped to 1 ms), so it never
    /// gets all of 7,500 out within its 7 s, and its own check of the count must fail.
    @Test
    void unpassableForTheOriginals7500EventsAt1500ASecond() {
      assertTrue(7 * 1_000 < 7_500);
      for (int i = 0; i < 7_500; i++) {
        add(rig, event("torrent-" + i % 20, alternate(i), i));
        rig.after(1_000.0 / 1_500);
      }
      rig.after(250);
      assertEquals(7_500, rig.memory.events().size());
    }

    @Test
    void twentyWavesOfFiveHundredLeaveNothingBehind() {
      for (int wave = 0; wave < 20; wave++) {
        for (int i = 0; i < 500; i++) {
          add(rig, event("torrent-" + i % 5, alternate(i), i));
        }
        rig.settle().after(50);
      }
      rig.after(250);
      assertEquals(10_000, rig.memory.events().size());
      assertEquals(0, rig.pending());
    }
  }

  static List<Integer> onlyPieces(ShardRig rig) {
    return rig.memory.events().stream().map(Event::piece).toList();
  }

  static double mean(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).average().orElseThrow();
  }
}
