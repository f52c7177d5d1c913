package agents;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Asks the database whether it is there: `SELECT 1`.
///
/// Whoever asks for readiness gets the answer of a question that was put after theirs came; all who
/// wait while one is under way share the next. Nobody waits longer than [#PATIENCE_NS]: a database
/// that is silent is not ready.
final class Probe implements AutoCloseable {
  /// So that an answer is out within a second.
  static final long PATIENCE_NS = 900_000_000;

  /// Without anybody asking, so that health is never older than that, and a little.
  private static final long INTERVAL_MS = 500;

  private static final long WATCH_MS = 50;

  /// From which age on an answer says nothing.
  private static final long STALE_MS = 2_000;

  /// What gives connections.
  interface Connections {
    Connection connection() throws SQLException;
  }

  private record Asked(Consumer<Boolean> whom, long ns) {}

  private final Connections database;
  private final LongSupplier clock;
  private final List<Asked> waiting = new ArrayList<>();
  private final List<Asked> underWay = new ArrayList<>();
  private final Thread asking = Thread.ofPlatform().name("probe").daemon().unstarted(this::ask);
  private final ScheduledExecutorService watching =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("probe-watch").daemon().factory());
  private volatile boolean closed;
  private volatile boolean up;
  private volatile long seenNs;

  private Probe(Connections database, LongSupplier clock) {
    this.database = database;
    this.clock = clock;
  }

  static Probe start(Connections database, LongSupplier clock) {
    Probe probe = new Probe(database, clock);
    probe.up = probe.answers();
    probe.seenNs = clock.getAsLong();
    probe.asking.start();
    probe.watching.scheduleAtFixedRate(probe::giveUp, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    return probe;
  }

  /// Whether it was there when it was asked last, a moment ago.
  boolean up() {
    return up && ageMs() < STALE_MS;
  }

  /// Since it was asked last.
  long ageMs() {
    return (clock.getAsLong() - seenNs) / 1_000_000;
  }

  /// Asks it now.
  ///
  /// @param whom is told within a second, by another thread
  synchronized void ask(Consumer<Boolean> whom) {
    waiting.add(new Asked(whom, clock.getAsLong()));
    notifyAll();
  }

  private void ask() {
    while (await()) {
      boolean answers = answers();
      seen(answers);
      List<Asked> all;
      synchronized (this) {
        all = List.copyOf(underWay);
        underWay.clear();
      }
      all.forEach(asked -> asked.whom().accept(answers));
    }
  }

  private synchronized boolean await() {
    try {
      if (waiting.isEmpty() && !closed) {
        wait(INTERVAL_MS);
      }
    } catch (InterruptedException e) {
      return false;
    }
    underWay.addAll(waiting);
    waiting.clear();
    return !closed;
  }

  private boolean answers() {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false;
    }
  }

  private void seen(boolean answers) {
    up = answers;
    seenNs = clock.getAsLong();
  }

  /// Tells those who have waited for too long.
  void giveUp() {
    long since = clock.getAsLong() - PATIENCE_NS;
    List<Asked> late = new ArrayList<>();
    synchronized (this) {
      for (List<Asked> list : List.of(waiting, underWay)) {
        list.stream().filter(asked -> asked.ns() - since <= 0).forEach(late::add);
        list.removeAll(late);
      }
    }
    if (!late.isEmpty()) {
      seen(false);
    }
    late.forEach(asked -> asked.whom().accept(false));
  }

  @Override
  public void close() {
    closed = true;
    asking.interrupt();
    watching.shutdownNow();
  }
}
