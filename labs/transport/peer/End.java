package labs.transport.peer;

import java.net.InetSocketAddress;
import transport.quic.Identity;

/// Somebody's WebTransport as either end of an interoperation case.
public interface End {
  /// For tables and messages.
  String name();

  /// A server that does its work for each session, until it is closed.
  Listening serve(Identity identity, FileWork work) throws Exception;

  /// A client that does its work and returns when it is done.
  ///
  /// @throws java.io.IOException if it cannot
  void fetch(InetSocketAddress server, FileWork work) throws Exception;

  /// Where a server is.
  ///
  /// @param server what ends it
  record Listening(InetSocketAddress address, AutoCloseable server) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      server.close();
    }
  }
}
