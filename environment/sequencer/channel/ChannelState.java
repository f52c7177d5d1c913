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
/// @param listHash of the payments that the last voucher was made of; null if it was no stream
public record ChannelState(
    ChannelId channelId,
    Address owner,
    Uint256 balance,
    long expiryTimestamp,
    long sequenceNumber,
    long signatureTimestamp,
    Signature userSignature,
    Promises promised,
    Stage stage,
    Uint256 listHash) {
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
        Stage.OPEN,
        null);
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
        stage,
        null);
  }

  /// This state, which a voucher has led to, when the voucher is made of `list`.
  ChannelState streamed(PaymentList list) {
    return at(signatureTimestamp, userSignature, stage, list.hash());
  }

  /// The state after `streamed`, as [#after(Change.Paid, Promises)].
  public ChannelState after(Change.Streamed streamed, Promises promises) {
    return after(streamed.voucher(), promises).streamed(streamed.list());
  }

  /// The state in which nothing is accepted any more. A channel that has paid nothing gets the
  /// voucher number 0 as its last, for the contract closes by a voucher.
  public ChannelState closing(Change.Closing closing) {
    return closing.userSignature() == null
        ? at(signatureTimestamp, userSignature, Stage.CLOSING, listHash)
        : at(closing.timestamp(), closing.userSignature(), Stage.CLOSING, null);
  }

  /// The state after the chain has paid out.
  public ChannelState closed(Change.Closed closed) {
    Stage end = new Stage.Closed(closed.transactionHash());
    return at(signatureTimestamp, userSignature, end, listHash);
  }

  private ChannelState at(long timestamp, Signature signature, Stage next, Uint256 hash) {
    return new ChannelState(
        channelId,
        owner,
        balance,
        expiryTimestamp,
        sequenceNumber,
        timestamp,
        signature,
        promised,
        next,
        hash);
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
