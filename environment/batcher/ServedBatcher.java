package batcher;

import batcher.rule.Mode;
import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The batcher, as a runtime starts it. Its modes are its engines.
public final class ServedBatcher implements Served {
  @Override
  public int port() {
    return BatcherServer.PORT;
  }

  @Override
  public List<String> engines() {
    return Mode.names();
  }

  /// A batcher in this mode, with its journal, if it is told to keep one, in the data folder.
  @Override
  public Launch launch(String mode, String... more) {
    return Launch.of("batcher", BatcherServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}", "--data", "{data}", "--mode", mode)
        .and(more)
        .nativeAccess();
  }
}
