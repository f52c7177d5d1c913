package sequencer.crypto;

import java.util.Arrays;

/// A recoverable ECDSA signature in its only accepted form: r and s (32 bytes each, big-endian,
/// 0 < r < n, 0 < s <= n/2) and v (27 or 28).
///
/// Whatever breaks the form is refused before any curve arithmetic sees it, by the same code for
/// every [SignatureScheme]. The form is the contract's: a voucher with high s or v of 0 or 1 would
/// be paid for off the chain and refused on it.
public final class Signature {
  public static final int BYTES = 65;

  private final byte[] rsv;

  private Signature(byte[] rsv) {
    this.rsv = rsv;
  }

  /// What is wrong with `rsv` as a signature, as the end of a sentence; null if it is well formed.
  public static String fault(byte[] rsv) {
    if (rsv.length != BYTES) {
      return "expected 65 bytes (r, s, v), got " + rsv.length;
    }
    if (!Curve.isScalar(Uint256.read(rsv, 0))) {
      return "r is zero or not below the order of secp256k1";
    }
    Uint256 s = Uint256.read(rsv, 32);
    if (!Curve.isScalar(s)) {
      return "s is zero or not below the order of secp256k1";
    }
    if (s.compareTo(Curve.HALF_ORDER) > 0) {
      return "s is in the upper half of the order, which the contract refuses";
    }
    int v = rsv[64] & 0xFF;
    return v == 27 || v == 28 ? null : "v must be 27 or 28, got " + v;
  }

  /// The signature in `rsv`, which is copied.
  ///
  /// @throws IllegalArgumentException with [#fault] as its message
  public static Signature of(byte[] rsv) {
    String fault = fault(rsv);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    return new Signature(rsv.clone());
  }

  /// Hexadecimal digits in any case, with or without `0x`.
  ///
  /// @throws IllegalArgumentException if they are not 65 bytes or [#fault] finds something
  public static Signature parse(CharSequence text) {
    byte[] rsv = Hex.parse(text, BYTES);
    if (rsv == null) {
      throw new IllegalArgumentException("expected 65 bytes in hexadecimal");
    }
    String fault = fault(rsv);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    return new Signature(rsv);
  }

  /// 27 or 28: which of the two points with abscissa r the signer used.
  public int v() {
    return rsv[64];
  }

  public void write(byte[] bytes, int offset) {
    System.arraycopy(rsv, 0, bytes, offset, BYTES);
  }

  public byte[] toBytes() {
    return rsv.clone();
  }

  /// The bytes themselves, for the schemes of this package, which only read them.
  byte[] rsv() {
    return rsv;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && Arrays.equals(rsv, that.rsv);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rsv);
  }

  /// `0x` and 130 lower-case digits.
  @Override
  public String toString() {
    return Hex.format(rsv);
  }
}
