package transport.quic;

import java.time.Duration;
import java.util.List;

/// How an endpoint's connections behave.
///
/// @param applicationProtocols ALPN, the preferred one first
/// @param udpPayloadBytes the largest UDP payload that is sent, 1,200 to 65,000
/// @param congestionControl by quiche's name: `reno`, `cubic`, `bbr2_gcongestion`
/// @param idleTimeout silence after which a connection ends, and at least three times what a lost
///     packet takes to be noticed (three seconds before the first answer); both ends keep to the
///     shorter of theirs
public record QuicSettings(
    List<String> applicationProtocols,
    int udpPayloadBytes,
    Windows windows,
    Datagrams datagrams,
    String congestionControl,
    Duration idleTimeout,
    Admission admission,
    SocketOptions socket) {

  public QuicSettings {
    applicationProtocols = List.copyOf(applicationProtocols);
    if (applicationProtocols.isEmpty()) {
      throw new IllegalArgumentException("QUIC needs at least one application protocol (ALPN)");
    }
    for (String protocol : applicationProtocols) {
      if (!protocol.matches("[ -~]{1,255}")) {
        throw new IllegalArgumentException(
            "an application protocol is 1 to 255 ASCII characters, not '%s'".formatted(protocol));
      }
    }
    within("udpPayloadBytes", udpPayloadBytes, 1_200, 65_000);
    if (!congestionControl.matches("[a-z0-9_]{1,40}")) {
      throw new IllegalArgumentException(
          "a congestion control has a name such as cubic, not '%s'".formatted(congestionControl));
    }
    within("idleTimeout in ms", idleTimeout.toMillis(), 1, Duration.ofDays(1).toMillis());
  }

  /// How much the peer may send before it is read.
  ///
  /// @param connectionBytes on all streams of a connection together
  /// @param streamBytes on one stream
  /// @param bidirectionalStreams that the peer may have open at once
  /// @param unidirectionalStreams that the peer may have open at once
  public record Windows(
      long connectionBytes,
      long streamBytes,
      long bidirectionalStreams,
      long unidirectionalStreams) {
    public Windows {
      within("connectionBytes", connectionBytes, 1, 1L << 40);
      within("streamBytes", streamBytes, 1, 1L << 40);
      within("bidirectionalStreams", bidirectionalStreams, 0, 1L << 24);
      within("unidirectionalStreams", unidirectionalStreams, 0, 1L << 24);
    }
  }

  /// Queues of unreliable datagrams, for each connection.
  ///
  /// @param received that wait to be told; more are dropped; 0 = the peer may send none
  /// @param sent that wait to leave; [Connection#sendDatagram] refuses more
  public record Datagrams(int received, int sent) {
    public Datagrams {
      within("received", received, 0, 1 << 24);
      within("sent", sent, 0, 1 << 24);
    }
  }

  /// Whom an endpoint lets in.
  ///
  /// @param maxConnections open at once; a server drops further first packets
  /// @param retryAbove half-open handshakes above which a server makes new clients prove their
  ///     address first (Retry); 0 = always
  public record Admission(int maxConnections, int retryAbove) {
    public Admission {
      within("maxConnections", maxConnections, 1, 1 << 24);
      within("retryAbove", retryAbove, 0, 1 << 24);
    }
  }

  /// The UDP socket.
  ///
  /// @param bufferBytes asked of the system for each direction; it may give less
  /// @param segmentation whether several packets may go in one call (GSO), where it can be had
  /// @param coalescing whether several packets may come in one call (GRO), where it can be had
  public record SocketOptions(int bufferBytes, boolean segmentation, boolean coalescing) {
    public SocketOptions {
      within("bufferBytes", bufferBytes, 4_096, 1 << 30);
    }
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is from %s to %s, not %s".formatted(name, least, most, value));
    }
  }

  /// 1,350-byte payloads, windows of 16 and 8 MiB, 10,000 streams of each kind, CUBIC, 30 s of
  /// silence, and everything that the socket can do.
  public static QuicSettings of(String... applicationProtocols) {
    return new QuicSettings(
        List.of(applicationProtocols),
        1_350,
        new Windows(16L << 20, 8L << 20, 10_000, 10_000),
        new Datagrams(16_384, 16_384),
        "cubic",
        Duration.ofSeconds(30),
        new Admission(10_000, 1_000),
        new SocketOptions(4 << 20, true, true));
  }

  public QuicSettings with(Windows other) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        other,
        datagrams,
        congestionControl,
        idleTimeout,
        admission,
        socket);
  }

  public QuicSettings with(Datagrams other) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        windows,
        other,
        congestionControl,
        idleTimeout,
        admission,
        socket);
  }

  public QuicSettings with(Admission other) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        windows,
        datagrams,
        congestionControl,
        idleTimeout,
        other,
        socket);
  }

  public QuicSettings with(SocketOptions other) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        windows,
        datagrams,
        congestionControl,
        idleTimeout,
        admission,
        other);
  }

  public QuicSettings withUdpPayloadBytes(int bytes) {
    return new QuicSettings(
        applicationProtocols,
        bytes,
        windows,
        datagrams,
        congestionControl,
        idleTimeout,
        admission,
        socket);
  }

  public QuicSettings withCongestionControl(String name) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        windows,
        datagrams,
        name,
        idleTimeout,
        admission,
        socket);
  }

  public QuicSettings withIdleTimeout(Duration time) {
    return new QuicSettings(
        applicationProtocols,
        udpPayloadBytes,
        windows,
        datagrams,
        congestionControl,
        time,
        admission,
        socket);
  }
}
