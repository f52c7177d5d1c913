package runtime;

/// The end of a thread.
public final class ThreadEnd {
  private ThreadEnd() {}

  /// Waits for it, through interrupts, of which one is kept for the caller.
  public static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
