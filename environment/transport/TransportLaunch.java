package transport;

import java.util.List;
import runtime.Launch;

/// How a runtime starts the benchmark's server.
public final class TransportLaunch {
  /// What may carry it, the default first.
  public static final List<String> ENGINES = List.of("quiche");

  private TransportLaunch() {}

  /// A server on this engine, its certificate in the runtime's data folder.
  ///
  /// @param engine one of [#ENGINES]
  /// @param more further arguments, as [TransportServer] takes them
  public static Launch launch(String engine, String... more) {
    return Launch.of("transport", TransportServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}", "--data", "{data}", "--engine", engine)
        .and(more)
        .protocol(Launch.Protocol.UDP)
        .nativeAccess();
  }
}
