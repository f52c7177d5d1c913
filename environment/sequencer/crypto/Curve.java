package sequencer.crypto;

/// The two constants of secp256k1 that bound a signature. Source: SEC 2, version 2.0, section
/// 2.4.1.
final class Curve {
  /// The order of the group: a private key, r and s are from 1 to this number less one.
  static final Uint256 ORDER =
      new Uint256(-1L, 0xFFFFFFFFFFFFFFFEL, 0xBAAEDCE6AF48A03BL, 0xBFD25E8CD0364141L);

  /// Half the order, rounded down. Of (r, s) and (r, n - s), which verify alike, only the one with
  /// s up to here is accepted, so that nobody but the signer can make a second valid signature. The
  /// contract's ECDSA library draws the same line.
  static final Uint256 HALF_ORDER =
      new Uint256(0x7FFFFFFFFFFFFFFFL, -1L, 0x5D576E7357A4501DL, 0xDFE92F46681B20A0L);

  private Curve() {}

  /// Whether `value` is from 1 to the order less one.
  static boolean isScalar(Uint256 value) {
    return !value.isZero() && value.compareTo(ORDER) < 0;
  }

  /// Refuses what is no private key: not 32 bytes, zero, or not below the group's order.
  static byte[] requirePrivateKey(byte[] key) {
    if (key.length != Uint256.BYTES) {
      throw new IllegalArgumentException("a private key has 32 bytes; got " + key.length);
    }
    if (!isScalar(Uint256.read(key, 0))) {
      throw new IllegalArgumentException(
          "a private key is from 1 to the order of secp256k1 less one; this one is not");
    }
    return key.clone();
  }

  static byte[] requireDigest(byte[] digest) {
    if (digest.length != Keccak256.BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes; got " + digest.length);
    }
    return digest;
  }
}
