package sequencer.channel;

import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// A channel between two payments. Immutable.
///
/// @param balance what the owner deposited, the bound on what all recipients together may get
/// @param expiryTimestamp seconds since 1970, unsigned
/// @param sequenceNumber of the last voucher, unsigned; 0 before the first
/// @param signatureTimestamp of the last voucher, seconds since 1970; 0 before the first
/// @param userSignature of the last voucher; null before the first
/// @param stage whether it takes payments
public record ChannelState(
    ChannelId channelId,
    Address owner,
    Uint256 balance,
    long expiryTimestamp,
    long sequenceNumber,
    long signatureTimestamp,
    Signature userSignature,
    Promises promised,
    Stage stage) {
  /// A channel as it was opened.
  public static ChannelState opened(Change.Seeded seeded) {
    return new ChannelState(
        seeded.channelId(),
        seeded.owner(),
        seeded.balance(),
        seeded.expiryTimestamp(),
        0,
        0,
        null,
        Promises.NONE,
        Stage.OPEN);
  }

  /// The state after `paid`. Whether it may be reached is for [VoucherRules] to say.
  ///
  /// @param promises this state's promises and the payment's transfers
  public ChannelState after(Change.Paid paid, Promises promises) {
    return new ChannelState(
        channelId,
        owner,
        balance,
        expiryTimestamp,
        paid.sequenceNumber(),
        paid.timestamp(),
        paid.userSignature(),
        promises,
        stage);
  }

  /// The state in which nothing is accepted any more. A channel that has paid nothing gets the
  /// voucher number 0 as its last, for the contract closes by a voucher.
  public ChannelState closing(Change.Closing closing) {
    return closing.userSignature() == null
        ? at(signatureTimestamp, userSignature, Stage.CLOSING)
        : at(closing.timestamp(), closing.userSignature(), Stage.CLOSING);
  }

  /// The state after the chain has paid out.
  public ChannelState closed(Change.Closed closed) {
    return at(signatureTimestamp, userSignature, new Stage.Closed(closed.transactionHash()));
  }

  private ChannelState at(long timestamp, Signature signature, Stage next) {
    return new ChannelState(
        channelId,
        owner,
        balance,
        expiryTimestamp,
        sequenceNumber,
        timestamp,
        signature,
        promised,
        next);
  }

  /// Whether it takes payments.
  public boolean isOpen() {
    return stage instanceof Stage.Open;
  }

  /// What both signatures of the last voucher are over.
  public ChannelData data() {
    return new ChannelData(channelId, sequenceNumber, signatureTimestamp, promised.recipients());
  }

  /// Whether a second seed of this channel says what the first one said.
  public boolean hasTermsOf(Change.Seeded seeded) {
    return owner.equals(seeded.owner())
        && balance.equals(seeded.balance())
        && expiryTimestamp == seeded.expiryTimestamp();
  }
}
