package sequencer.client;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// Signatures that verify and are refused all the same, for whoever tests a sequencer.
public final class FaultySignatures {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private FaultySignatures() {}

  /// The other signature of the same message by the same key: n - s, with the other v.
  public static byte[] highS(byte[] rsv) {
    byte[] other = withV(rsv, 55 - rsv[64]);
    byte[] s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(rsv, 32, 64))).toByteArray();
    int length = Math.min(32, s.length);
    System.arraycopy(s, s.length - length, other, 64 - length, length);
    return other;
  }

  /// The same signature with another v.
  public static byte[] withV(byte[] rsv, int v) {
    byte[] other = rsv.clone();
    other[64] = (byte) v;
    return other;
  }

  /// A small private key, 32 bytes.
  public static byte[] key(int value) {
    byte[] key = new byte[32];
    key[31] = (byte) value;
    return key;
  }

  /// As it stands in a request.
  public static String hex(byte[] rsv) {
    return "0x" + HexFormat.of().formatHex(rsv);
  }
}
