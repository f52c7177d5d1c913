package merchant;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import runtime.Launch;

/// How a runtime starts the merchant.
public final class MerchantLaunch {
  private MerchantLaunch() {}

  /// A merchant that has its payments settled at `sequencer`, as a client of this machine reaches
  /// that.
  ///
  /// @param more further arguments, as [MerchantServer] takes them
  public static Launch launch(InetSocketAddress sequencer, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--sequencer",
                "http://%s:%s".formatted(sequencer.getHostString(), sequencer.getPort())));
    arguments.addAll(List.of(more));
    return launch(arguments.toArray(String[]::new));
  }

  /// A merchant that is told all by its arguments; its sequencer is at the document's port unless
  /// they say otherwise.
  public static Launch launch(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--host", "{host}", "--port", "{port}"));
    arguments.addAll(List.of(more));
    return Launch.of("merchant", MerchantServer.class.getName())
        .arguments(arguments.toArray(String[]::new))
        .jvmFlags(
            // Netty loads its native transport and reaches for Unsafe.
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }
}
