package sandbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// An engine's own threads, as many as are asked for at a time, on which its sandboxes run.
public final class Guests implements AutoCloseable {
  private final ExecutorService threads;
  private final BooleanSupplier isOnOne;

  /// @param threads makes them
  /// @param isOnOne whether the calling thread is good for a guest already
  public Guests(ThreadFactory threads, BooleanSupplier isOnOne) {
    this.threads = Executors.newCachedThreadPool(threads);
    this.isOnOne = isOnOne;
  }

  /// Threads with so much stack, as an engine has them that knows no limit of stacks itself, or
  /// trusts its own.
  public static Guests withStack(int bytes) {
    return new Guests(
        task -> new Guest(task, bytes),
        () -> Thread.currentThread() instanceof Guest own && own.stackBytes >= bytes);
  }

  private static final class Guest extends Thread {
    private final int stackBytes;

    Guest(Runnable task, int stackBytes) {
      super(null, task, "guest", stackBytes);
      this.stackBytes = stackBytes;
      setDaemon(true);
    }
  }

  /// @throws IllegalStateException if the calling thread is not good for a guest
  public void requireOne() {
    if (!isOnOne.getAsBoolean()) {
      throw new IllegalStateException(
          "a guest runs on a guest thread, not on %s; see Engine#onGuestThread"
              .formatted(Thread.currentThread()));
    }
  }

  /// As [Engine#onGuestThread].
  public <T> T on(Supplier<T> task) {
    if (isOnOne.getAsBoolean()) {
      return task.get();
    }
    try {
      return CompletableFuture.supplyAsync(task, threads).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
