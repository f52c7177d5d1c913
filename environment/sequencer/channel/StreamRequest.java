package sequencer.channel;

/// The body of `/stream` as it was sent, in either of its forms.
///
/// @param voucher what the payer signed, as `/settle` takes it: its amount is the sum of the list
/// @param listSignature the payer's over the list, hexadecimal
/// @param list what the amount is made of
public record StreamRequest(PaymentRequest voucher, String listSignature, PaymentList list) {}
