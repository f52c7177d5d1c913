package sequencer.channel;

/// Why a request is refused: the HTTP status and the text that the document's API answers with.
///
/// The texts are part of the API, byte for byte, oddities included: `expected > 5` is said when 5
/// is the number that would be right, and an unreadable address is called a malformed signature.
///
/// An exception without a stack trace: bad requests are an ordinary input, and a server under a
/// flood of them has better things to do than to walk its stack.
public final class Refusal extends Exception {
  private final int status;

  public Refusal(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The text of the body's `error` member.
  public String text() {
    return getMessage();
  }

  /// @param id as the request spelled it
  public static Refusal channelNotFound(String id) {
    return new Refusal(404, "Channel not found: " + id);
  }

  /// Nothing is accepted from the moment that the closing was begun: a payment that the voucher on
  /// its way to the chain does not have would never be paid.
  static Refusal channelClosed() {
    return new Refusal(400, "Channel closed");
  }

  static Refusal channelExpired() {
    return new Refusal(400, "Channel expired");
  }

  static Refusal insufficientBalance() {
    return new Refusal(400, "Insufficient channel balance");
  }

  static Refusal balanceExceeded() {
    return new Refusal(400, "Recipient balances exceed channel balance");
  }

  static Refusal invalidSignature(Object expected, Object actual) {
    return new Refusal(400, "Invalid signature: expected %s, got %s".formatted(expected, actual));
  }

  public static Refusal malformed(String what) {
    return new Refusal(400, "Malformed signature: " + what);
  }

  /// The body of a stream is not what it must be; the texts are this project's own.
  public static Refusal malformedStream(String what) {
    return new Refusal(400, "Malformed stream: " + what);
  }

  static Refusal invalidSequenceNumber(long expected, long actual) {
    return new Refusal(
        400,
        "Invalid sequence number: expected > %s, got %s"
            .formatted(Long.toUnsignedString(expected), Long.toUnsignedString(actual)));
  }

  /// The original calls this an internal error, status 500. It is the client's clock that is wrong.
  static Refusal tooFarInTheFuture() {
    return new Refusal(400, "timestamp is too far in the future");
  }

  static Refusal tooManyRecipients(int most) {
    return new Refusal(400, "Too many recipients: at most " + most);
  }

  /// A channel's terms are part of its id on the chain; two sets of terms cannot both be true.
  public static Refusal otherTerms() {
    return new Refusal(400, "Channel already seeded with another owner, balance or expiry");
  }
}
