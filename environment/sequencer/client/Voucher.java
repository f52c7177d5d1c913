package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// A signed payment.
///
/// @param data what is signed: all that the channel promises after it
/// @param receiver whom it pays
/// @param amount what it adds
public record Voucher(ChannelData data, Address receiver, Uint256 amount, Signature signature) {
  /// The body of `POST /settle`.
  public byte[] json() {
    return new StringBuilder(480)
        .append("{\"channelId\":\"")
        .append(data.channelId())
        .append("\",\"amount\":\"")
        .append(amount)
        .append("\",\"receiver\":\"")
        .append(receiver)
        .append("\",\"sequenceNumber\":")
        .append(Long.toUnsignedString(data.sequenceNumber()))
        .append(",\"timestamp\":")
        .append(Long.toUnsignedString(data.timestamp()))
        .append(",\"userSignature\":\"")
        .append(signature)
        .append("\"}")
        .toString()
        .getBytes(US_ASCII);
  }
}
