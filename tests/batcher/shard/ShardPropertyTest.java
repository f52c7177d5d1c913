package batcher.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Payments;
import batcher.event.Event;
import batcher.rule.Mode;
import batcher.sink.MemorySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShardPropertyTest {
  private static final int KEYS = 6;

  /// This many events of one key, then some time; the sink may be up or down meanwhile.
  record Step(int key, int events, int thenMs, boolean sinkUp) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, KEYS - 1),
            Arbitraries.integers().between(0, 120),
            Arbitraries.integers().between(0, 300),
            Arbitraries.frequency(
                net.jqwik.api.Tuple.of(4, true), net.jqwik.api.Tuple.of(1, false)))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<Mode> modes() {
    return Arbitraries.of(
        Mode.Document.DEFAULT, Mode.Adaptive.DEFAULT, Mode.OriginalOptimized.DEFAULT);
  }

  /// The document's rule in the simplest words: lists by key, and two reasons to empty one.
  private static final class Model {
    final List<List<Integer>> batches = new ArrayList<>();
    private final Map<Integer, List<Integer>> open = new LinkedHashMap<>();
    private final Map<Integer, Long> firstMs = new LinkedHashMap<>();

    void add(int key, int piece, long nowMs) {
      open.computeIfAbsent(key, k -> new ArrayList<>()).add(piece);
      firstMs.putIfAbsent(key, nowMs);
      if (open.get(key).size() == 50) {
        flush(key);
      }
    }

    void expire(long nowMs) {
      List<Integer> due =
          firstMs.keySet().stream().filter(key -> nowMs - firstMs.get(key) >= 250).toList();
      due.forEach(this::flush);
    }

    private void flush(int key) {
      batches.add(open.remove(key));
      firstMs.remove(key);
    }
  }

  @Property(tries = 300)
  void documentModeBatchesExactlyAsTheSimplestModel(@ForAll("steps") List<Step> steps) {
    ShardRig rig = new ShardRig(Mode.Document.DEFAULT);
    Model model = new Model();
    long nowMs = 0;
    int piece = 0;
    for (Step step : steps) {
      for (int i = 0; i < step.events; i++) {
        rig.add(Payments.sent("key-" + step.key, piece));
        model.add(step.key, piece++, nowMs);
      }
      rig.settle();
      for (int part = 0; part < 3; part++) {
        int ms = step.thenMs / 3;
        rig.after(ms).settle();
        nowMs += ms;
        model.expire(nowMs);
      }
    }
    List<List<Integer>> batches =
        rig.batches().stream()
            .map(batch -> batch.events().stream().map(Event::piece).toList())
            .toList();
    assertEquals(model.batches, batches);
  }

  @Property(tries = 300)
  void nothingIsLostDoubledOrReorderedWhateverTheSinkDoes(
      @ForAll("modes") Mode mode, @ForAll("steps") List<Step> steps) {
    boolean[] up = {true};
    MemorySink memory = new MemorySink();
    ShardRig rig =
        new ShardRig(
            mode,
            512,
            256,
            _ ->
                ShardRig.before(
                    memory,
                    frame -> {
                      if (!up[0]) {
                        throw new IOException("down");
                      }
                    }));
    Map<Integer, List<Integer>> accepted = new LinkedHashMap<>();
    int piece = 0;
    long count = 0;
    for (Step step : steps) {
      up[0] = step.sinkUp;
      for (int i = 0; i < step.events; i++) {
        if (rig.add(Payments.sent("key-" + step.key, piece)) > 0) {
          accepted.computeIfAbsent(step.key, key -> new ArrayList<>()).add(piece);
          assertEquals(++count, rig.ring.accepted());
        }
        piece++;
      }
      rig.settle().after(step.thenMs);
      assertEquals(rig.ring.accepted(), rig.progress.deliveredEvents() + rig.pending());
    }
    up[0] = true;
    rig.shard.flush();
    for (int i = 0; i < 50; i++) {
      rig.after(300);
    }
    assertEquals(0, rig.pending());
    Map<Integer, List<Integer>> delivered = new LinkedHashMap<>();
    for (MemorySink.Batch batch : memory.batches()) {
      assertTrue(batch.events().size() <= mode.sizeEventsMax());
      for (Event event : batch.events()) {
        int key = keyOf(event);
        delivered.computeIfAbsent(key, k -> new ArrayList<>()).add(event.piece());
      }
    }
    assertEquals(accepted, sorted(accepted, delivered));
  }

  private static int keyOf(Event event) {
    for (int key = 0; key < KEYS; key++) {
      if (event.torrent().equals(Payments.sent("key-" + key, 0).torrent())) {
        return key;
      }
    }
    throw new AssertionError("no key has torrent " + event.torrent());
  }

  /// Delivered with its keys in the order of the other map, and no key left out.
  private static Map<Integer, List<Integer>> sorted(
      Map<Integer, List<Integer>> order, Map<Integer, List<Integer>> delivered) {
    Map<Integer, List<Integer>> result = new LinkedHashMap<>();
    order.keySet().forEach(key -> result.put(key, delivered.remove(key)));
    result.putAll(delivered);
    return result;
  }
}
