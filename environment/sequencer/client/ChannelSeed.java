package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// What opens a channel at the sequencer.
///
/// @param signature the owner's, over voucher number 0
public record ChannelSeed(
    ChannelId channelId,
    Address owner,
    Uint256 balance,
    long expirySeconds,
    long timestamp,
    Signature signature) {
  /// The body of `POST /channel/seed`.
  public byte[] json() {
    return ("{\"channelId\":\"%s\",\"owner\":\"%s\",\"balance\":\"%s\",\"expiryTimestamp\":%s,"
            + "\"timestamp\":%s,\"userSignature\":\"%s\"}")
        .formatted(
            channelId,
            owner,
            balance,
            Long.toUnsignedString(expirySeconds),
            Long.toUnsignedString(timestamp),
            signature)
        .getBytes(US_ASCII);
  }
}
