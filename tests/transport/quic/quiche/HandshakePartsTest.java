package transport.quic.quiche;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class HandshakePartsTest {
  private final HandshakeParts parts = HandshakeParts.make().orElseThrow();

  @Test
  void eachKeyPairIsNewAndWhatWasSignedIsVerified() {
    assertNotEquals(parts.agree(), parts.agree());
    long signed = parts.signP256();
    assertEquals(signed, parts.verifyP256());
    long bySign = parts.signRsa();
    assertEquals(bySign, parts.verifyRsa());
  }
}
