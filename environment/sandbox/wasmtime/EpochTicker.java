package sandbox.wasmtime;

import java.util.concurrent.locks.LockSupport;
import runtime.ThreadEnd;

/// The clock of an engine's guests: it counts the engine's epoch up every millisecond, and those
/// whose deadline it passes are stopped.
final class EpochTicker implements AutoCloseable {
  private static final long TICK_NS = 1_000_000;

  private final long engine;
  private final long begunNs = System.nanoTime();
  private final Thread thread;
  private volatile long ticks;
  private volatile boolean stopped;

  EpochTicker(long engine) {
    this.engine = engine;
    thread = Thread.ofPlatform().daemon().name("guests' clock").start(this::run);
  }

  private void run() {
    while (!stopped) {
      long due = (System.nanoTime() - begunNs) / TICK_NS;
      for (long done = ticks; done < due; done++) {
        Wasmtime.incrementEpoch(engine);
        ticks = done + 1;
      }
      LockSupport.parkNanos(begunNs + (due + 1) * TICK_NS - System.nanoTime());
    }
  }

  /// In how many ticks that time is over. Counted from what the clock should show, so that one who
  /// starts while the clock is late is not stopped early when it catches up.
  long ticksUntil(long wallMs) {
    long due = (System.nanoTime() - begunNs) / TICK_NS;
    return due - ticks + wallMs + 1;
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    ThreadEnd.await(thread);
  }
}
