package sequencer.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import sequencer.channel.Refusal;

/// Work that waits for a disk or a chain, on a bounded number of threads of its own and with a
/// bounded queue before them. What finds no room is refused, 503.
final class BoundedExecutor implements AutoCloseable {
  private static final String ENDING = "the sequencer is ending";

  private final ExecutorService threads;
  private volatile boolean isEnding;

  /// @param waitingMax tasks that may wait for a thread
  BoundedExecutor(String name, int threads, int waitingMax) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waitingMax),
            Thread.ofPlatform().name(name + "-", 1).daemon().factory());
  }

  /// One task; it ends early when its thread is interrupted.
  interface Task {
    Outcome run() throws InterruptedException;
  }

  /// Completes `answer` with what `task` brings; never exceptionally: an error in the task is
  /// told as one.
  void run(Task task, CompletableFuture<Outcome> answer) {
    try {
      threads.execute(() -> answer.complete(outcomeOf(task)));
    } catch (RejectedExecutionException e) {
      answer.complete(unavailable(isEnding ? ENDING : "too many such requests wait already"));
    }
  }

  private Outcome outcomeOf(Task task) {
    if (isEnding) {
      return unavailable(ENDING);
    }
    try {
      return task.run();
    } catch (InterruptedException e) {
      return unavailable(ENDING);
    } catch (RuntimeException | Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      return unavailable("the request could not be finished: " + e);
    }
  }

  static Outcome unavailable(String text) {
    return new Outcome.Refused(new Refusal(503, text), 0);
  }

  /// Interrupts what runs, gives up what waits, and allows some seconds for the answers.
  @Override
  public void close() {
    isEnding = true;
    threads.shutdownNow().forEach(Runnable::run);
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
