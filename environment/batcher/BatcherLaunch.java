package batcher;

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
    return Launch.of("batcher", BatcherServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}", "--data", "{data}", "--mode", mode)
        .and(more)
        .nativeAccess();
  }
}
