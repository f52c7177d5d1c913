package sequencer.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger HALF = ORDER.shiftRight(1);

  @Test
  void theEdgesOfRSAndV() {
    assertNull(Signature.fault(rsv(BigInteger.ONE, BigInteger.ONE, 27)));
    assertNull(Signature.fault(rsv(ORDER.subtract(BigInteger.ONE), HALF, 28)));
    assertEquals(
        "r is zero or not below the order of secp256k1",
        Signature.fault(rsv(BigInteger.ZERO, BigInteger.ONE, 27)));
    assertEquals(
        "r is zero or not below the order of secp256k1",
        Signature.fault(rsv(ORDER, BigInteger.ONE, 27)));
    assertEquals(
        "s is zero or not below the order of secp256k1",
        Signature.fault(rsv(BigInteger.ONE, BigInteger.ZERO, 27)));
    assertEquals(
        "s is zero or not below the order of secp256k1",
        Signature.fault(rsv(BigInteger.ONE, ORDER, 27)));
    assertEquals(
        "s is in the upper half of the order, which the contract refuses",
        Signature.fault(rsv(BigInteger.ONE, HALF.add(BigInteger.ONE), 27)));
    for (int v : new int[] {0, 1, 26, 29, 128, 255}) {
      assertEquals(
          "v must be 27 or 28, got " + v, Signature.fault(rsv(BigInteger.ONE, BigInteger.ONE, v)));
    }
    assertEquals("expected 65 bytes (r, s, v), got 64", Signature.fault(new byte[64]));
  }

  @Test
  void hexWithAndWithoutPrefixAndInAnyCaseIsTheSameSignature() {
    Signature signature = Signature.of(rsv(BigInteger.TEN, BigInteger.TWO, 28));
    String text = signature.toString();
    assertEquals(signature, Signature.parse(text));
    assertEquals(signature, Signature.parse(text.substring(2)));
    assertEquals(signature, Signature.parse("0x" + text.substring(2).toUpperCase()));
  }

  @Property
  void anyBytesAreEitherASignatureOrRefusedWithASentence(@ForAll @Size(65) byte[] bytes) {
    String fault = Signature.fault(bytes);
    if (fault == null) {
      assertEquals(Hex.format(bytes), Signature.of(bytes).toString());
    } else {
      assertEquals(
          fault,
          assertThrows(IllegalArgumentException.class, () -> Signature.of(bytes)).getMessage());
    }
  }

  @Property
  void anyTextIsEitherASignatureOrRefused(@ForAll String text) {
    assertThrows(IllegalArgumentException.class, () -> Signature.parse(text));
  }

  private static byte[] rsv(BigInteger r, BigInteger s, int v) {
    byte[] bytes = new byte[65];
    write(r, bytes, 0);
    write(s, bytes, 32);
    bytes[64] = (byte) v;
    return bytes;
  }

  private static void write(BigInteger number, byte[] bytes, int offset) {
    byte[] magnitude = number.toByteArray();
    int length = Math.min(32, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - length, bytes, offset + 32 - length, length);
  }
}
