package sequencer.channel;

import java.util.List;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;

/// By which voucher a channel is closed: its last one, whoever asks, as the original does. A
/// channel that has paid nothing has none; the contract returns its deposit by the owner's voucher
/// number 0, the same that opens it, so that one has to come with the request.
///
/// Thread safe.
public record ClosingRules(ChannelDomain domain, SignatureScheme scheme) {
  /// What has to become durable before the chain is told.
  ///
  /// @throws Refusal if there is no voucher to close by
  public Change.Closing check(ChannelState current, CloseRequest request) throws Refusal {
    if (current.userSignature() != null) {
      return new Change.Closing(current.channelId(), 0, null);
    }
    if (request.userSignature() == null) {
      throw Refusal.malformed(
          "closing a channel that has paid nothing needs userSignature and timestamp, the owner's"
              + " voucher number 0 without recipients");
    }
    Signature signature = Texts.signature(request.userSignature());
    ChannelData voucher = new ChannelData(current.channelId(), 0, request.timestamp(), List.of());
    VoucherRules.requireMadeBy(current.owner(), scheme, domain.digest(voucher), signature);
    return new Change.Closing(current.channelId(), request.timestamp(), signature);
  }
}
