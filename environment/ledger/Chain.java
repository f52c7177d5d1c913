package ledger;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The hash chain over the journal's records: each ends with the SHA-256 of the hash before it and
/// its own bytes. Who changes, drops, adds or moves a record must change every hash behind it, and
/// the signed checkpoints there.
final class Chain {
  static final int HASH = 32;

  private final MessageDigest sha = sha256();
  private final byte[] head = new byte[HASH];

  /// SHA-256, which every Java has.
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Goes on from a record that a snapshot was taken after.
  void head(byte[] hash) {
    System.arraycopy(hash, 0, head, 0, HASH);
  }

  /// The hash of the last record; zeros before the first.
  byte[] head() {
    return head.clone();
  }

  /// Writes a record's hash behind it.
  void seal(byte[] record, int length) {
    try {
      sha.update(head);
      sha.update(record, 0, length);
      sha.digest(record, length, HASH);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    System.arraycopy(record, length, head, 0, HASH);
  }

  /// Goes on over a record that has its hash behind it.
  ///
  /// @return whether it is the right one
  boolean follow(byte[] record, int length) {
    sha.update(head);
    sha.update(record, 0, length);
    byte[] hash = sha.digest();
    System.arraycopy(hash, 0, head, 0, HASH);
    return Arrays.equals(hash, 0, HASH, record, length, length + HASH);
  }
}
