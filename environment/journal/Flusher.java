package journal;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/// The one thread that writes. It takes all that waits, writes it at once, forces it, and only
/// then tells the listener; while it does so the next batch gathers by itself. It waits for
/// company only while nobody could act on the news, so a lone record is committed at once and a
/// flood in large batches.
final class Flusher implements Runnable {
  private final WaitingRing ring;
  private final Segments segments;
  private final Progress progress;
  private final DurableListener listener;
  private final int commitBytesMax;
  private final long spinNs;
  private final long gatherNs;
  private final Thread thread;

  private volatile boolean stopping;
  private volatile boolean asleep;
  private volatile boolean gathering;
  private long lastCommitNs = System.nanoTime();

  Flusher(
      WaitingRing ring,
      Segments segments,
      Progress progress,
      DurableListener listener,
      JournalOptions options) {
    this.ring = ring;
    this.segments = segments;
    this.progress = progress;
    this.listener = listener;
    this.commitBytesMax = options.commitBytesMax();
    this.spinNs = options.spin().toNanos();
    this.gatherNs = options.gatherMax().toNanos();
    this.thread = Thread.ofPlatform().name("journal-flusher").daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /// Lets it see a record just published. The volatile read after the release of the record needs
  /// a full fence between them, against the mirrored pair in [#sleepUntilWork].
  void wake() {
    VarHandle.fullFence();
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  /// Ends the wait for company. Both flags are volatile: either the caller's change is seen by
  /// [#gather] or `gathering` is seen here.
  void hurry() {
    if (gathering) {
      gathering = false;
      LockSupport.unpark(thread);
    }
  }

  /// Lets it finish what was accepted, seal and go; the ring must have been stopped.
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public void run() {
    try {
      while (awaitWork()) {
        if (ring.nextSize() > segments.room()) {
          segments.roll(progress.durable() + 1);
        }
        gather();
        commit();
      }
      seal();
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("The flusher broke off: " + e, e));
    } finally {
      progress.ended();
      progress.wake();
    }
  }

  /// Waits for company while nobody could act on a commit.
  private void gather() {
    long leftNs = lastCommitNs + gatherNs - System.nanoTime();
    while (leftNs > 0) {
      gathering = true;
      if (stopping || !listener.mayWait()) {
        break;
      }
      LockSupport.parkNanos(this, leftNs);
      leftNs = lastCommitNs + gatherNs - System.nanoTime();
    }
    gathering = false;
  }

  private void commit() throws IOException {
    ByteBuffer batch = ring.take(Math.min(commitBytesMax, segments.room()), segments.salt());
    segments.write(batch);
    long writtenNs = System.nanoTime();
    segments.force();
    long durableNs = System.nanoTime();
    long sequence = progress.durable() + ring.takenRecords();
    progress.durable(sequence);
    lastCommitNs = durableNs;
    ring.release();
    listener.durableUpTo(sequence);
    progress.wake();
    listener.forced(writtenNs, durableNs);
  }

  /// Waits until a record is ready; false when the ring was stopped and is empty.
  private boolean awaitWork() {
    long spinUntilNs = System.nanoTime() + spinNs;
    while (!ring.isReady()) {
      if (stopping && ring.isEmpty()) {
        return false;
      }
      ring.requireWhole();
      if (System.nanoTime() < spinUntilNs) {
        Thread.onSpinWait();
      } else {
        sleepUntilWork();
      }
    }
    return true;
  }

  private void sleepUntilWork() {
    asleep = true;
    VarHandle.fullFence();
    if (!ring.isReady() && !(stopping && ring.isEmpty())) {
      LockSupport.park(this);
    }
    asleep = false;
  }

  /// Proves every record, so that damage to the last commit can be told from a tear. Where the seal
  /// does not fit, the journal ends without one.
  private void seal() throws IOException {
    if (!segments.isSealed() && segments.room() >= RecordFormat.size(0)) {
      segments.write(RecordFormat.seal(progress.durable(), segments.salt()));
      segments.force();
    }
  }

  private void fail(IOException cause) {
    progress.failed(cause); // first: who finds the ring stopped must find the reason
    ring.stop();
    try {
      listener.failed(cause);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
