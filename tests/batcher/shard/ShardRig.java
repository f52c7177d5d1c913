package batcher.shard;

import batcher.event.Event;
import batcher.frame.Frame;
import batcher.frame.FrameWriter;
import batcher.rule.Mode;
import batcher.sink.BreakerOptions;
import batcher.sink.InlineOutlet;
import batcher.sink.MemorySink;
import batcher.sink.MemorySink.Batch;
import batcher.sink.Progress;
import batcher.sink.RetryingDelivery;
import batcher.sink.Sink;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A shard whose clock and turns belong to the test.
public final class ShardRig {
  static final long MS = 1_000_000;

  public final MemorySink memory = new MemorySink();
  public final Progress progress = new Progress();
  public final EventRing ring;
  public final Shard shard;
  private final RetryingDelivery delivery;
  private final InlineOutlet outlet;

  /// Starts near the overflow of `nanoTime`, which is allowed to happen.
  private long nowNs = Long.MAX_VALUE - 100 * MS;

  public ShardRig(Mode mode) {
    this(mode, 1 << 12, 1 << 12, UnaryOperator.identity());
  }

  /// One whose sink does as told before it passes a frame on to the memory sink.
  public ShardRig(Mode mode, Before before) {
    this(mode, 1 << 12, 1 << 12, memory -> before(memory, before));
  }

  /// @param sink what stands before the memory sink
  public ShardRig(Mode mode, int ringEvents, int storeEvents, UnaryOperator<Sink> sink) {
    ring = new EventRing(ringEvents);
    delivery = new RetryingDelivery(sink.apply(memory), BreakerOptions.DEFAULT, () -> nowNs);
    outlet = new InlineOutlet(delivery, progress);
    shard =
        new Shard(
            new ShardOptions(0, 1, storeEvents, mode.sizeEventsMax(), 10_000 * MS),
            ring,
            null,
            mode.rule(nowNs),
            new KeyHash(new Random(1)),
            outlet,
            new FrameWriter(Arena.ofAuto(), 1 << 20));
  }

  public long add(Event event) {
    return ring.tryAdd(event.toWords(), 0, 1);
  }

  /// Lets time pass and turns once.
  public ShardRig after(double ms) {
    nowNs += (long) (ms * MS);
    shard.turn(nowNs);
    return this;
  }

  /// Turns until nothing more happens at this moment.
  public ShardRig settle() {
    while (shard.turn(nowNs) > 0) {}
    return this;
  }

  public long nowNs() {
    return nowNs;
  }

  public RetryingDelivery delivery() {
    return delivery;
  }

  public List<Batch> batches() {
    return memory.batches();
  }

  public List<Integer> sizes() {
    return batches().stream().map(batch -> batch.events().size()).toList();
  }

  /// Events accepted and not delivered, counted where they are.
  public long pending() {
    return ring.depth() + shard.held() + outlet.inFlight();
  }

  /// A sink that does as told before it passes a frame on.
  public interface Before {
    void deliver(Frame frame) throws Exception;
  }

  public static Sink before(Sink sink, Before before) {
    return frame -> {
      before.deliver(frame);
      sink.deliver(frame);
    };
  }
}
