package transport.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.quic.Peers.CERTIFICATE;
import static transport.quic.Peers.SETTINGS;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import transport.quic.quiche.Environment;

class TrustTest extends EngineContract {

  /// What a connection attempt comes to: the protocol, or why it was closed.
  private String attempt(Peers peers, Endpoint client, String serverName, Trust trust) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    client.connect(
        peers.server.address(),
        serverName,
        trust,
        connection ->
            new Peers.Quiet(connection) {
              @Override
              public void onEstablished() {
                assertEquals(Optional.of(CERTIFICATE.certificate()), connection.peerCertificate());
                outcome.complete(connection.applicationProtocol());
                connection.close(0, "");
              }

              @Override
              public void onClosed(Closing closing) {
                outcome.complete(closing.by() + " " + closing.code() + " " + closing.reason());
              }
            });
    return await(outcome);
  }

  private String attempt(String serverName, Trust trust) throws IOException {
    try (Peers peers = peers(Peers.Quiet::new)) {
      return attempt(peers, peers.client, serverName, trust);
    }
  }

  @Test
  void pinnedCertificateIsBelievedAndAnotherIsNot() throws IOException {
    assertEquals("test", attempt("localhost", Trust.Pinned.to(CERTIFICATE.certificate())));
    assertEquals(
        "SELF 302 the server shows another certificate than the pinned one",
        attempt("localhost", new Trust.Pinned(Set.of("00".repeat(32)))));
  }

  @Test
  void certificateIsBelievedWhenAnAuthorityVouchesForTheName() throws IOException {
    Trust authority = new Trust.Authority(CERTIFICATE.identity().certificates());
    assertEquals("test", attempt("localhost", authority));
    String refused = attempt("example.org", authority);
    assertTrue(refused.startsWith("SELF") && refused.contains("TLS"), refused);
  }

  @Test
  void certificateOfNobodyIsRefused(@TempDir Path folder) throws IOException {
    Path others =
        SelfSigned.write(folder, SelfSigned.Key.RSA_2048, Instant.now(), Duration.ofDays(1))
            .identity()
            .certificates();
    String refused = attempt("localhost", new Trust.Authority(others));
    assertTrue(refused.startsWith("SELF") && refused.contains("TLS"), refused);
  }

  @Test
  void authoritiesOfTheSystemAreNotBelieved(@TempDir Path folder) throws IOException {
    Path others =
        SelfSigned.write(folder, SelfSigned.Key.ECDSA_P256, Instant.now(), Duration.ofDays(1))
            .identity()
            .certificates();
    String systems = CERTIFICATE.identity().certificates().toString();
    String before = Environment.set("SSL_CERT_FILE", systems);
    String refused = attempt("localhost", new Trust.Authority(others));
    assertEquals(systems, Environment.set("SSL_CERT_FILE", before));
    assertTrue(refused.startsWith("SELF") && refused.contains("TLS"), refused);
  }

  @Test
  void serverWithAnRsaCertificateIsTrustedToo(@TempDir Path folder) throws IOException {
    SelfSigned rsa =
        SelfSigned.write(
            folder,
            SelfSigned.Key.RSA_2048,
            Instant.now().minus(Duration.ofHours(1)),
            Duration.ofDays(1));
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (Endpoint server =
            engine.listen(Peers.ANY_PORT, rsa.identity(), SETTINGS, Peers.Quiet::new);
        Endpoint client = engine.client(SETTINGS)) {
      client.connect(
          server.address(),
          "localhost",
          Trust.Pinned.to(rsa.certificate()),
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  done.complete(null);
                }
              });
      await(done);
    }
  }

  @Test
  void peersWithoutACommonProtocolDoNotConnect() throws IOException {
    try (Peers peers = peers(Peers.Quiet::new);
        Endpoint other = engine.client(QuicSettings.of("other"));
        Endpoint both = engine.client(QuicSettings.of("other", "test"))) {
      Trust anyone = new Trust.AnyoneForTests();
      assertEquals("PEER 376 TLS alert 120", attempt(peers, other, "localhost", anyone));
      assertEquals("test", attempt(peers, both, "localhost", anyone));
    }
  }

  @Test
  void identityThatCannotBeReadIsRefusedWithItsFile(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path certificates = CERTIFICATE.identity().certificates();
    for (Identity wrong : Set.of(new Identity(empty, empty), new Identity(certificates, empty))) {
      IOException refused =
          assertThrows(
              IOException.class,
              () -> engine.listen(Peers.ANY_PORT, wrong, SETTINGS, Peers.Quiet::new));
      assertTrue(refused.getMessage().contains(empty.toString()), refused.getMessage());
    }
  }

  @Test
  void portInUseAndUnknownCongestionControlAreSentences() throws IOException {
    try (Peers peers = peers(Peers.Quiet::new)) {
      IOException refused =
          assertThrows(
              IOException.class,
              () ->
                  engine.listen(
                      peers.server.address(), CERTIFICATE.identity(), SETTINGS, Peers.Quiet::new));
      assertTrue(refused.getMessage().contains("already in use"), refused.getMessage());
      IllegalArgumentException unknown =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  engine.listen(
                      Peers.ANY_PORT,
                      CERTIFICATE.identity(),
                      SETTINGS.withCongestionControl("vegas"),
                      Peers.Quiet::new));
      assertTrue(unknown.getMessage().contains("'vegas'"), unknown.getMessage());
    }
  }
}
