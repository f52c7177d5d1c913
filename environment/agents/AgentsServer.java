package agents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Server;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;

/// The API as a program. It prints `listening on <host>:<port>` once it serves and ends on SIGTERM.
///
/// Exit status: 2 for wrong arguments, 3 when its database, the sandbox or its address cannot be
/// had; each with a sentence on standard error.
@Command(
    name = "./jbang serve agents --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Lists bounties and agents out of PostgreSQL, and executes agents in a sandbox.")
public final class AgentsServer extends Server {
  private static final int QUEUED = 1_024;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of a PostgreSQL of its own (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("agents-data");

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "JDBC URL of an empty PostgreSQL database; one of its own if absent")
  private String database = "";

  @Option(
      names = "--bounties",
      description = "of the data set that an empty database gets (default: ${DEFAULT-VALUE})")
  private int bounties = AgentsConfig.BOUNTIES;

  @Option(names = "--workers", description = "agents run at a time (default: ${DEFAULT-VALUE})")
  private int workers = Runtime.getRuntime().availableProcessors();

  @Option(names = "--queued", description = "that may wait (default: ${DEFAULT-VALUE})")
  private int queued = QUEUED;

  @Option(names = "--quickjs", paramLabel = "FILE", hidden = true)
  private Path quickJs;

  @Option(names = "--wasmtime", paramLabel = "FILE", hidden = true)
  private Path wasmtime;

  AgentsServer() {
    super(AgentsConfig.PORT);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new AgentsServer().run(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    AgentsConfig config = config();
    try (AgentsNode node = start(config)) {
      return serve(node.address().getPort(), node);
    }
  }

  private AgentsNode start(AgentsConfig config) throws IOException {
    try {
      return AgentsNode.start(config);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private AgentsConfig config() throws IOException {
    if (wasmtime != null) {
      WasmtimeLibrary.use(wasmtime);
    }
    try {
      return new AgentsConfig(
          host,
          port,
          data,
          database,
          quickJs == null ? own() : quickJs,
          bounties,
          workers,
          queued,
          AgentsConfig.LIMITS);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private static Path own() throws IOException {
    Optional<String> absence = QuickJs.absence();
    if (absence.isPresent()) {
      throw new IOException(absence.get());
    }
    return QuickJs.file();
  }
}
