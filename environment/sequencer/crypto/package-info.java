/// What is signed, and who signed it: the values of the StreamChannel contract ([Address],
/// [ChannelId], [Uint256]), the EIP-712 digest over them ([ChannelDomain]) and the ECDSA signatures
/// on secp256k1 ([SignatureScheme]).
///
/// Start at [SignatureScheme]; [SignatureSchemes#open] picks an implementation. Nothing here knows
/// HTTP, channels or storage. All types are immutable or thread safe unless they say otherwise.
package sequencer.crypto;
