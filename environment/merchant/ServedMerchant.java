package merchant;

import java.net.InetSocketAddress;
import java.util.List;
import runtime.Launch;
import runtime.Served;

/// The merchant, as a runtime starts it. It keeps its accounts in memory, and settles at the
/// document's sequencer unless it is told another one.
public final class ServedMerchant implements Served {
  @Override
  public int port() {
    return MerchantConfig.PORT;
  }

  @Override
  public List<String> engines() {
    return List.of("memory");
  }

  @Override
  public Launch launch(String engine, String... more) {
    return Launch.of("merchant", MerchantServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}")
        .and(more)
        .nativeAccess();
  }

  /// A merchant that has its payments settled at `sequencer`, as a client of this machine reaches
  /// that.
  public static Launch before(InetSocketAddress sequencer) {
    String url = "http://%s:%s".formatted(sequencer.getHostString(), sequencer.getPort());
    return new ServedMerchant().launch("memory", "--sequencer", url);
  }
}
