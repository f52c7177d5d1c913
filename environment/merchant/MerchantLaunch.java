package merchant;

import java.net.InetSocketAddress;
import runtime.Launch;

/// How a runtime starts the merchant.
public final class MerchantLaunch {
  private MerchantLaunch() {}

  /// A merchant that has its payments settled at `sequencer`, as a client of this machine reaches
  /// that.
  ///
  /// @param more further arguments, as [MerchantServer] takes them
  public static Launch launch(InetSocketAddress sequencer, String... more) {
    String url = "http://%s:%s".formatted(sequencer.getHostString(), sequencer.getPort());
    return launch("--sequencer", url).and(more);
  }

  /// A merchant that is told all by its arguments; its sequencer is at the document's port unless
  /// they say otherwise.
  public static Launch launch(String... more) {
    return Launch.of("merchant", MerchantServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}")
        .and(more)
        .nativeAccess();
  }
}
