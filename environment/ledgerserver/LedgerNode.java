package ledgerserver;

import http.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import ledger.Ledger;

/// A running server of a ledger.
public final class LedgerNode implements AutoCloseable {
  /// Where in the folder the ledger is.
  public static final String BOOKS = "books";

  private final Ledger ledger;
  private final Metrics metrics;
  private final HttpServer server;

  private LedgerNode(Ledger ledger, Metrics metrics, HttpServer server) {
    this.ledger = ledger;
    this.metrics = metrics;
    this.server = server;
  }

  /// Starts on what an earlier one has left, or with empty books.
  ///
  /// @throws IOException with what is wrong: the files, the key, the address
  /// @throws ledger.LedgerCorrupt if files of the ledger are not as it wrote them
  public static LedgerNode start(ServerConfig config) throws IOException, InterruptedException {
    Path data = config.data();
    Tokens tokens = Tokens.of(config.key());
    Ledger ledger = Ledger.open(data.resolve(BOOKS), config.ledger());
    try {
      HttpServer server =
          HttpServer.bind(config.host(), config.port(), config.threads(), config.limits());
      Metrics metrics = new Metrics(config.metrics(), System::nanoTime);
      Desk desk = new Desk(ledger, config.requestsMax());
      metrics.gauge("ledger_connections", server::connections);
      metrics.gauge("ledger_requests_under_way", desk::underWay);
      metrics.counter("ledger_received_bytes_total", server::receivedBytes);
      metrics.counter("ledger_sent_bytes_total", server::sentBytes);
      metrics.counter("ledger_commits_total", ledger::commits);
      metrics.counter("ledger_commit_seconds_total", () -> ledger.commitNs() / 1e9);
      Trail trail = new Trail(ledger, config.audit());
      metrics.gauge("ledger_refusals_not_written", trail::leftOut);
      server.serve(new Api(desk, tokens, trail, metrics, config.clock()));
      return new LedgerNode(ledger, metrics, server);
    } catch (IOException | RuntimeException | Error e) {
      ledger.close();
      throw e;
    }
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return server.address();
  }

  /// Counts requests from now on, or does not.
  public void count(boolean on) {
    metrics.count(on);
  }

  /// Ends: what was taken is made durable, though nobody may be told. May be called again.
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      ledger.close();
    }
  }
}
