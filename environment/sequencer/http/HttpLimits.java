package sequencer.http;

import java.time.Duration;
import sequencer.channel.StreamFormat;

/// What a client may ask of the server. Everything it could make grow has an end.
///
/// @param connectionsMax open connections; one more is answered 503 and closed
/// @param headBytesMax request line and header lines together; beyond it 431
/// @param bodyBytesMax a request's body; beyond it 413
/// @param streamBytesMax the body of a request to `/stream`, as `bodyBytesMax`
/// @param largeBytesMax what bodies beyond `bodyBytesMax` may take together, on all connections;
///     one more is answered 503
/// @param pipelinedMax requests of one connection that wait for their answers; beyond it the
///     connection is not read until some have left
/// @param requestTime from a request's first byte to its last; beyond it 408
/// @param idleTime that a connection may be open without a request, and that a client may refuse to
///     take an answer; beyond it the connection is closed
public record HttpLimits(
    int connectionsMax,
    int headBytesMax,
    int bodyBytesMax,
    int streamBytesMax,
    int largeBytesMax,
    int pipelinedMax,
    Duration requestTime,
    Duration idleTime) {
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          4096,
          8 << 10,
          64 << 10,
          StreamFormat.BYTES_MAX,
          64 << 20,
          256,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60));

  public HttpLimits {
    if (connectionsMax < 1 || headBytesMax < 64 || bodyBytesMax < 1 || pipelinedMax < 1) {
      throw new IllegalArgumentException("every limit must leave room for one small request");
    }
    if (streamBytesMax < bodyBytesMax || largeBytesMax < streamBytesMax) {
      throw new IllegalArgumentException(
          "streamBytesMax is no less than bodyBytesMax, and largeBytesMax no less than that; got"
              + " %s, %s and %s".formatted(streamBytesMax, bodyBytesMax, largeBytesMax));
    }
    if (requestTime.isNegative() || requestTime.isZero() || idleTime.compareTo(requestTime) < 0) {
      throw new IllegalArgumentException(
          "requestTime must be positive and idleTime no shorter; got %s and %s"
              .formatted(requestTime, idleTime));
    }
  }
}
