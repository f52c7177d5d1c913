package sequencer.crypto;

import java.util.List;

/// What a voucher says, and what both of its signatures are over: the contract's
/// `ChannelData(bytes32 channelId, uint256 sequenceNumber, uint256 timestamp, address[] recipients,
/// uint256[] amounts)`.
///
/// @param sequenceNumber unsigned; 0 opens a channel and comes with no recipients
/// @param timestamp seconds since 1970, unsigned
/// @param recipients in the order in which the channel first paid them
public record ChannelData(
    ChannelId channelId, long sequenceNumber, long timestamp, List<Recipient> recipients) {
  public ChannelData {
    recipients = List.copyOf(recipients);
  }
}
