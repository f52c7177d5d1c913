package sequencerpostgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sequencer.channel.Change;
import sequencer.engine.Engine;
import sequencer.engine.EngineListener;
import sequencer.engine.EngineStopped;
import sequencer.engine.History;

/// `postgres`: a batch of changes is one transaction; while it commits, the next batch gathers. One
/// thread writes, so changes become durable in the order in which they were appended.
///
/// While the database is away, nothing is accepted ([#FULL]), and what was accepted before is tried
/// again until it is there: after an answer that never came, the mark of the batch tells whether it
/// had been committed, so that nothing is written twice. When the database stays away for longer
/// than the engine's patience, or refuses for good, the engine stops as a failed journal does.
public final class PostgresEngine implements Engine {
  /// How long the database may be away before the sequencer gives up.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What whoever needs it now is told.
  static final String AWAY = "PostgreSQL is away; try again";

  private static final long CLOSE_NS_MAX = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long COLLISION_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Store store;
  private final History history;
  private final long patienceNs;
  private final Thread writer;
  private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final WaitingChanges waiting = new WaitingChanges();
  private long accepted;
  private IOException failure;
  private boolean closing;

  private volatile boolean away;
  private volatile long durable;

  private PostgresEngine(Store store, Duration patience) {
    this.store = store;
    this.history = store.history();
    this.patienceNs = patience.toNanos();
    this.accepted = store.count();
    this.durable = store.count();
    this.writer = Thread.ofPlatform().name("postgres-writer").daemon().unstarted(this::write);
  }

  /// Begins to write to a store that has been opened; closes it in the end.
  static PostgresEngine start(Store store, Duration patience) {
    PostgresEngine engine = new PostgresEngine(store, patience);
    engine.writer.start();
    return engine;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public long append(Change change) {
    lock.lock();
    try {
      if (failure != null || closing) {
        throw new EngineStopped(failure != null ? failure : new IOException("it was closed"));
      }
      if (away || !waiting.add(change)) {
        return FULL;
      }
      accepted++;
      moved.signal();
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String whyFull() {
    return away ? AWAY : Engine.super.whyFull();
  }

  @Override
  public boolean takesStreams() {
    return true;
  }

  @Override
  public Optional<History> history() {
    return Optional.of(history);
  }

  @Override
  public long durablePosition() {
    return durable;
  }

  @Override
  public void subscribe(EngineListener listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      moved.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    store.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      for (List<Change> batch = take(); !batch.isEmpty(); batch = take()) {
        commit(new Rows(batch, durable + 1));
        durable += batch.size();
        listeners.forEach(EngineListener::durable);
      }
    } catch (IOException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new IOException("the writer broke off: " + e, e));
    }
  }

  /// All that waits, up to a batch; empty when the engine was closed and nothing is left.
  private List<Change> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closing) {
        moved.awaitUninterruptibly();
      }
      return waiting.takeBatch();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when the rows are durable.
  private void commit(Rows rows) throws IOException {
    long startNs = System.nanoTime();
    boolean inDoubt = false;
    while (true) {
      try {
        if (!inDoubt || !store.hasNext()) {
          inDoubt = true;
          store.writeNext(rows);
        }
        away = false;
        return;
      } catch (SQLException e) {
        Failure failed = Failure.of(e);
        away = failed == Failure.AWAY;
        if (failed == Failure.FINAL) {
          throw refused(e);
        }
        pause(away ? PAUSE_NS : COLLISION_PAUSE_NS, System.nanoTime() - startNs, e);
      }
    }
  }

  /// If the store has gone to another writer, that explains whatever the database said.
  private IOException refused(SQLException e) throws Replaced {
    try {
      store.hasNext();
    } catch (SQLException unknown) {
      e.addSuppressed(unknown);
    }
    return new IOException("PostgreSQL refused a batch: " + e.getMessage(), e);
  }

  /// @param triedNs for how long the batch has been tried; an engine that is being closed has less
  ///     patience
  private void pause(long pauseNs, long triedNs, SQLException last) throws IOException {
    lock.lock();
    try {
      if (triedNs > (closing ? Math.min(CLOSE_NS_MAX, patienceNs) : patienceNs)) {
        throw new IOException("PostgreSQL was away for too long: " + last.getMessage(), last);
      }
      moved.awaitNanos(pauseNs);
    } catch (InterruptedException e) {
      throw new IOException("the writer was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void fail(IOException cause) {
    lock.lock();
    try {
      failure = cause;
    } finally {
      lock.unlock();
    }
    listeners.forEach(listener -> listener.failed(cause));
  }
}
