package batcher.sink;

import batcher.durability.FrameJournal;
import batcher.frame.Frame;
import batcher.frame.FrameMerger;
import batcher.thread.Wakeup;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Takes frames from a backlog, merges those that are there, and delivers until the sink has them.
final class LaneThread extends Thread {
  static final long RESTING = Long.MIN_VALUE;

  private static final long REST_NS_MAX = 1_000_000_000;
  private static final long LEAVE_MS = 1_000;

  private final int shard;
  private final Backlog backlog;
  private final FrameJournal journal;
  private final RetryingDelivery delivery;
  private final Progress progress;
  private final Wakeup shardWakeup;
  private final LongSupplier nanoTime;
  private final Wakeup wakeup = new Wakeup();
  private final ArrayDeque<FrameJournal.Kept> replayed = new ArrayDeque<>();
  private final FrameMerger merger;
  private final Frame first = new Frame();
  private final Frame other = new Frame();
  private final BooleanSupplier hasWork = this::hasWork;

  private volatile long deliveringSinceNs = RESTING;
  private volatile boolean replayDone;
  private volatile boolean ended;

  LaneThread(
      int shard,
      Backlog backlog,
      int frameBytesMax,
      Arena arena,
      FrameJournal journal,
      RetryingDelivery delivery,
      Progress progress,
      Wakeup shardWakeup,
      LongSupplier nanoTime) {
    super("batcher-lane-" + shard);
    setDaemon(true);
    this.shard = shard;
    this.backlog = backlog;
    this.journal = journal;
    this.delivery = delivery;
    this.progress = progress;
    this.shardWakeup = shardWakeup;
    this.nanoTime = nanoTime;
    this.merger = new FrameMerger(arena, frameBytesMax);
    List<FrameJournal.Kept> kept = journal == null ? List.of() : journal.replayed(shard);
    replayed.addAll(kept);
    replayDone = kept.isEmpty();
  }

  /// Whether what the journal had at the start is delivered.
  boolean isDone() {
    return replayDone;
  }

  /// When the delivery under way began, or [#RESTING].
  long deliveringSinceNs() {
    return deliveringSinceNs;
  }

  void wake() {
    wakeup.signal();
  }

  /// Interrupts the delivery that began then, unless it has ended.
  void interruptDelivery(long sinceNs) {
    if (deliveringSinceNs == sinceNs) {
      interrupt();
    }
  }

  /// Stops delivering. A sink that ignores interrupts is left behind after a second.
  void end() throws InterruptedException {
    ended = true;
    wakeup.signal();
    interrupt();
    join(LEAVE_MS);
  }

  @Override
  public void run() {
    while (!ended && !replayed.isEmpty()) {
      deliverReplayed();
    }
    replayDone = replayed.isEmpty();
    shardWakeup.signal();
    while (!ended) {
      if (backlog.peek(first, durable())) {
        deliverBacklog();
      } else {
        wakeup.sleep(hasWork, REST_NS_MAX);
      }
    }
  }

  private void deliverReplayed() {
    merger.begin();
    long sequence = 0;
    for (FrameJournal.Kept kept : replayed) {
      if (!merger.add(first.wrap(MemorySegment.ofArray(kept.frame())))) {
        break;
      }
      sequence = kept.sequence();
    }
    if (deliver(merger.end(), sequence, 0)) {
      for (int i = merger.frames(); i > 0; i--) {
        replayed.removeFirst();
      }
    }
  }

  private void deliverBacklog() {
    backlog.advance();
    Frame frame = first;
    long sequence = backlog.sequence();
    if (backlog.peek(other, durable())) {
      merger.begin();
      merger.add(first);
      while (backlog.peek(other, durable()) && merger.add(other)) {
        backlog.advance();
        sequence = Math.max(sequence, backlog.sequence());
      }
      frame = merger.end();
    }
    if (deliver(frame, sequence, frame.covered())) {
      backlog.release();
      shardWakeup.signal();
    }
  }

  /// Tries until the sink has the frame; false if told to end first.
  private boolean deliver(Frame frame, long sequence, long covered) {
    while (!ended) {
      deliveringSinceNs = nanoTime.getAsLong();
      boolean delivered = delivery.tryDeliver(frame);
      deliveringSinceNs = RESTING;
      Thread.interrupted();
      if (delivered) {
        if (journal == null) {
          progress.durable(covered);
        } else {
          journal.delivered(shard, sequence);
        }
        progress.delivered(frame.events(), frame.batches(), covered);
        return true;
      }
      wakeup.sleep(this::ended, delivery.nextAttemptNs() - nanoTime.getAsLong());
    }
    return false;
  }

  private boolean hasWork() {
    return ended || backlog.peek(other, durable());
  }

  private boolean ended() {
    return ended;
  }

  private long durable() {
    return journal == null || journal.failure() != null
        ? Long.MAX_VALUE
        : journal.durableSequence();
  }
}
