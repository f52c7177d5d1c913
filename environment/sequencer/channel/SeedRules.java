package sequencer.channel;

import java.util.List;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;

/// Who may open a channel. The original believes anyone; here the owner has to prove that the
/// channel is wanted, unless the server was told otherwise.
///
/// No proof of the deposit is asked for: that stands on the chain, which this class cannot see.
///
/// @param open whether a seed is believed without a signature, as the original does and as a
///     benchmark on made-up channels needs
public record SeedRules(ChannelDomain domain, SignatureScheme scheme, boolean open) {
  /// What `request` asks to open.
  ///
  /// @throws Refusal if it cannot be read, or bears no signature of the owner where one is needed
  public Change.Seeded check(SeedRequest request) throws Refusal {
    Change.Seeded seeded =
        new Change.Seeded(
            Texts.channelId(request.channelId()),
            Texts.address(request.owner()),
            Texts.uint256(request.balance()),
            request.expiryTimestamp());
    if (!open) {
      requireOpenVoucher(seeded, request);
    }
    return seeded;
  }

  /// The contract's opening signature: sequence number 0 and nobody promised anything.
  private void requireOpenVoucher(Change.Seeded seeded, SeedRequest request) throws Refusal {
    if (request.userSignature() == null) {
      throw Refusal.malformed(
          "a seed needs userSignature and timestamp, the owner's voucher number 0 without"
              + " recipients");
    }
    Signature signature = Texts.signature(request.userSignature());
    ChannelData voucher = new ChannelData(seeded.channelId(), 0, request.timestamp(), List.of());
    VoucherRules.requireMadeBy(seeded.owner(), scheme, domain.digest(voucher), signature);
  }
}
