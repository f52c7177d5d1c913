package sequencer.channel;

/// The body of `/channel/seed` as it was sent. The last two members are this project's addition;
/// see [SeedRules].
///
/// @param expiryTimestamp seconds since 1970, unsigned
/// @param timestamp when the open voucher was signed; 0 if there is none
/// @param userSignature the owner's signature over the open voucher, or null
public record SeedRequest(
    String channelId,
    String owner,
    String balance,
    long expiryTimestamp,
    long timestamp,
    String userSignature) {}
