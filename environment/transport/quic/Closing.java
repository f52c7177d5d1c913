package transport.quic;

/// Why a connection ended.
///
/// @param by who ended it
/// @param application whether the code is the application's (else QUIC's own, RFC 9000 section 20)
/// @param code 0 where there is none, as after a timeout
/// @param reason as the ending side gave it; for people
public record Closing(By by, boolean application, long code, String reason) {

  /// Who ended a connection.
  public enum By {
    /// This end: [Connection#close], [Endpoint#close], or what it could not accept.
    SELF,
    PEER,
    /// Nothing was heard for as long as the settings say, or no handshake came about in that time.
    TIMEOUT
  }

  public Closing {
    if (code < 0 || code >= 1L << 62) {
      throw new IllegalArgumentException("a QUIC code is from 0 up to 2^62 - 1, not " + code);
    }
  }
}
