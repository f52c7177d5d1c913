package batcher.event;

/// Every reason for which an event is not accepted. A refused event is counted under its reason and
/// leaves no other trace; nothing is ever dropped after it was accepted.
///
/// The hot path answers with a negative number, [#answer], instead of an object.
public enum Refusal {
  /// The ring stayed full until the deadline of the policy, or at once under `reject`.
  FULL("no room: the sink is slower than the producers; retry later or raise the bound"),
  /// The batcher takes no more events, now or ever.
  CLOSED("the batcher is closed, or its journal has failed"),
  VERSION("byte 29 must be 1, bytes 30 and 31 zero: the version of the 128-byte record"),
  DIRECTION("the direction must be 1 (sent) or 2 (received)"),
  PIECE("the piece index must be from 0 to 2147483647"),
  AMOUNT("the amount must be from 1 to 2100000000000000 satoshis"),
  TIME("the time must be from 1 to 253402300799999 milliseconds since 1970"),
  TORRENT("the torrent id must not be empty"),
  PEER("the peer id must not be empty"),
  TRANSACTION_ID("the transaction id must not be empty, and must be the hash of its transaction"),
  SIGNATURE("the transaction's signature must be the payer's over this very transaction"),
  PAYMENT("the transaction must pay the event's amount to its payee, and no more than its coin"),
  SPENT("the transaction must spend a coin that is there and not spent yet"),
  DUPLICATE("the producer's event of this number was accepted before"),
  /// A message of the wire protocol that is not what its length and kind say.
  MESSAGE("the message is malformed");

  private static final Refusal[] ALL = values();

  private final String rule;

  Refusal(String rule) {
    this.rule = rule;
  }

  /// The rule that was broken, as a sentence without its full stop.
  public String rule() {
    return rule;
  }

  /// The negative number that stands for this refusal where an accepted event gets its ticket.
  public long answer() {
    return -1L - ordinal();
  }

  /// The refusal behind a negative answer.
  ///
  /// @throws IllegalArgumentException if `answer` is a ticket, or no answer at all
  public static Refusal of(long answer) {
    if (answer >= 0 || answer < -ALL.length) {
      throw new IllegalArgumentException(answer + " is no refusal");
    }
    return ALL[(int) (-1 - answer)];
  }

  public static int count() {
    return ALL.length;
  }
}
