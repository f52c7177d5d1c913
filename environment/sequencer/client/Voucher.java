package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// A signed payment.
///
/// @param data what is signed: all that the channel promises after it
/// @param receiver whom it pays
/// @param amount what it adds
/// @param fee whom it pays besides, and how much more; null for nobody
public record Voucher(
    ChannelData data, Address receiver, Uint256 amount, Recipient fee, Signature signature) {
  /// The body of `POST /settle`.
  public byte[] json() {
    StringBuilder json = new StringBuilder(640);
    json.append("{\"channelId\":\"").append(data.channelId());
    json.append("\",\"amount\":\"").append(amount);
    json.append("\",\"receiver\":\"").append(receiver);
    json.append("\",\"sequenceNumber\":").append(Long.toUnsignedString(data.sequenceNumber()));
    json.append(",\"timestamp\":").append(Long.toUnsignedString(data.timestamp()));
    json.append(",\"userSignature\":\"").append(signature).append('"');
    if (fee != null) {
      json.append(",\"feeForPayment\":{\"feeDestinationAddress\":\"").append(fee.address());
      json.append("\",\"feeAmount\":\"").append(fee.amount()).append("\"}");
    }
    return json.append('}').toString().getBytes(US_ASCII);
  }
}
