package agents;

import http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import postgres.Database;

/// A running server of agents.
public final class AgentsNode implements AutoCloseable {
  /// Threads that read lists, with a connection each.
  static final int READERS = 4;

  /// One writes rows, one asks whether the database is there, one replaces one that was cut.
  static final Database.Use USE = new Database.Use("agents", READERS + 3, true, "");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private HttpServer server;

  private AgentsNode() {}

  /// Starts, with the data set in the database if that is empty.
  ///
  /// @throws IOException with what is missing: the database, the interpreter, the address
  /// @throws UnsupportedOperationException if this machine has no Wasmtime of the right version
  public static AgentsNode start(AgentsConfig config) throws IOException {
    return start(config, System::nanoTime);
  }

  /// @param clock in nanoseconds, by which lists age
  static AgentsNode start(AgentsConfig config, LongSupplier clock) throws IOException {
    AgentsNode node = new AgentsNode();
    try {
      node.open(config, clock);
      return node;
    } catch (SQLException e) {
      node.close();
      throw new IOException("the database cannot be used: " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      node.close();
      throw e;
    }
  }

  private void open(AgentsConfig config, LongSupplier clock) throws IOException, SQLException {
    Database database = part(Database.open(config.database(), config.data(), USE));
    Dataset.require(database, config.bounties());
    ExecutionRows rows = part(ExecutionRows.start(database, config.queued() + config.workers()));
    Metrics metrics = new Metrics();
    Executions executions =
        part(
            Executions.start(
                database,
                rows,
                config.quickJs(),
                config.workers(),
                config.queued(),
                metrics,
                System::nanoTime));
    ThreadPoolExecutor readers = readers(config.queued());
    parts.push(readers::shutdownNow);
    Probe probe = part(Probe.start(database::connection, System::nanoTime));
    int loops = Runtime.getRuntime().availableProcessors();
    server = part(HttpServer.bind(config.host(), config.port(), loops, config.limits()));
    server.serve(
        new Api(
            probe,
            Lists.of(database, readers, clock),
            Tokens.of(database),
            executions,
            rows,
            metrics,
            server::connections,
            System::nanoTime));
  }

  private static ThreadPoolExecutor readers(int room) {
    return new ThreadPoolExecutor(
        READERS,
        READERS,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(room),
        Thread.ofPlatform().name("reader-", 0).daemon().factory());
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.address();
  }

  /// Ends; executions under way may or may not have got their row. May be called again.
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of this server does not end", e);
      }
    }
  }
}
