package transport.quic;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;

/// One UDP socket with the thread that serves it. Any thread may call it.
public interface Endpoint extends AutoCloseable {

  /// Where the socket is bound, with the port that the system chose.
  InetSocketAddress address();

  /// Starts a connection; what becomes of it is told to the handler, with
  /// [ConnectionHandler#onEstablished] or [ConnectionHandler#onClosed].
  ///
  /// @param serverName the name that is asked for (SNI) and, where trust is by authority, checked
  /// @param open called on the loop before anything is sent
  /// @throws IllegalStateException if this endpoint listens, or is closed
  void connect(
      InetSocketAddress server,
      String serverName,
      Trust trust,
      Function<Connection, ConnectionHandler> open);

  /// What came, what went and what was dropped since the endpoint was opened.
  EndpointStatistics statistics();

  /// Closes every connection with application code 0, lets what was written leave and waits at most
  /// that long for it, then closes the socket and ends the thread.
  void close(Duration patience);

  /// [#close(Duration)] with one second.
  @Override
  default void close() {
    close(Duration.ofSeconds(1));
  }
}
