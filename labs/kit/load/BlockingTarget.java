package kit.load;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/// Runs blocking code, one thread for each lane. A lane's next closed-loop operation is started
/// by its own thread and needs no hand-over.
final class BlockingTarget implements Target {
  private final BlockingOperation operation;
  private final ThreadFactory threads;
  private final ConcurrentHashMap<Integer, Worker> workers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  BlockingTarget(BlockingOperation operation, ThreadFactory threads) {
    this.operation = operation;
    this.threads = threads;
  }

  @Override
  public void start(int lane, long index, Completion done) {
    if (closed) {
      throw new IllegalStateException("the target is closed");
    }
    workers.computeIfAbsent(lane, Worker::new).give(index, done);
  }

  /// Interrupts what still runs.
  @Override
  public void close() {
    closed = true;
    workers.values().forEach(worker -> worker.thread.interrupt());
  }

  private final class Worker implements Runnable {
    private static final long NOTHING = -1;

    private final int lane;
    private final Thread thread;
    private Completion done;
    private volatile long next = NOTHING;

    Worker(int lane) {
      this.lane = lane;
      this.thread = threads.newThread(this);
      thread.start();
    }

    void give(long index, Completion done) {
      this.done = done;
      next = index;
      if (Thread.currentThread() != thread) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      while (!closed) {
        long index = next;
        if (index == NOTHING) {
          LockSupport.park(this);
        } else {
          Completion whom = done;
          next = NOTHING;
          perform(index, whom);
        }
      }
    }

    private void perform(long index, Completion whom) {
      String failure = null;
      try {
        operation.run(lane, index);
      } catch (Exception | Error e) {
        failure = e.getClass().getSimpleName();
      }
      if (failure == null) {
        whom.succeeded(lane, index);
      } else {
        whom.failed(lane, index, failure);
      }
    }
  }
}
