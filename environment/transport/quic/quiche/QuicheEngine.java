package transport.quic.quiche;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.Engine;
import transport.quic.Identity;
import transport.quic.QuicSettings;

/// quiche through `java.lang.foreign`, each endpoint on an event loop of our own. Linux; the JVM
/// needs `--enable-native-access=ALL-UNNAMED`.
public final class QuicheEngine implements Engine {

  /// Loads quiche, once in a JVM.
  ///
  /// @throws UnsupportedOperationException if this system is not Linux on x86-64 and
  ///     `QUICHE_LIBRARY` names no library for it, or the library is not one that is known to fit
  public QuicheEngine() {
    QuicheLibrary.load();
  }

  @Override
  public String name() {
    return "quiche " + Quiche.versionName() + ", own loop";
  }

  @Override
  public Endpoint listen(
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Function<Connection, ConnectionHandler> accept)
      throws IOException {
    QuicheConfig config = QuicheConfig.server(settings, identity);
    try {
      UdpSocket socket = UdpSocket.bound(address, settings.socket());
      return QuicheEndpoint.started(socket, settings, config, accept);
    } catch (IOException | RuntimeException e) {
      config.close();
      throw e;
    }
  }

  @Override
  public Endpoint client(QuicSettings settings) throws IOException {
    return QuicheEndpoint.started(UdpSocket.unbound(settings.socket()), settings, null, null);
  }
}
