package transport.http3;

import java.util.Locale;

/// What the peer did against the protocol, with the code that the protocol demands for it.
///
/// Control flow within the layer, for input that anyone may send: it carries no stack trace.
public final class Http3Error extends Exception {
  private static final long serialVersionUID = 1;

  /// What ends with it.
  public enum Scope {
    /// The whole connection is closed with the code.
    CONNECTION,
    /// The stream it came on is reset with the code, and with it its session.
    STREAM
  }

  private final Scope scope;
  private final long code;

  private Http3Error(Scope scope, long code, String sentence) {
    super(sentence, null, false, false);
    this.scope = scope;
    this.code = code;
  }

  /// An error that ends the connection.
  ///
  /// @param code one of [ErrorCode]
  public static Http3Error connection(long code, String sentence, Object... values) {
    return new Http3Error(Scope.CONNECTION, code, String.format(Locale.ROOT, sentence, values));
  }

  /// An error that ends its stream.
  ///
  /// @param code one of [ErrorCode]
  public static Http3Error stream(long code, String sentence, Object... values) {
    return new Http3Error(Scope.STREAM, code, String.format(Locale.ROOT, sentence, values));
  }

  /// What ends with it.
  public Scope scope() {
    return scope;
  }

  /// The code on the wire.
  public long code() {
    return code;
  }
}
