package batcher.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Lets one thread sleep until another has something for it, without a lock on either side. The
/// waker pays one read when nobody sleeps.
///
/// No wake-up is lost. The sleeper writes that it sleeps and then looks for work; the waker writes
/// its work and then looks for a sleeper. All four are volatile accesses, which have one order that
/// all threads agree on, so at least one of the two looks comes after the other's write. A fence of
/// the waker's own would add nothing, and it would make every event wait for the stores before it.
public final class Wakeup {
  private static final VarHandle SLEEPER;

  static {
    try {
      SLEEPER = MethodHandles.lookup().findVarHandle(Wakeup.class, "sleeper", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Thread sleeper;

  /// Sleeps for at most `ns` nanoseconds, unless `hasWork`, or until [#signal].
  ///
  /// @param hasWork reads what the wakers write, as volatile
  public void sleep(BooleanSupplier hasWork, long ns) {
    SLEEPER.setVolatile(this, Thread.currentThread());
    // Looking again after announcing the sleep closes the gap in which a signal could be missed.
    if (!hasWork.getAsBoolean()) {
      LockSupport.parkNanos(this, ns);
    }
    SLEEPER.setVolatile(this, null);
  }

  /// Wakes the sleeper, if there is one. What it is woken for was written before, as volatile or by
  /// a compare-and-set.
  ///
  /// @return whether there was one, whom nobody else has woken
  public boolean signal() {
    Thread thread = (Thread) SLEEPER.getVolatile(this);
    boolean wakes = thread != null && SLEEPER.compareAndSet(this, thread, null);
    if (wakes) {
      LockSupport.unpark(thread);
    }
    return wakes;
  }
}
