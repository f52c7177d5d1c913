package transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runtime.ChildJvm;
import runtime.DiskProject;
import runtime.Launch;
import runtime.NeedsDocker;
import runtime.Ports;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.StartFailure;
import runtime.SystemRuntime;
import transport.quic.QuicSettings;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;
import transport.session.Limits;
import transport.session.SessionEnd;

/// The server as a process of its own.
@Timeout(120)
class TransportServerTest {
  private static final String LISTENING = "listening on 127.0.0.1:";

  @TempDir Path folder;

  @TempDir(factory = DiskProject.class)
  Path project;

  private final List<Process> started = new ArrayList<>();
  private Path errors;
  private WebTransportClient client;

  @BeforeEach
  void openClient() throws IOException {
    QuicSettings settings = QuicSettings.of(WebTransportServer.ALPN);
    client = WebTransportClient.open(new QuicheEngine(), settings, Limits.DEFAULT);
  }

  @AfterEach
  void killAll() throws InterruptedException {
    client.close();
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String... arguments) throws IOException {
    errors = Files.createTempFile(folder, "errors", ".txt");
    ProcessBuilder server = ChildJvm.of(TransportServer.class, arguments);
    server.command().addAll(List.of("--data", folder.resolve("data").toString()));
    if (!server.command().contains("--port")) {
      server.command().addAll(List.of("--port", "0"));
    }
    Process process = server.redirectError(errors.toFile()).start();
    started.add(process);
    return process;
  }

  private int port(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    assertTrue(line != null && line.startsWith(LISTENING), line + "; " + Files.readString(errors));
    return Integer.parseInt(line.substring(LISTENING.length()));
  }

  private String digest() throws IOException {
    return certificate(Files.readString(errors));
  }

  private static String certificate(String said) {
    return said.replaceAll("(?s).*certificate SHA-256 ([0-9a-f]{64})\\R.*", "$1");
  }

  private Session connect(int port, String path) throws Exception {
    return connect(client, port, path);
  }

  private Session connect(WebTransportClient client, int port, String path) throws Exception {
    return client.connect(
        URI.create("https://127.0.0.1:" + port + path), new Trust.Pinned(Set.of(digest())));
  }

  private static String ask(Session session, String content) throws Exception {
    BidirectionalStream stream = session.openBidirectional();
    stream.write(UTF_8.encode(content));
    stream.finish();
    return new String(stream.readAll(10_000), UTF_8);
  }

  @Test
  void itServesWhoKnowsItsCertificateAndClosesItsSessionsWhenItIsTold() throws Exception {
    Process server = start("--no-segmentation", "--no-coalescing", "--key", "RSA_2048");
    Session session = connect(port(server), "/latency");
    assertEquals("ping", ask(session, "ping"));
    server.toHandle().destroy();
    assertEquals(
        new SessionEnd(SessionEnd.By.PEER, 0, "the server ends"),
        session.closed().get(60, TimeUnit.SECONDS));
    assertEquals(143, server.waitFor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"process", "container"})
  void aRuntimeStartsIt(String kind) throws Exception {
    if (kind.equals("container")) {
      NeedsDocker.host();
    }
    try (SystemRuntime runtime = Runtimes.choose(kind, project)) {
      Launch launch = new ServedTransport().launch("quiche");
      RunningSystem own = runtime.start(launch, runtime.newData("own"));
      assertEquals("ping", ask(own));
      String said = String.join("\n", own.lastLogLines(5));
      String forBrowsers = "Uint8Array.fromHex(\"%s\")".formatted(certificate(said));
      assertTrue(said.contains(forBrowsers), said);
      own.stop();
      assertEquals(143, own.exitStatus().orElseThrow());
      int port = Ports.free();
      RunningSystem named = runtime.start(launch.port(port), runtime.newData("named"));
      assertEquals(port, named.address().getPort());
      assertEquals("ping", ask(named));
    }
  }

  @Test
  void aPortThatIsTakenIsToldBeforeAnythingStarts() throws Exception {
    try (SystemRuntime runtime = Runtimes.choose("process", project);
        DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Launch launch = new ServedTransport().launch("quiche").port(taken.getLocalPort());
      StartFailure told =
          assertThrows(StartFailure.class, () -> runtime.start(launch, runtime.newData("none")));
      assertTrue(
          told.getMessage()
              .startsWith(
                  "port %s on 127.0.0.1 is taken (by pid %s, "
                      .formatted(taken.getLocalPort(), ProcessHandle.current().pid())),
          told.getMessage());
    }
  }

  private String ask(RunningSystem system) throws Exception {
    InetSocketAddress at = system.address();
    URI uri = URI.create("https://%s:%s/latency".formatted(at.getHostString(), at.getPort()));
    try (Session session = client.connect(uri, new Trust.AnyoneForTests())) {
      return ask(session, "ping");
    }
  }

  @Test
  void itKeepsItsCertificate() throws Exception {
    Process first = start();
    port(first);
    String digest = digest();
    first.destroyForcibly().waitFor();
    port(start());
    assertEquals(digest, digest());
  }

  @Test
  void aServerThatVanishesEndsItsSessionsInTime() throws Exception {
    Process server = start();
    QuicSettings hasty =
        QuicSettings.of(WebTransportServer.ALPN).withIdleTimeout(Duration.ofSeconds(2));
    try (var client = WebTransportClient.open(new QuicheEngine(), hasty, Limits.DEFAULT)) {
      Session session = connect(client, port(server), "/echo");
      server.destroyForcibly().waitFor();
      SessionEnd end = session.closed().get(60, TimeUnit.SECONDS);
      assertEquals(SessionEnd.By.FAILURE, end.by());
      assertTrue(end.reason().startsWith("the peer was not heard for too long"), end.reason());
    }
  }

  @Test
  void wrongArgumentsAreStatusTwoAndASentence() throws Exception {
    assertEquals(2, start("--engine", "pigeon").waitFor());
    assertTrue(Files.readString(errors).contains("no engine is called 'pigeon'; there are quiche"));
    assertEquals(2, start("--udp-payload", "1000").waitFor());
    assertTrue(Files.readString(errors).contains("udpPayloadBytes is from 1200 to"));
  }

  @Test
  void aTakenPortIsStatusThreeAndASentence() throws Exception {
    int port = port(start());
    assertEquals(3, start("--port", String.valueOf(port)).waitFor());
    assertTrue(Files.readString(errors).startsWith("error: "), Files.readString(errors));
  }
}
