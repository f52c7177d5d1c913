package agents;

import http.HttpLimits;
import java.nio.file.Path;
import java.time.Duration;

/// Everything that a server of agents can be told when it starts.
///
/// @param host the address to bind
/// @param port 0 for any free one
/// @param data folder of a PostgreSQL of its own; not looked at with a database
/// @param database JDBC URL of a PostgreSQL database; empty for one of its own
/// @param quickJs the file of the interpreter, as [sandbox.wasmtime.QuickJs#file] gives it
/// @param bounties of the data set that an empty database is filled with
/// @param workers threads on which agents run
/// @param queued requests that may wait for a thread, of executions and of reads each; one more is
///     answered 429
/// @param limits of connections
public record AgentsConfig(
    String host,
    int port,
    Path data,
    String database,
    Path quickJs,
    int bounties,
    int workers,
    int queued,
    HttpLimits limits) {
  /// The port that the original has.
  public static final int PORT = 5000;

  /// The stated data set: 1,000 bounties, 500 agents, 10,000 submissions.
  public static final int BOUNTIES = 1_000;

  private static final int BOUNTIES_MAX = 1_000_000;

  /// A body holds code of 512 KiB and an input of 1 MiB, written as JSON.
  public static final HttpLimits LIMITS =
      new HttpLimits(4096, 8 << 10, 2 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60));

  public AgentsConfig {
    require(port >= 0 && port <= 65_535, "a port lies between 0 and 65535, not " + port);
    require(
        bounties >= 1 && bounties <= BOUNTIES_MAX,
        "there are between 1 and %s bounties, not %s".formatted(BOUNTIES_MAX, bounties));
    require(workers >= 1, "there must be at least one worker, not " + workers);
    require(queued >= 1, "there must be room for at least one to wait, not " + queued);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
