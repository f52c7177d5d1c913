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
import batcher.shard.Spill;
import batcher.sink.AckLevel;
import batcher.sink.InlineOutlet;
import batcher.sink.LaneOutlet;
import batcher.sink.Outlet;
import batcher.sink.Progress;
import batcher.sink.RetryingDelivery;
import batcher.sink.Sink;
import batcher.thread.Wakeup;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final int index;
  private final EventRing ring;
  private final Spill spill;
  private final Wakeup wakeup = new Wakeup();
  private final Progress progress;
  private final RetryingDelivery delivery;
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
      LongSupplier nanoTime)
      throws IOException {
    this.index = index;
    this.full = settings.full();
    this.nanoTime = nanoTime;
    this.ring = new EventRing(settings.ringEvents());
    this.spill = openSpill(settings.full(), index);
    this.progress = new Progress();
    this.delivery = new RetryingDelivery(sink, settings.breaker(), nanoTime);
    this.outlet =
        switch (settings.delivery()) {
          case Delivery.Inline inline -> new InlineOutlet(delivery, progress);
          case Delivery.Lane lane ->
              new LaneOutlet(
                  index,
                  lane.options(),
                  settings.frameBytesMax(),
                  arena,
                  journal,
                  delivery,
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
            spill,
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

  /// The ticket of the record, or the answer of a refusal.
  long add(long[] words, int offset) {
    if (spill != null && spill.isActive()) {
      return spill(words, offset);
    }
    long sequence = ring.tryAdd(words, offset, 1);
    if (sequence == Refusal.FULL.answer()) {
      if (spill != null) {
        return spill(words, offset);
      }
      if (full instanceof FullPolicy.Block block) {
        sequence = addPatiently(words, offset, block.deadline().toNanos());
      }
    }
    if (sequence < 0) {
      return sequence;
    }
    wakeup.signal();
    return Ticket.of(index, sequence);
  }

  boolean await(AckLevel level, long ticket, long deadlineNs) throws InterruptedException {
    if (level == AckLevel.ACCEPTED) {
      return true;
    }
    long sequence = Ticket.sequence(ticket);
    if (Ticket.isSpilled(ticket)) {
      while (!spill.hasMoved(sequence)) {
        if (System.nanoTime() - deadlineNs >= 0) {
          return false;
        }
        LockSupport.parkNanos(this, PAUSE_NS);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      sequence = spill.lastSequence();
    }
    return progress.await(level, sequence, deadlineNs);
  }

  void flush() {
    shard.flush();
    wakeup.signal();
  }

  /// Refuses what comes from now on. What is spilled still has to pass through the ring, which is
  /// therefore closed by the shard's thread.
  void refuse() {
    if (spill == null) {
      ring.close();
    } else {
      spill.stop();
    }
    thread.close();
  }

  /// Waits until all is delivered, at the latest until `deadlineNs`, and closes the sink.
  void close(long deadlineNs) throws Exception {
    if (Thread.currentThread() != thread) {
      join(deadlineNs);
    }
    outlet.close();
    if (spill != null) {
      spill.close();
    }
  }

  Statistics statistics() {
    ShardCounts counts = shard.counts();
    long delivered = progress.deliveredEvents();
    long batches = progress.deliveredBatches();
    long sent = counts.sent() + replayedEvents;
    long taken = counts.taken() + replayedEvents;
    long accepted = replayedEvents + (spill == null ? ring.accepted() : spill.accepted(ring));
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
        delivery.failures(),
        delivery.lastFailure());
  }

  private long spill(long[] words, int offset) {
    long count = spill.add(words, offset);
    if (count < 0) {
      return count;
    }
    wakeup.signal();
    return Ticket.spilled(index, count);
  }

  /// Waits for room: looks, yields, then sleeps. The shard's own thread never waits for itself.
  private long addPatiently(long[] words, int offset, long ns) {
    long deadlineNs = nanoTime.getAsLong() + ns;
    long sequence = Refusal.FULL.answer();
    for (int looks = 0; sequence == Refusal.FULL.answer(); looks++) {
      if (Thread.currentThread() == thread || Thread.currentThread().isInterrupted()) {
        return sequence;
      }
      if (looks < SPINS) {
        Thread.onSpinWait();
      } else if (nanoTime.getAsLong() - deadlineNs >= 0) {
        return sequence;
      } else if (looks < SPINS + YIELDS) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(this, PAUSE_NS);
      }
      sequence = ring.tryAdd(words, offset, 1);
    }
    return sequence;
  }

  private static Spill openSpill(FullPolicy full, int shard) throws IOException {
    if (full instanceof FullPolicy.Spill policy) {
      Files.createDirectories(policy.folder());
      Path path = Files.createTempFile(policy.folder(), "shard-" + shard + "-", ".spill");
      Files.delete(path);
      return new Spill(path, policy.bytesMax());
    }
    return null;
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
}
