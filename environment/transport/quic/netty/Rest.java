package transport.quic.netty;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionPathStats;
import io.netty.handler.codec.quic.QuicConnectionStats;
import java.time.Duration;
import transport.quic.ConnectionStatistics;

/// What Netty counts of a connection, and by that whether all that was sent has been acknowledged.
/// Netty does not say so; but QUIC sends again what is not (RFC 9002, 6.2: after a round trip, four
/// times its variance and 25 ms), so when nothing has left for longer, nothing is on the way.
final class Rest {
  private static final long QUIET_NS = Duration.ofMillis(50).toNanos();
  private static final int QUIET_ROUND_TRIPS = 8;
  private static final int REPEATS_MAX = 5;

  private final QuicChannel channel;
  private long received;
  private long sent = -1;
  private long sentNs;
  private long repeated;
  private int repeats;
  private boolean heard;

  Rest(QuicChannel channel) {
    this.channel = channel;
  }

  /// Behind each repeat the silence is to be twice as long, as QUIC waits twice as long.
  boolean isReached() {
    QuicConnectionStats counts = channel.collectStats().getNow();
    QuicConnectionPathStats path = channel.collectPathStats(0).getNow();
    if (counts == null || path == null) return false;
    heard |= counts.recv() != received;
    received = counts.recv();
    long silentNs = System.nanoTime() - sentNs;
    if (counts.sent() != sent) {
      repeats = counts.retrans() > repeated ? Math.min(repeats + 1, REPEATS_MAX) : 0;
      repeated = counts.retrans();
      sent = counts.sent();
      sentNs += silentNs;
      return false;
    }
    return silentNs > Math.max(QUIET_NS, QUIET_ROUND_TRIPS * path.rtt()) << repeats;
  }

  /// Whether packets came since this was asked last.
  boolean isHeard() {
    boolean was = heard;
    heard = false;
    return was;
  }

  /// How many bytes may be on the way; 0 when that is not known.
  static long window(QuicChannel channel) {
    QuicConnectionPathStats path = channel.collectPathStats(0).getNow();
    return path == null ? 0 : path.cwnd();
  }

  static ConnectionStatistics statistics(
      QuicChannel channel, long datagramsReceived, long datagramsSent) {
    QuicConnectionStats counts = channel.collectStats().getNow();
    QuicConnectionPathStats path = channel.collectPathStats(0).getNow();
    if (counts == null || path == null) {
      return new ConnectionStatistics(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);
    }
    return new ConnectionStatistics(
        counts.recv(),
        counts.sent(),
        counts.lost(),
        counts.recvBytes(),
        counts.sentBytes(),
        counts.streamRetransBytes(),
        datagramsReceived,
        datagramsSent,
        Duration.ofNanos(path.rtt()),
        path.cwnd());
  }
}
