package ledgerserver;

import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The ledger's server, as a runtime starts it.
public final class ServedLedger implements Served {
  private static final long MEMORY_BYTES = 3L << 29;

  @Override
  public int port() {
    return ServerConfig.PORT;
  }

  @Override
  public List<String> engines() {
    return List.of("own");
  }

  @Override
  public Launch launch(String engine, String... more) {
    return Launch.of("ledger", LedgerServer.class.getName())
        .arguments("--data", "{data}", "--host", "{host}", "--port", "{port}")
        .and(more)
        .nativeAccess()
        .memoryBytes(MEMORY_BYTES);
  }
}
