package transport.quic.netty;

import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import transport.quic.Closing;

/// Why a connection ended, from what Netty says of it.
final class Closings {
  /// RFC 9000, section 20.1.
  private static final long INTERNAL_ERROR = 1;

  /// TLS alert handshake_failure (40): Netty does not say which one it was.
  private static final long HANDSHAKE_FAILURE = 0x100 + 40;

  private Closings() {}

  static Closing of(QuicConnectionCloseEvent close) {
    long code = Integer.toUnsignedLong(close.error());
    String reason = close.isTlsError() ? "TLS alert " + (code - 0x100) : "";
    try {
      reason = new String(close.reason(), StandardCharsets.UTF_8);
    } catch (NullPointerException e) {
      // how Netty says that there is none
    }
    return new Closing(Closing.By.PEER, close.isApplicationClose(), code, reason);
  }

  /// One that neither end announced.
  ///
  /// @param failure the first that Netty told of; null for none
  static Closing unexplained(boolean timedOut, Throwable failure) {
    if (timedOut) {
      return new Closing(Closing.By.TIMEOUT, false, 0, "nothing was heard for the idle timeout");
    }
    if (failure == null) {
      return new Closing(Closing.By.PEER, false, 0, "the peer does not know this connection");
    }
    boolean tls = failure instanceof SSLException;
    long code = tls ? HANDSHAKE_FAILURE : INTERNAL_ERROR;
    if (failure instanceof QuicException quic && quic.error() != null) code = quic.error().code();
    return new Closing(Closing.By.SELF, false, code, (tls ? "TLS: " : "") + failure.getMessage());
  }
}
