package transport.quic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/// Opens QUIC endpoints. It holds nothing itself, and any thread may use it.
public interface Engine {

  /// The implementation and the version of what it stands on, for a report.
  String name();

  /// Takes connections at an address.
  ///
  /// @param address where to listen; port 0 lets the system choose ([Endpoint#address] tells)
  /// @param accept called on the loop for each new connection, before anything else is told of it
  /// @throws IOException if the address cannot be had or the identity's files cannot be read
  Endpoint listen(
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Function<Connection, ConnectionHandler> accept)
      throws IOException;

  /// A socket from which any number of connections go out, to any number of servers.
  ///
  /// @throws IOException if no socket can be had
  Endpoint client(QuicSettings settings) throws IOException;
}
