package transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;
import transport.quic.Engine;
import transport.quic.SelfSigned;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;

/// The README's example does what it says.
@Timeout(60)
class ExampleTest {
  @Test
  void theReadmesExampleIsAnswered(@TempDir Path folder) throws Exception {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    String answer;
    // the example begins
    Engine engine = new QuicheEngine();
    SelfSigned own =
        SelfSigned.write(folder, SelfSigned.Key.ECDSA_P256, Instant.now(), Duration.ofDays(13));
    try (WebTransportServer server = WebTransportServer.open(engine, address, own.identity());
        WebTransportClient client = WebTransportClient.open(engine)) {
      server.route(
          "/echo",
          session -> {
            BidirectionalStream stream = session.acceptBidirectional();
            stream.write(ByteBuffer.wrap(stream.readAll(1_000)));
            stream.finish();
            session.closed().get();
          });
      URI uri = URI.create("https://127.0.0.1:%s/echo".formatted(server.address().getPort()));
      try (Session session = client.connect(uri, Trust.Pinned.to(own.certificate()))) {
        BidirectionalStream stream = session.openBidirectional();
        stream.write(UTF_8.encode("hello"));
        stream.finish();
        answer = new String(stream.readAll(1_000), UTF_8);
      }
    }
    // the example ends
    assertEquals("hello", answer);
  }

  @Test
  void theReadmeHasThisExample() throws Exception {
    Path home = Project.home();
    String test = Files.readString(home.resolve("tests/transport/ExampleTest.java"));
    String example =
        test.split(" {4}// the example begins\n")[1].split(" {4}// the example ends\n")[0];
    String readme = Files.readString(home.resolve("environment/transport/README.md"));
    assertTrue(readme.contains("```java\n" + example.indent(-4) + "```\n"), example);
  }
}
