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
public record ChannelState(
    ChannelId channelId,
    Address owner,
    Uint256 balance,
    long expiryTimestamp,
    long sequenceNumber,
    long signatureTimestamp,
    Signature userSignature,
    Promises promised) {
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
        Promises.NONE);
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
        promises);
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
