package transport;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import transport.quic.Engine;
import transport.quic.SelfSigned;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;

/// Over UDP.
class OverQuicheTest extends WebTransportContract {
  @TempDir private static Path folder;
  private static Engine engine;
  private static SelfSigned identity;

  @BeforeAll
  static void openEngine() throws IOException {
    engine = new QuicheEngine();
    identity =
        SelfSigned.write(
            folder,
            SelfSigned.Key.ECDSA_P256,
            Instant.now().minus(Duration.ofHours(1)),
            Duration.ofDays(2));
  }

  @Override
  Engine engine() {
    return engine;
  }

  @Override
  SelfSigned identity() {
    return identity;
  }

  @Test
  void aServerWithAnotherCertificateIsNotBelieved(@TempDir Path other) throws Exception {
    SelfSigned stranger =
        SelfSigned.write(
            other, SelfSigned.Key.ECDSA_P256, Instant.now(), SelfSigned.LONGEST_FOR_BROWSERS);
    URI uri = uri("/a");
    IOException e =
        assertThrows(
            IOException.class,
            () -> client().connect(uri, Trust.Pinned.to(stranger.certificate())));
    assertTrue(e.getMessage().startsWith("no session: "), e.getMessage());
  }
}
