package transport;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import transport.proxy.UdpProxy;
import transport.quic.SelfSigned;
import transport.quic.Trust;

/// Over UDP.
abstract class OverUdp extends WebTransportContract {
  @TempDir private static Path folder;
  private static SelfSigned identity;

  @BeforeAll
  static void writeIdentity() throws IOException {
    identity =
        SelfSigned.write(
            folder,
            SelfSigned.Key.ECDSA_P256,
            Instant.now().minus(Duration.ofHours(1)),
            Duration.ofDays(2));
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

  /// Over UDP the close may come before a stream whose only packet was lost.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aCloseOvertakesNoStreamThoughPacketsAreLost(int seed) throws Exception {
    var calm = new UdpProxy.Network(0, Duration.ofMillis(2));
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", uri("/").getPort());
    try (UdpProxy proxy = UdpProxy.before(server, calm, seed)) {
      URI uri = URI.create("https://127.0.0.1:" + proxy.address().getPort() + "/sink");
      closingDelivers(
          uri, 4, 10, () -> proxy.become(new UdpProxy.Network(0.2, Duration.ofMillis(2))));
    }
  }
}
