package sequencer.crypto;

/// An Ethereum address: the last 20 bytes of the keccak-256 hash of a public key.
///
/// Three words instead of a byte array make it a value: equality is three comparisons, and nobody
/// can change it.
///
/// @param high bits 159 to 96
/// @param middle bits 95 to 32
/// @param low bits 31 to 0
public record Address(long high, long middle, int low) {
  public static final int BYTES = 20;

  /// The address in `bytes[offset, offset + 20)`.
  public static Address read(byte[] bytes, int offset) {
    return new Address(
        BigEndian.getLong(bytes, offset),
        BigEndian.getLong(bytes, offset + 8),
        BigEndian.getInt(bytes, offset + 16));
  }

  /// The address of an uncompressed public key without its format byte: x and y, 64 bytes.
  public static Address ofPublicKey(byte[] xAndY) {
    if (xAndY.length != 64) {
      throw new IllegalArgumentException(
          "a public key is x and y, 64 bytes; got %s".formatted(xAndY.length));
    }
    return read(Keccak256.hash(xAndY), 12);
  }

  /// 40 hexadecimal digits in any case, with or without `0x`; null if `text` is anything else.
  public static Address parse(CharSequence text) {
    byte[] bytes = Hex.parse(text, BYTES);
    return bytes == null ? null : read(bytes, 0);
  }

  public void write(byte[] bytes, int offset) {
    BigEndian.putLong(bytes, offset, high);
    BigEndian.putLong(bytes, offset + 8, middle);
    BigEndian.putInt(bytes, offset + 16, low);
  }

  /// `0x` and 40 lower-case digits, as the API prints it (no EIP-55 checksum case).
  @Override
  public String toString() {
    byte[] bytes = new byte[BYTES];
    write(bytes, 0);
    return Hex.format(bytes);
  }
}
