package batcher;

import java.util.ArrayList;
import java.util.List;
import runtime.Launch;

/// How a runtime starts the batcher.
public final class BatcherLaunch {
  private BatcherLaunch() {}

  /// A batcher in this mode, with its journal, if it is told to keep one, in the runtime's data
  /// folder.
  ///
  /// @param mode one of [batcher.rule.Mode#names]
  /// @param more further arguments, as [BatcherServer] takes them
  public static Launch launch(String mode, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--host", "{host}", "--port", "{port}", "--data", "{data}", "--mode", mode));
    arguments.addAll(List.of(more));
    return Launch.of("batcher", BatcherServer.class.getName())
        .arguments(arguments.toArray(String[]::new))
        .jvmFlags(
            // libsecp256k1 is native; sinks on Netty reach for Unsafe.
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }
}
