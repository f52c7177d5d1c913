package batcher.sink;

import batcher.durability.FrameJournal;
import batcher.frame.Frame;
import batcher.thread.Wakeup;
import java.lang.foreign.Arena;
import java.util.function.LongSupplier;

/// Delivers on a thread of its own, from a bounded backlog, so that a slow sink does not stop the
/// shard until the backlog is full. With a journal a frame goes to the sink only when it is
/// durable; while the sink is away, the journal goes on taking frames up to the backlog's bound.
public final class LaneOutlet implements Outlet, FrameJournal.Listener {
  private final int shard;
  private final Backlog backlog;
  private final FrameJournal journal;
  private final Progress progress;
  private final RetryingDelivery delivery;
  private final LaneThread thread;
  private final Wakeup shardWakeup;
  private final long deadlineNs;
  private final LongSupplier nanoTime;
  private final Runnable broken;

  /// The frame that the journal had no room for.
  private Frame waiting;

  private long lastJournaled;
  private long interruptedSinceNs = LaneThread.RESTING;
  private long interruptedNs;
  private volatile boolean journalFailed;

  /// @param journal null for none
  /// @param broken told when the journal has failed, so that nothing more is accepted
  public LaneOutlet(
      int shard,
      LaneOptions options,
      int frameBytesMax,
      Arena arena,
      FrameJournal journal,
      RetryingDelivery delivery,
      Progress progress,
      Wakeup shardWakeup,
      LongSupplier nanoTime,
      Runnable broken) {
    this.shard = shard;
    this.journal = journal;
    this.progress = progress;
    this.delivery = delivery;
    this.shardWakeup = shardWakeup;
    this.deadlineNs = options.deadline().toNanos();
    this.nanoTime = nanoTime;
    this.broken = broken;
    this.backlog = new Backlog(arena, options.backlogBytes(), frameBytesMax);
    this.thread =
        new LaneThread(
            shard,
            backlog,
            frameBytesMax,
            arena,
            journal,
            delivery,
            progress,
            shardWakeup,
            nanoTime);
  }

  /// Begins to deliver, first what the journal still had.
  public void start() {
    if (journal != null) {
      journal.listen(shard, this);
    }
    thread.start();
  }

  @Override
  public boolean hasRoom() {
    watch();
    if (waiting != null && backlog.hasRoom()) {
      append(waiting);
    }
    return waiting == null && backlog.hasRoom();
  }

  /// With a journal: whether everything given is durable, for that is what paces the frames; the
  /// sink's thread merges what it finds. Without one: whether everything is delivered.
  @Override
  public boolean isIdle() {
    if (journal == null || journalFailed) {
      return backlog.isEmpty();
    }
    return journal.durableSequence() >= lastJournaled;
  }

  @Override
  public void take(Frame frame) {
    append(frame);
  }

  @Override
  public boolean isEmpty() {
    return waiting == null && backlog.isEmpty() && thread.isDone();
  }

  @Override
  public long wakeAtNs() {
    long sinceNs = thread.deliveringSinceNs();
    if (sinceNs == LaneThread.RESTING) {
      return Long.MAX_VALUE;
    }
    return (sinceNs == interruptedSinceNs ? interruptedNs : sinceNs) + deadlineNs;
  }

  @Override
  public void durable(long covered) {
    progress.durable(covered);
    thread.wake();
    shardWakeup.signal();
  }

  @Override
  public void failed(String why) {
    journalFailed = true;
    delivery.note(why);
    broken.run();
    thread.wake();
    shardWakeup.signal();
  }

  @Override
  public void close() throws Exception {
    thread.end();
    delivery.close();
  }

  private void append(Frame frame) {
    long sequence = 0;
    if (journal != null && !journalFailed) {
      sequence = journal.append(shard, frame);
      if (sequence == FrameJournal.FULL) {
        waiting = frame;
        return;
      }
      // What was accepted goes to the sink even if it can no longer become durable.
      sequence = sequence == FrameJournal.FAILED ? 0 : sequence;
      lastJournaled = Math.max(lastJournaled, sequence);
    }
    waiting = null;
    backlog.add(frame, sequence);
    thread.wake();
  }

  /// A delivery that takes longer than its deadline is interrupted, which counts as a failure.
  private void watch() {
    long sinceNs = thread.deliveringSinceNs();
    long wakeAtNs = wakeAtNs();
    if (wakeAtNs != Long.MAX_VALUE && nanoTime.getAsLong() - wakeAtNs >= 0) {
      interruptedSinceNs = sinceNs;
      interruptedNs = nanoTime.getAsLong();
      thread.interruptDelivery(sinceNs);
    }
  }
}
