package http;

import java.time.Duration;

/// What clients may make grow, and where it ends.
///
/// @param connectionsMax open connections; one more is answered 503 and closed
/// @param headBytesMax request line and header lines each; beyond it 400
/// @param bodyBytesMax a request's body; beyond it 413
/// @param requestTime from a request's first byte to its last; beyond it 408
/// @param idleTime that a connection may be open without a request, and that a client may refuse to
///     take an answer; beyond it the connection is closed
/// @param servedMax requests of one connection that are served at a time; the answers keep their
///     order
public record HttpLimits(
    int connectionsMax,
    int headBytesMax,
    int bodyBytesMax,
    Duration requestTime,
    Duration idleTime,
    int servedMax) {
  public HttpLimits {
    if (Math.min(connectionsMax, Math.min(headBytesMax / 64, bodyBytesMax / 64)) < 1) {
      throw new IllegalArgumentException("every limit must leave room for one small request");
    }
    if (requestTime.isNegative() || requestTime.isZero()) {
      throw new IllegalArgumentException("every time must be positive");
    }
    if (idleTime.compareTo(requestTime) < 0) {
      throw new IllegalArgumentException(
          "idleTime must be no shorter than requestTime; got %s and %s"
              .formatted(idleTime, requestTime));
    }
    if (servedMax < 1) {
      throw new IllegalArgumentException("one request is served at least, not " + servedMax);
    }
  }

  /// Limits of a server that serves the requests of a connection one after the other.
  public HttpLimits(
      int connectionsMax,
      int headBytesMax,
      int bodyBytesMax,
      Duration requestTime,
      Duration idleTime) {
    this(connectionsMax, headBytesMax, bodyBytesMax, requestTime, idleTime, 1);
  }
}
