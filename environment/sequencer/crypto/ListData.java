package sequencer.crypto;

/// What a payer signs to say which payments a voucher is made of:
/// `PaymentList(bytes32 channelId, uint256 sequenceNumber, uint256 count, bytes32 amountsHash)`.
///
/// The contract does not know this struct and never sees it; its hash differs from that of every
/// voucher, so neither signature can be taken for the other.
///
/// @param sequenceNumber of the voucher, unsigned
/// @param count how many payments there are
/// @param amountsHash keccak-256 of the encoded amounts, read as a number
public record ListData(ChannelId channelId, long sequenceNumber, int count, Uint256 amountsHash) {}
