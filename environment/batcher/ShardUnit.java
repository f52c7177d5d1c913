package batcher;

import batcher.durability.FrameJournal;
import batcher.event.Refusal;
import batcher.frame.Cause;
import batcher.frame.Frame;
import batcher.frame.FrameWriter;
import batcher.rule.FlushRule;
import batcher.shard.EventRing;
import batcher.shard.KeyHash;
import batcher.shard.Shard;
import batcher.shard.ShardCounts;
import batcher.shard.ShardOptions;
import batcher.shard.ShardThread;
import batcher.sink.AckLevel;
import batcher.sink.Courier;
import batcher.sink.InlineOutlet;
import batcher.sink.LaneOutlet;
import batcher.sink.Outlet;
import batcher.sink.Progress;
import batcher.sink.Sink;
import batcher.thread.Wakeup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// One shard with all that belongs to it, and its producers' side.
final class ShardUnit {
  private static final int SPINS = 32;
  private static final int YIELDS = 64;
  private static final long PAUSE_NS = 50_000;
  private static final long LEAVE_NS = 1_000_000_000;

  private final EventRing ring;
  private final Wakeup wakeup = new Wakeup();
  private final Progress progress;
  private final Courier courier;
  private final Outlet outlet;
  private final Shard shard;
  private final ShardThread thread;
  private final FullPolicy full;
  private final LongSupplier nanoTime;

  private final long replayedEvents;

  /// @param journal null for none
  ShardUnit(
      int index,
      long epoch,
      Settings settings,
      FrameJournal journal,
      Sink sink,
      KeyHash hash,
      Arena arena,
      Progress.Listener listener,
      LongSupplier nanoTime) {
    this.full = settings.full();
    this.nanoTime = nanoTime;
    this.ring = new EventRing(settings.ringEvents());
    this.progress = new Progress(listener);
    this.courier = new Courier(sink, settings.breaker(), nanoTime);
    this.outlet =
        switch (settings.delivery()) {
          case Delivery.Inline inline -> new InlineOutlet(courier, progress);
          case Delivery.Lane lane ->
              new LaneOutlet(
                  index,
                  lane.options(),
                  settings.frameBytesMax(),
                  arena,
                  journal,
                  courier,
                  progress,
                  wakeup,
                  nanoTime,
                  ring::close);
        };
    this.replayedEvents = journal == null ? 0 : replayedEvents(journal, index);
    FlushRule rule = settings.mode().rule(nanoTime.getAsLong());
    this.shard =
        new Shard(
            new ShardOptions(
                index,
                epoch,
                settings.storeEvents(),
                settings.mode().sizeEventsMax(),
                settings.keyIdle().toNanos()),
            ring,
            rule,
            hash,
            outlet,
            new FrameWriter(arena, settings.frameBytesMax()));
    this.thread = new ShardThread(index, ring, shard, wakeup, nanoTime);
  }

  void start() {
    if (outlet instanceof LaneOutlet lane) {
      lane.start();
    }
    thread.start();
  }

  /// The sequence of the first of `count` records, or the answer of a refusal.
  long add(long[] words, int offset, int count) {
    long sequence = ring.tryAdd(words, offset, count);
    if (sequence == Refusal.FULL.answer() && full instanceof FullPolicy.Block block) {
      Patience patience = new Patience(block.deadline().toNanos());
      while (sequence == Refusal.FULL.answer() && patience.lasts()) {
        sequence = ring.tryAdd(words, offset, count);
      }
    }
    if (sequence > 0) {
      wakeup.signal();
    }
    return sequence;
  }

  boolean await(AckLevel level, long sequence, long deadlineNs) throws InterruptedException {
    return level == AckLevel.ACCEPTED || progress.await(level, sequence, deadlineNs);
  }

  void flush() {
    shard.flush();
    wakeup.signal();
  }

  /// Refuses what comes from now on.
  void refuse() {
    ring.close();
    wakeup.signal();
  }

  /// Waits until all is delivered, at the latest until `deadlineNs`, and closes the sink.
  void close(long deadlineNs) throws Exception {
    if (Thread.currentThread() != thread) {
      join(deadlineNs);
    }
    outlet.close();
  }

  Statistics statistics() {
    ShardCounts counts = shard.counts();
    long delivered = progress.deliveredEvents();
    long batches = progress.deliveredBatches();
    long sent = counts.sent() + replayedEvents;
    long taken = counts.taken() + replayedEvents;
    long accepted = ring.accepted() + replayedEvents;
    Map<Cause, Long> closedBy = new EnumMap<>(Cause.class);
    for (Cause cause : Cause.values()) {
      if (counts.closed(cause) > 0) {
        closedBy.put(cause, counts.closed(cause));
      }
    }
    return new Statistics(
        accepted,
        replayedEvents,
        delivered,
        batches,
        accepted - taken,
        taken - sent,
        sent - delivered,
        Map.of(),
        closedBy,
        counts.keys(),
        courier.failures(),
        courier.lastFailure());
  }

  private static long replayedEvents(FrameJournal journal, int shard) {
    return journal.replayed(shard).stream()
        .mapToLong(kept -> new Frame().wrap(MemorySegment.ofArray(kept.frame())).events())
        .sum();
  }

  /// A sink that hangs and cannot be interrupted is left behind after a second.
  private void join(long deadlineNs) {
    boolean interrupted = false;
    long leaveNs = deadlineNs + LEAVE_NS;
    while (thread.isAlive() && System.nanoTime() - leaveNs < 0) {
      long remainingMs = (deadlineNs - System.nanoTime()) / 1_000_000;
      if (remainingMs < 0) {
        thread.giveUp();
      }
      try {
        thread.join(Math.max(10, remainingMs));
      } catch (InterruptedException e) {
        interrupted = true;
        deadlineNs = System.nanoTime();
        leaveNs = deadlineNs + LEAVE_NS;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for room: looks, yields, then sleeps. The shard's own thread never waits for itself.
  private final class Patience {
    private final long deadlineNs;
    private int looks;

    Patience(long ns) {
      this.deadlineNs = nanoTime.getAsLong() + ns;
    }

    boolean lasts() {
      if (Thread.currentThread() == thread || Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (++looks < SPINS) {
        Thread.onSpinWait();
        return true;
      }
      if (nanoTime.getAsLong() - deadlineNs >= 0) {
        return false;
      }
      if (looks < SPINS + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, PAUSE_NS);
      }
      return true;
    }
  }
}
