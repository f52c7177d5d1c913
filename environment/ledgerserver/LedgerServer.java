package ledgerserver;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Server;

/// The ledger's server as a program. It prints `listening on <host>:<port>` once it serves and ends
/// on SIGTERM.
///
/// Exit status: 2 for wrong arguments, 3 when its files or its address cannot be had; each with a
/// sentence on standard error.
@Command(
    name = "./jbang serve ledger --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Keeps accounts and moves amounts between them, durably.")
public final class LedgerServer extends Server {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of the ledger (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("ledger-data");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "the key of its tokens; token.key in its folder if absent")
  private Path key;

  @Option(names = "--threads", description = "event loops (default: ${DEFAULT-VALUE})")
  private int threads = 1;

  @Option(
      names = "--requests",
      description = "that may be under way, those in batches too (default: ${DEFAULT-VALUE})")
  private int requestsMax = ServerConfig.in(Path.of("")).requestsMax();

  @Option(
      names = "--metrics",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "count requests (default: ${DEFAULT-VALUE})")
  private boolean metrics;

  @Option(
      names = "--audit",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "write down in its chain who asks for what (default: ${DEFAULT-VALUE})")
  private boolean audit;

  LedgerServer() {
    super(ServerConfig.PORT);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new LedgerServer().run(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerConfig config = config();
    try (LedgerNode node = LedgerNode.start(config)) {
      return serve(node.address().getPort(), node);
    }
  }

  private ServerConfig config() {
    try {
      ServerConfig config = ServerConfig.in(data);
      return config
          .key(key == null ? config.key() : key)
          .at(host, port)
          .threads(threads)
          .requestsMax(requestsMax)
          .metrics(metrics)
          .audit(audit);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }
}
