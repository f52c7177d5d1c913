package kit.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Calls back once a second on a daemon thread of its own, until stopped. A beat that fails is
/// dropped: a display must never end a run.
class Heartbeat {
  private static final long PERIOD_MS = 1000;

  private final long periodMs;
  private ScheduledExecutorService beats;

  Heartbeat() {
    this(PERIOD_MS);
  }

  Heartbeat(long periodMs) {
    this.periodMs = periodMs;
  }

  void start(Runnable beat) {
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
