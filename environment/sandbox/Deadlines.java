package sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import runtime.ThreadEnd;

/// The clock of an engine that does not look at one itself: a thread looks every millisecond whose
/// time is over, and stops them, again and again until they have ended.
public final class Deadlines implements AutoCloseable {
  private static final long TICK_NS = 1_000_000;

  private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  /// Starts the clock.
  public Deadlines() {
    thread = Thread.ofPlatform().daemon().name("guests' clock").start(this::look);
  }

  private void look() {
    while (!closed) {
      long nowNs = System.nanoTime();
      running.forEach(deadline -> deadline.look(nowNs));
      LockSupport.parkNanos(TICK_NS);
    }
  }

  /// That of one run, from now.
  ///
  /// @param stop makes the run end soon; called on the clock's thread, at most until the deadline
  ///     is closed
  public Deadline in(long wallMs, Runnable stop) {
    Deadline deadline = new Deadline(System.nanoTime() + wallMs * 1_000_000, stop);
    running.add(deadline);
    return deadline;
  }

  /// Until when a run may go on.
  public final class Deadline implements AutoCloseable {
    private final long untilNs;
    private final Runnable stop;
    private boolean ended;

    private Deadline(long untilNs, Runnable stop) {
      this.untilNs = untilNs;
      this.stop = stop;
    }

    private synchronized void look(long nowNs) {
      if (!ended && nowNs - untilNs > 0) {
        stop.run();
      }
    }

    /// The run has ended: when this returns, nobody is stopped any more.
    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      running.remove(this);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    ThreadEnd.await(thread);
  }
}
