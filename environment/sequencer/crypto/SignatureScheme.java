package sequencer.crypto;

import java.util.Optional;

/// Recoverable ECDSA over secp256k1, the signatures of Ethereum. Thread safe.
///
/// The implementations differ in speed only: on the same input they give the same bytes and the
/// same verdicts, which tests hold on vectors and on thousands of random messages.
public interface SignatureScheme {
  /// The name by which `--crypto` selects it.
  String name();

  /// A signer for 32 bytes of private key, which are copied.
  ///
  /// @throws IllegalArgumentException if they are no private key
  Signer signer(byte[] privateKey);

  /// The account whose key made `signature` over the 32 bytes of `digest`; empty if no key could
  /// have. Any account comes back for garbage: the caller compares it with the one it expects.
  Optional<Address> recover(byte[] digest, Signature signature);
}
