package transport;

import java.util.List;
import runtime.Launch;
import transport.quic.Engine;
import transport.quic.netty.NettyEngine;
import transport.quic.quiche.QuicheEngine;

/// How a runtime starts the benchmark's server.
public final class TransportLaunch {
  /// What may carry it, the default first.
  public static final List<String> ENGINES = List.of("quiche", "netty");

  private TransportLaunch() {}

  /// The engine of this name.
  ///
  /// @param name one of [#ENGINES]
  public static Engine engine(String name) {
    return switch (name) {
      case "quiche" -> new QuicheEngine();
      case "netty" -> new NettyEngine();
      default ->
          throw new IllegalArgumentException(
              "no engine is called '%s'; there are %s".formatted(name, String.join(", ", ENGINES)));
    };
  }

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
