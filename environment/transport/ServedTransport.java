package transport;

import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The benchmark's server, alone.
public final class ServedTransport implements Served {
  @Override
  public int port() {
    return TransportServer.PORT;
  }

  @Override
  public List<String> engines() {
    return TransportLaunch.ENGINES;
  }

  @Override
  public Launch launch(String engine, String... more) {
    return TransportLaunch.launch(engine, more);
  }
}
