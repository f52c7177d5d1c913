package batcher;

import batcher.rule.Mode;
import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The batcher, alone. Its modes are its engines.
public final class ServedBatcher implements Served {
  @Override
  public int port() {
    return BatcherServer.PORT;
  }

  @Override
  public List<String> engines() {
    return Mode.names();
  }

  @Override
  public Launch launch(String mode, String... more) {
    return BatcherLaunch.launch(mode, more);
  }
}
