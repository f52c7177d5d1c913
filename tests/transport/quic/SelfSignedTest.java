package transport.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfSignedTest {
  @TempDir private Path folder;

  private SelfSigned write(SelfSigned.Key kind) throws Exception {
    return SelfSigned.write(folder, kind, Instant.now(), Duration.ofDays(1));
  }

  private static PrivateKeyInfo key(SelfSigned written) throws Exception {
    try (Reader text = Files.newBufferedReader(written.identity().key())) {
      return (PrivateKeyInfo) new PEMParser(text).readObject();
    }
  }

  /// Servers on rustls take no other.
  @Test
  void anEllipticKeyHoldsThePublicKeyOfItsCertificate() throws Exception {
    SelfSigned written = write(SelfSigned.Key.ECDSA_P256);
    byte[] certified = written.certificate().getPublicKey().getEncoded();
    ECPrivateKey key = ECPrivateKey.getInstance(key(written).parsePrivateKey());
    assertArrayEquals(
        SubjectPublicKeyInfo.getInstance(certified).getPublicKeyData().getBytes(),
        key.getPublicKey().getBytes());
  }

  @ParameterizedTest
  @EnumSource
  void javaReadsTheKeyAgain(SelfSigned.Key kind) throws Exception {
    SelfSigned written = write(kind);
    assertEquals(
        written.certificate().getPublicKey().getAlgorithm(),
        new JcaPEMKeyConverter().getPrivateKey(key(written)).getAlgorithm().replace("ECDSA", "EC"));
  }
}
