package batcher.payment;

import java.util.HexFormat;

/// The 20 bytes to which a P2PKH output pays: the hash of a compressed public key.
public record PublicKeyHash(String hex) {
  public static final int BYTES = 20;

  public PublicKeyHash {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "a public key's hash has 40 hexadecimal digits; got \"" + hex + "\"");
    }
  }

  public static PublicKeyHash of(byte[] bytes) {
    return new PublicKeyHash(HexFormat.of().formatHex(bytes));
  }

  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }
}
