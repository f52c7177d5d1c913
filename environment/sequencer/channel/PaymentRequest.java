package sequencer.channel;

/// The body of `/validate` and `/settle` as it was sent: typed as JSON types it, not yet
/// understood. Members that the API does not know are not kept.
///
/// @param channelId hexadecimal, with or without `0x`
/// @param amount decimal, what this payment adds
/// @param sequenceNumber unsigned
/// @param timestamp seconds since 1970, unsigned
/// @param userSignature hexadecimal, with or without `0x`
/// @param fee null if there is none
public record PaymentRequest(
    String channelId,
    String amount,
    String receiver,
    long sequenceNumber,
    long timestamp,
    String userSignature,
    Fee fee) {
  /// A second payment to another recipient under the same voucher.
  ///
  /// @param amount decimal
  public record Fee(String destination, String amount) {}
}
