package sequencer.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignatureSchemeTest {
  private static final SignatureScheme NATIVE = SignatureSchemes.open("native");
  private static final SignatureScheme JNI = SignatureSchemes.open("jni");
  private static final SignatureScheme WEB3J = SignatureSchemes.open("web3j");
  private static final List<SignatureScheme> ALL = List.of(NATIVE, JNI, WEB3J);

  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  @Test
  void everySchemeSignsAndRecoversTheVectorsOfEthAccount() throws IOException {
    for (VoucherVectors vector : VoucherVectors.load()) {
      byte[] digest = vector.domain().digest(vector.data());
      for (SignatureScheme scheme : ALL) {
        Signer signer = scheme.signer(vector.key());
        assertEquals(vector.owner(), signer.address());
        assertEquals(vector.signed(), signer.sign(digest).toString(), scheme.name());
        Signature signature = Signature.parse(vector.signed());
        assertEquals(Optional.of(vector.owner()), scheme.recover(digest, signature), scheme.name());
      }
    }
  }

  @Property(tries = 1000)
  void schemesAgreeOnRandomKeysAndMessages(
      @ForAll @Size(32) byte[] key, @ForAll @Size(32) byte[] digest) {
    if (!Curve.isScalar(Uint256.read(key, 0))) {
      for (SignatureScheme scheme : ALL) {
        assertThrows(IllegalArgumentException.class, () -> scheme.signer(key), scheme.name());
      }
      return;
    }
    Signature signature = NATIVE.signer(key).sign(digest);
    for (SignatureScheme scheme : ALL) {
      Signer signer = scheme.signer(key);
      assertArrayEquals(NATIVE.signer(key).publicKey(), signer.publicKey(), scheme.name());
      assertEquals(signature, signer.sign(digest), scheme.name());
      assertEquals(Optional.of(signer.address()), scheme.recover(digest, signature), scheme.name());
    }
  }

  /// Two schemes over the same library are quick to compare; the third has its turn above.
  @Test
  void nativeAndJniAgreeOnTenThousandMessages() {
    RandomGenerator random = random();
    byte[] digest = new byte[32];
    byte[] key = new byte[32];
    random.nextBytes(key);
    key[0] = 1;
    Signer signer = NATIVE.signer(key);
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(digest);
      Signature signature = signer.sign(digest);
      assertEquals(Optional.of(signer.address()), JNI.recover(digest, signature));
    }
  }

  /// Bytes that look like a signature but that nobody made lead to some account or to none: to the
  /// same with every scheme, and never to a crash of the library or of the process.
  @Property(tries = 1000)
  void schemesAgreeOnGarbage(@ForAll @Size(64) byte[] rs, @ForAll @Size(32) byte[] digest) {
    byte[] rsv = Arrays.copyOf(rs, Signature.BYTES);
    rsv[32] &= 0x7F;
    rsv[64] = (byte) (27 + (rs[0] & 1));
    if (Signature.fault(rsv) != null) {
      return;
    }
    Signature garbage = Signature.of(rsv);
    Optional<Address> expected = WEB3J.recover(digest, garbage);
    assertEquals(expected, NATIVE.recover(digest, garbage));
    assertEquals(expected, JNI.recover(digest, garbage));
  }

  @Test
  void aSignatureThatLeadsToThePointAtInfinityIsNobodys() {
    // R = k G and s = digest / k make s R - digest G vanish, and with it the recovered key.
    byte[] key = new byte[32];
    key[31] = 77;
    byte[] digest = new byte[32];
    digest[31] = 1;
    Signature any = NATIVE.signer(key).sign(digest);
    BigInteger k = BigInteger.valueOf(12345);
    byte[] nonceKey = new byte[32];
    nonceKey[30] = 12345 >> 8;
    nonceKey[31] = (byte) 12345;
    byte[] noncePoint = NATIVE.signer(nonceKey).publicKey();
    BigInteger s = k.modInverse(ORDER);
    int v = 27 + (noncePoint[63] & 1);
    if (s.compareTo(ORDER.shiftRight(1)) > 0) {
      s = ORDER.subtract(s);
      v = 55 - v;
    }
    byte[] rsv = any.toBytes();
    System.arraycopy(noncePoint, 0, rsv, 0, 32);
    byte[] sBytes = s.toByteArray();
    Arrays.fill(rsv, 32, 64, (byte) 0);
    int length = Math.min(32, sBytes.length);
    System.arraycopy(sBytes, sBytes.length - length, rsv, 64 - length, length);
    rsv[64] = (byte) v;
    for (SignatureScheme scheme : ALL) {
      assertEquals(Optional.empty(), scheme.recover(digest, Signature.of(rsv)), scheme.name());
    }
  }

  @Test
  void anotherDigestOrAnotherVRecoversAnotherAccount() throws IOException {
    VoucherVectors vector = VoucherVectors.load().getFirst();
    byte[] digest = vector.domain().digest(vector.data());
    byte[] otherV = Signature.parse(vector.signed()).toBytes();
    otherV[64] = (byte) (55 - otherV[64]);
    byte[] otherDigest = digest.clone();
    otherDigest[5] ^= 1;
    for (SignatureScheme scheme : ALL) {
      Optional<Address> owner = Optional.of(vector.owner());
      assertNotEquals(owner, scheme.recover(digest, Signature.of(otherV)));
      assertNotEquals(owner, scheme.recover(otherDigest, Signature.parse(vector.signed())));
    }
  }

  @Test
  void digestsAndKeysOfAnotherLengthAreRefused() {
    byte[] key = new byte[32];
    key[31] = 1;
    for (SignatureScheme scheme : ALL) {
      Signer signer = scheme.signer(key);
      Signature signature = signer.sign(new byte[32]);
      assertThrows(IllegalArgumentException.class, () -> signer.sign(new byte[31]));
      assertThrows(IllegalArgumentException.class, () -> scheme.recover(new byte[33], signature));
      assertThrows(IllegalArgumentException.class, () -> scheme.signer(new byte[31]));
      assertThrows(IllegalArgumentException.class, () -> scheme.signer(new byte[32]));
    }
  }

  @Test
  void autoIsTheNativeLibraryHere() {
    assertEquals("native", SignatureSchemes.open("auto").name());
    assertEquals("", SignatureSchemes.fastest().reason());
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> SignatureSchemes.open("rot13"));
    assertEquals(
        "no signature scheme is called rot13; there are auto, native, jni, web3j",
        unknown.getMessage());
  }

  @Test
  void theSampledCrossCheckIsSilentWhileTheSchemesAgree() {
    List<String> differences = new ArrayList<>();
    SampledCrossCheck check = new SampledCrossCheck(NATIVE, WEB3J, 2, differences::add);
    Signature signature = signer(9).sign(new byte[32]);
    byte[] digest = new byte[32];
    for (int i = 0; i < 10; i++) {
      check.recover(digest, signature);
      digest[0]++; // after the call the digest is the caller's again
    }
    check.checkWaiting();
    assertEquals(List.of(), differences);
  }

  @Test
  void theSampledCrossCheckReportsADifferenceItSamples() {
    List<String> differences = new ArrayList<>();
    SampledCrossCheck check =
        new SampledCrossCheck(new RecoversNobody(), WEB3J, 3, differences::add);
    Signature signature = signer(9).sign(new byte[32]);
    for (int i = 0; i < 3; i++) {
      check.checkWaiting();
      assertEquals(List.of(), differences, "only every third recovery is a sample");
      check.recover(new byte[32], signature);
    }
    check.checkWaiting();
    assertEquals(
        List.of(
            "nobody recovered nobody from signature %s over digest 0x%s where web3j recovers %s"
                .formatted(signature, "00".repeat(32), signer(9).address())),
        differences);
  }

  private static Signer signer(int key) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) key;
    return NATIVE.signer(bytes);
  }

  private static final class RecoversNobody implements SignatureScheme {
    @Override
    public String name() {
      return "nobody";
    }

    @Override
    public Signer signer(byte[] privateKey) {
      return NATIVE.signer(privateKey);
    }

    @Override
    public Optional<Address> recover(byte[] digest, Signature signature) {
      return Optional.empty();
    }
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(42);
  }
}
