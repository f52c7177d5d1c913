package transport.quic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import transport.quic.netty.NettyEngine;
import transport.quic.quiche.QuicheEngine;

/// What holds for each engine.
@ParameterizedClass(name = "{0}")
@MethodSource("engines")
abstract class EngineContract {
  private static final Engine QUICHE = new QuicheEngine();
  private static final Engine NETTY = new NettyEngine();

  @Parameter Engine engine;

  static Stream<Named<Engine>> engines() {
    return Stream.of(Named.of("quiche", QUICHE), Named.of("netty", NETTY));
  }

  boolean isNetty() {
    return engine == NETTY;
  }

  /// Skips what Netty's API cannot do.
  ///
  /// @param why what is missing there
  void notOnNetty(String why) {
    assumeTrue(!isNetty(), why);
  }

  final Peers peers(Function<Connection, ConnectionHandler> accept) throws IOException {
    return Peers.of(engine, Peers.SETTINGS, Peers.SETTINGS, accept);
  }

  final Peers peers(
      QuicSettings server, QuicSettings client, Function<Connection, ConnectionHandler> accept)
      throws IOException {
    return Peers.of(engine, server, client, accept);
  }
}
