package ledgerserver;

import http.HttpLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import ledger.Batch;
import ledger.LedgerOptions;
import ledger.Request;

/// Everything that a ledger's server can be told when it starts.
///
/// @param host the address to bind
/// @param port 0 for any free one
/// @param data folder of the ledger
/// @param key file of the key for its tokens, which is drawn if there is none
/// @param threads event loops
/// @param metrics whether it counts requests
/// @param audit whether its chain says who asked for what
/// @param requestsMax requests, those in batches too, that are under way; beyond it 429
/// @param ledger how the ledger is bounded
/// @param limits of connections
/// @param clock by which tokens expire
public record ServerConfig(
    String host,
    int port,
    Path data,
    Path key,
    int threads,
    boolean metrics,
    boolean audit,
    int requestsMax,
    LedgerOptions ledger,
    HttpLimits limits,
    InstantSource clock) {
  /// The port of its own.
  public static final int PORT = 4100;

  /// Of a connection; a body holds the largest batch, and 64 requests may be sent ahead of their
  /// answers.
  public static final HttpLimits LIMITS =
      new HttpLimits(
          16_384,
          8 << 10,
          Batch.REQUESTS_MAX * Request.BYTES,
          Duration.ofSeconds(30),
          Duration.ofSeconds(120),
          64);

  private static final int BATCHES = 32;
  private static final int WAITING = 1 << 14;

  public ServerConfig {
    require(port >= 0 && port <= 65_535, "a port lies between 0 and 65535, not " + port);
    require(threads >= 1, "there must be at least one thread, not " + threads);
    require(requestsMax >= 1, "at least one request must have room, not " + requestsMax);
  }

  /// One on any free port of this machine.
  public static ServerConfig in(Path data) {
    return new ServerConfig(
        "127.0.0.1",
        0,
        data,
        data.resolve(Tokens.FILE),
        1,
        true,
        true,
        BATCHES * Batch.REQUESTS_MAX,
        LedgerOptions.DEFAULT.withWaiting(WAITING),
        LIMITS,
        InstantSource.system());
  }

  /// The same elsewhere.
  public ServerConfig at(String otherHost, int otherPort) {
    return new ServerConfig(
        otherHost,
        otherPort,
        data,
        key,
        threads,
        metrics,
        audit,
        requestsMax,
        ledger,
        limits,
        clock);
  }

  /// The same with another key.
  public ServerConfig key(Path file) {
    return new ServerConfig(
        host, port, data, file, threads, metrics, audit, requestsMax, ledger, limits, clock);
  }

  /// The same with other event loops.
  public ServerConfig threads(int loops) {
    return new ServerConfig(
        host, port, data, key, loops, metrics, audit, requestsMax, ledger, limits, clock);
  }

  /// The same with room for so many requests.
  public ServerConfig requestsMax(int most) {
    return new ServerConfig(
        host, port, data, key, threads, metrics, audit, most, ledger, limits, clock);
  }

  /// The same, counting or not.
  public ServerConfig metrics(boolean counts) {
    return new ServerConfig(
        host, port, data, key, threads, counts, audit, requestsMax, ledger, limits, clock);
  }

  /// The same, writing down who asks for what, or not.
  public ServerConfig audit(boolean writes) {
    return new ServerConfig(
        host, port, data, key, threads, metrics, writes, requestsMax, ledger, limits, clock);
  }

  /// The same with other bounds of connections.
  ServerConfig limits(HttpLimits others) {
    return new ServerConfig(
        host, port, data, key, threads, metrics, audit, requestsMax, ledger, others, clock);
  }

  /// The same by another clock.
  ServerConfig clock(InstantSource other) {
    return new ServerConfig(
        host, port, data, key, threads, metrics, audit, requestsMax, ledger, limits, other);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
