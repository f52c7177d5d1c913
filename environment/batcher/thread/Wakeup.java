package batcher.thread;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Lets one thread sleep until another has something for it, without a lock on either side. The
/// waker pays a memory fence and a read when nobody sleeps.
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
  public void sleep(BooleanSupplier hasWork, long ns) {
    SLEEPER.setVolatile(this, Thread.currentThread());
    // Looking again after announcing the sleep closes the gap in which a signal could be missed.
    if (!hasWork.getAsBoolean()) {
      LockSupport.parkNanos(this, ns);
    }
    SLEEPER.setVolatile(this, null);
  }

  /// Wakes the sleeper, if there is one. What was written before is visible to it.
  public void signal() {
    VarHandle.fullFence();
    Thread thread = (Thread) SLEEPER.getOpaque(this);
    if (thread != null && SLEEPER.compareAndSet(this, thread, null)) {
      LockSupport.unpark(thread);
    }
  }
}
