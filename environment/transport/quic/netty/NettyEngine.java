package transport.quic.netty;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.codec.quic.Quic;
import io.netty.util.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Function;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.Engine;
import transport.quic.Identity;
import transport.quic.QuicSettings;

/// QUIC by the public API of Netty's codec, which has quiche below it, as another program would use
/// it: on epoll with GSO and GRO where Netty has them for the system, else on NIO.
///
/// That API leaves out what [Connection] and [Endpoint] promise otherwise:
///
/// - A code that closes a connection, resets or stops a stream goes out as [#WIDE] unless it has 31
///   bits; those of a WebTransport application have 47. The code of a reset comes in whole, that of
///   a close with its lowest 32 bits.
/// - The code of a stop is not told: [ConnectionHandler#onStopSending] says [#UNKNOWN]. A stop that
///   finds no bytes waiting is told at the next write only.
/// - A closing packet is sent once, and none while the congestion window is full; the peer then
///   waits for its idle timeout.
/// - What is acknowledged is not told. [Connection#close] and [Connection#whenDelivered] wait until
///   nothing has left for 50 ms or eight round trips, and so does an end that is written without
///   bytes after the last have left (quiche's issue 2525).
/// - Whether datagrams have left is not told either: no more are taken than the queue holds until
///   all that was sent is acknowledged. Those that came and found the queue full are not counted.
/// - Counts that Netty does not tell stay 0: garbage, unknown and invalid packets, versions
///   negotiated, sends refused, packets that met a full socket buffer.
///   [transport.quic.EndpointStatistics#receiveCalls] counts turns of Netty's loop, and `sendCalls`
///   what was handed to its socket.
public final class NettyEngine implements Engine {
  /// What goes out instead of a code of more than 31 bits.
  public static final int WIDE = Integer.MAX_VALUE;

  /// The code of a stop.
  public static final long UNKNOWN = -1;

  /// Loads Netty's native library, once in a JVM.
  ///
  /// @throws UnsupportedOperationException if Netty has none for this system
  public NettyEngine() {
    if (!Quic.isAvailable()) {
      throw new UnsupportedOperationException(
          "Netty's QUIC has no native library here: netty-codec-native-quic with this system's"
              + " classifier must be on the class path",
          Quic.unavailabilityCause());
    }
  }

  @Override
  public String name() {
    Version version = Version.identify().get("netty-codec-classes-quic");
    return "Netty %s, %s"
        .formatted(
            version == null ? "of unknown version" : version.artifactVersion(),
            Epoll.isAvailable() ? "epoll" : "NIO");
  }

  @Override
  public Endpoint listen(
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Function<Connection, ConnectionHandler> accept)
      throws IOException {
    return NettyEndpoint.listening(address, identity, settings, accept);
  }

  @Override
  public Endpoint client(QuicSettings settings) throws IOException {
    return NettyEndpoint.calling(settings);
  }
}
