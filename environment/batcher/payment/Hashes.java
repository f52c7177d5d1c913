package batcher.payment;

import batcher.event.Bytes32;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The three hashes of Bitcoin's encodings.
final class Hashes {
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new AssertionError("every JDK has SHA-256", e);
            }
          });

  private Hashes() {}

  static byte[] sha256(byte[]... parts) {
    MessageDigest digest = SHA256.get();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /// SHA-256 twice: of transactions, and of what a signature signs.
  static byte[] twice(byte[] bytes) {
    return sha256(sha256(bytes));
  }

  /// RIPEMD-160 of SHA-256: of a public key, to pay to.
  static PublicKeyHash ofPublicKey(byte[] publicKey) {
    return PublicKeyHash.of(Ripemd160.hash(sha256(publicKey)));
  }

  static Bytes32 transactionId(byte[] transaction) {
    return Bytes32.of(twice(transaction));
  }
}
