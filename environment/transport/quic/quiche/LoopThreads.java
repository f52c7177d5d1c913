package transport.quic.quiche;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The threads of loops. One whose loop has ended serves the next, with what its thread-locals
/// keep: to start another would take longer than a round trip.
final class LoopThreads {
  private static final int IDLE_S = 10;

  private static final Executor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_S,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("quic-", 0).factory());

  private LoopThreads() {}

  /// Runs a loop to its end, on a thread that runs nothing else meanwhile.
  static void start(Runnable loop) {
    THREADS.execute(loop);
  }
}
