package sequencer.channel;

/// The body of `/channel/finalize` as it was sent. The last two members are this project's
/// addition, for channels that have paid nothing; see [ClosingRules].
///
/// @param channelId hexadecimal, with or without `0x`
/// @param timestamp when the voucher number 0 was signed; 0 if there is none
/// @param userSignature the owner's signature over the voucher number 0, or null
public record CloseRequest(String channelId, long timestamp, String userSignature) {}
