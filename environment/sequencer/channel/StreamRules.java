package sequencer.channel;

import sequencer.crypto.ListData;
import sequencer.crypto.Signature;

/// Which stream a channel accepts next: a voucher that [VoucherRules] accept, for the sum of a list
/// of payments that the owner has signed as well.
///
/// The contract's struct has no place for a list, so the voucher alone binds only the sum. The
/// second signature, over a struct of this project's own in the same domain, is what makes the list
/// the payer's word: without it, whoever carries a voucher could break its sum up as they like.
///
/// Thread safe.
public record StreamRules(VoucherRules voucherRules) {
  /// A stream that passed every check.
  ///
  /// @param change what has to become durable
  /// @param next the state that it leads to
  /// @param digest of the voucher, which the sequencer is to co-sign
  public record Accepted(Change.Streamed change, ChannelState next, byte[] digest) {}

  /// Whether `request` repeats what led to `current`: the same voucher with the same list.
  public boolean isRepetition(ChannelState current, StreamRequest request) {
    return voucherRules.isRepetition(current, request.voucher())
        && request.list().hash().equals(current.listHash());
  }

  /// Checks `request` against the channel's state at `nowSeconds` since 1970: the sum of the list,
  /// then everything that a payment must pass, then the signature over the list.
  ///
  /// @throws Refusal with the first rule that it breaks
  public Accepted check(ChannelState current, StreamRequest request, long nowSeconds)
      throws Refusal {
    PaymentList list = request.list();
    if (!list.total().equals(Texts.uint256(request.voucher().amount()))) {
      throw Refusal.malformedStream(
          "the list adds up to %s, not to the amount of %s"
              .formatted(list.total(), request.voucher().amount()));
    }
    VoucherRules.Accepted voucher = voucherRules.check(current, request.voucher(), nowSeconds);
    Signature listSignature = Texts.signature(request.listSignature());
    ListData data =
        new ListData(
            current.channelId(), voucher.change().sequenceNumber(), list.count(), list.hash());
    voucherRules.requireMadeBy(current.owner(), data, listSignature);
    Change.Streamed change = new Change.Streamed(voucher.change(), listSignature, list);
    return new Accepted(change, voucher.next().streamed(list), voucher.digest());
  }
}
