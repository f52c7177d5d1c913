package merchant;

import http.HttpLimits;
import java.time.Duration;

/// What clients and the sequencer may make grow, and where it ends.
///
/// @param connectionsMax open connections of clients; one more is answered 503 and closed
/// @param headBytesMax request line and header lines each; beyond it 400
/// @param bodyBytesMax a request's body; beyond it 413
/// @param requestTime from a request's first byte to its last; beyond it 408
/// @param idleTime that a connection may be open without a request, and that a client may refuse to
///     take an answer; beyond it the connection is closed
/// @param answerTime that the sequencer may take for an answer; beyond it 504
/// @param linksMax connections of one event loop to the sequencer
/// @param waitingMax payments of one event loop that wait for such a connection; beyond it 503
/// @param paymentsMax paid or being paid, and not yet redeemed; beyond it 503
/// @param channelsMax channels whose accounts are remembered; the one longest unused makes room
/// @param redeemTime that a payment not yet redeemed is kept for sure
public record MerchantLimits(
    int connectionsMax,
    int headBytesMax,
    int bodyBytesMax,
    Duration requestTime,
    Duration idleTime,
    Duration answerTime,
    int linksMax,
    int waitingMax,
    int paymentsMax,
    int channelsMax,
    Duration redeemTime) {
  public static final MerchantLimits DEFAULT =
      new MerchantLimits(
          4096,
          8 << 10,
          16 << 10,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          256,
          4096,
          250_000,
          100_000,
          Duration.ofSeconds(30));

  public MerchantLimits {
    int least = Math.min(linksMax, Math.min(paymentsMax, channelsMax));
    if (least < 1 || waitingMax < 0) {
      throw new IllegalArgumentException("every limit must leave room for one small request");
    }
    if (!isPositive(answerTime) || !isPositive(redeemTime)) {
      throw new IllegalArgumentException("every time must be positive");
    }
    new HttpLimits(connectionsMax, headBytesMax, bodyBytesMax, requestTime, idleTime);
  }

  /// Those of its clients' connections.
  HttpLimits http() {
    return new HttpLimits(connectionsMax, headBytesMax, bodyBytesMax, requestTime, idleTime);
  }

  private static boolean isPositive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }
}
