package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayInputStream;
import java.lang.foreign.MemorySegment;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import transport.quic.Closing;
import transport.quic.ConnectionStatistics;

/// What quiche answers about a connection, in Java's terms.
final class Answers {
  /// Places in `quiche_stats` and `quiche_path_stats` of 0.29.
  private static final int RECEIVED = 0;

  private static final int SENT = 8;
  private static final int LOST = 16;
  private static final int REPEATS = 32;
  private static final int SENT_BYTES = 40;
  private static final int RECEIVED_BYTES = 48;
  private static final int ACKNOWLEDGED_BYTES = 56;
  private static final int LOST_BYTES = 64;
  private static final int REPEATED_BYTES = 72;
  private static final int DATAGRAMS_RECEIVED = 80;
  private static final int DATAGRAMS_SENT = 88;
  private static final int RESETS = 120;
  private static final int STOPS = 128;
  private static final int PATH_ROUND_TRIP_NS = 344;
  private static final int PATH_CONGESTION_WINDOW = 376;

  private static final long TLS_ALERTS_END = 0x200;

  private Answers() {}

  static Closing closing(long address, Scratch scratch) {
    long flag = scratch.flagAt();
    long number = scratch.numberAt();
    long text = scratch.addressAt();
    long length = scratch.lengthAt();
    if (Quiche.peerError(address, flag, number, text, length)) {
      return closing(scratch, Closing.By.PEER);
    }
    if (Quiche.isTimedOut(address)) {
      return new Closing(Closing.By.TIMEOUT, false, 0, "nothing was heard for the idle timeout");
    }
    if (Quiche.localError(address, flag, number, text, length)) {
      return closing(scratch, Closing.By.SELF);
    }
    return new Closing(Closing.By.PEER, false, 0, "the peer does not know this connection");
  }

  private static Closing closing(Scratch scratch, Closing.By by) {
    long code = scratch.number();
    String reason = scratch.text();
    boolean application = scratch.flag();
    if (!application && reason.isEmpty() && code >= 0x100 && code < TLS_ALERTS_END) {
      reason = "TLS alert " + (code - 0x100);
    }
    return new Closing(by, application, code, reason);
  }

  static String applicationProtocol(long address, Scratch scratch) {
    Quiche.applicationProtocol(address, scratch.addressAt(), scratch.lengthAt());
    return scratch.text();
  }

  /// The peer's certificate in DER; empty if it showed none.
  static byte[] peerCertificateBytes(long address, Scratch scratch) {
    Quiche.peerCertificate(address, scratch.addressAt(), scratch.lengthAt());
    return scratch.bytes();
  }

  static Optional<X509Certificate> peerCertificate(long address, Scratch scratch) {
    byte[] der = peerCertificateBytes(address, scratch);
    if (der.length == 0) {
      return Optional.empty();
    }
    try {
      var factory = CertificateFactory.getInstance("X.509");
      return Optional.of(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
    } catch (CertificateException e) {
      // BoringSSL accepts what the JDK cannot read: then nothing here can name it
      return Optional.empty();
    }
  }

  /// The shorter of both ends' idle timeouts.
  static long idleTimeoutMs(long address, Scratch scratch, Duration own) {
    long ownMs = own.toMillis();
    if (!Quiche.peerParameters(address, scratch.structure.address())) {
      return ownMs;
    }
    long peersMs = scratch.structure.get(JAVA_LONG, 0);
    return peersMs == 0 ? ownMs : Math.min(ownMs, peersMs);
  }

  /// How many streams the peer has reset.
  static long resets(long address, Scratch scratch) {
    Quiche.statistics(address, scratch.structure.address());
    return scratch.structure.get(JAVA_LONG, RESETS);
  }

  /// How many streams the peer had stopped when [#resets] was asked for.
  static long stops(Scratch scratch) {
    return scratch.structure.get(JAVA_LONG, STOPS);
  }

  /// What the peer has said that it got, in bytes of packets.
  static long acknowledgedBytes(long address, Scratch scratch) {
    Quiche.statistics(address, scratch.structure.address());
    return scratch.structure.get(JAVA_LONG, ACKNOWLEDGED_BYTES);
  }

  /// What was sent and is neither acknowledged nor given up, when [#acknowledgedBytes] was asked
  /// for; with packets that hold acknowledgements alone, which need none.
  static long sentAndNotAcknowledgedBytes(Scratch scratch) {
    return scratch.structure.get(JAVA_LONG, SENT_BYTES)
        - scratch.structure.get(JAVA_LONG, ACKNOWLEDGED_BYTES)
        - scratch.structure.get(JAVA_LONG, LOST_BYTES);
  }

  /// How often something was sent again when [#acknowledgedBytes] was asked for.
  static long repeats(Scratch scratch) {
    return scratch.structure.get(JAVA_LONG, REPEATS);
  }

  static ConnectionStatistics statistics(long address, Scratch scratch) {
    MemorySegment counts = scratch.structure;
    Quiche.statistics(address, counts.address());
    long received = counts.get(JAVA_LONG, RECEIVED);
    long sent = counts.get(JAVA_LONG, SENT);
    long lost = counts.get(JAVA_LONG, LOST);
    long receivedBytes = counts.get(JAVA_LONG, RECEIVED_BYTES);
    long sentBytes = counts.get(JAVA_LONG, SENT_BYTES);
    long repeatedBytes = counts.get(JAVA_LONG, REPEATED_BYTES);
    long datagramsReceived = counts.get(JAVA_LONG, DATAGRAMS_RECEIVED);
    long datagramsSent = counts.get(JAVA_LONG, DATAGRAMS_SENT);
    Quiche.pathStatistics(address, 0, counts.address());
    return new ConnectionStatistics(
        received,
        sent,
        lost,
        receivedBytes,
        sentBytes,
        repeatedBytes,
        datagramsReceived,
        datagramsSent,
        Duration.ofNanos(counts.get(JAVA_LONG, PATH_ROUND_TRIP_NS)),
        counts.get(JAVA_LONG, PATH_CONGESTION_WINDOW));
  }
}
