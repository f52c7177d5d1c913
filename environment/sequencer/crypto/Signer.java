package sequencer.crypto;

/// A private key that can sign, and the account it stands for. Thread safe.
public interface Signer {
  /// Signs a 32-byte digest. Deterministic (RFC 6979): the same key and digest give the same 65
  /// bytes with every scheme, which is what lets a co-signature be computed again after a restart
  /// instead of being stored.
  Signature sign(byte[] digest);

  /// x and y of the public key, 64 bytes.
  byte[] publicKey();

  /// The account that [SignatureScheme#recover] finds in this signer's signatures.
  default Address address() {
    return Address.ofPublicKey(publicKey());
  }
}
