package kit.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Calls back once a second on a daemon thread of its own, until stopped, and once more when the
/// process ends before that (Ctrl-C), so that nothing half drawn stays on the screen. A beat that
/// fails is dropped: a display must never end a run.
class Heartbeat {
  private static final long PERIOD_MS = 1000;

  private final long periodMs;
  private ScheduledExecutorService beats;
  private Thread farewell;

  Heartbeat() {
    this(PERIOD_MS);
  }

  Heartbeat(long periodMs) {
    this.periodMs = periodMs;
  }

  void start(Runnable beat, Runnable atExit) {
    farewell = new Thread(() -> quietly(atExit), "progress-end");
    Runtime.getRuntime().addShutdownHook(farewell);
    beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    beats.scheduleAtFixedRate(() -> quietly(beat), periodMs, periodMs, TimeUnit.MILLISECONDS);
  }

  void stop() {
    if (beats != null) {
      beats.shutdownNow();
      forget(farewell);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook is what runs just now
    }
  }

  private static void quietly(Runnable beat) {
    try {
      beat.run();
    } catch (RuntimeException e) {
      // the next beat may succeed
    }
  }
}
