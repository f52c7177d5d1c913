package transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;
import tools.Diagnosis;
import tools.LocalCommands;
import tools.Prerequisites;
import transport.bench.Counts;
import transport.quic.Identity;
import transport.quic.SelfSigned;
import transport.quic.quiche.QuicheEngine;
import transport.session.SessionEnd;

/// A browser's client, which nobody here wrote, against the server: what `browser.html` does, a
/// test for each line of it.
@Tag("slow")
class ChromiumTest {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /// More than a minute for each line, which is the page's own limit.
  private static final int LIMIT_MIN = 20;

  @TempDir private static Path folder;

  private final CompletableFuture<SessionEnd> closedByPage = new CompletableFuture<>();

  @TestFactory
  Stream<DynamicTest> aBrowsersClient() throws Exception {
    Diagnosis browser = new Prerequisites(new LocalCommands()).browser();
    assumeTrue(browser instanceof Diagnosis.Ready, browser::toString);
    Path keys = Files.createDirectories(folder.resolve("keys"));
    SelfSigned own =
        SelfSigned.write(
            keys,
            SelfSigned.Key.ECDSA_P256,
            Instant.now().minus(Duration.ofHours(1)),
            SelfSigned.LONGEST_FOR_BROWSERS.minusHours(1));
    CompletableFuture<String> said = new CompletableFuture<>();
    HttpServer pages = HttpServer.create(ANY, 0);
    try (WebTransportServer server =
        WebTransportServer.open(new QuicheEngine(), ANY, own.identity())) {
      TransportServer.addRoutes(server, new Counts());
      serve(server, pages, said);
      String page =
          Files.readString(Project.home().resolve("tests/transport/browser.html"))
              .replace("PORT", Integer.toString(server.address().getPort()))
              .replace("DIGEST", Identity.sha256(own.certificate()));
      pages.createContext("/", exchange -> answer(exchange, page));
      pages.start();
      Process process = browse(browser.seen(), pages.getAddress().getPort());
      try {
        process
            .onExit()
            .thenRun(() -> said.completeExceptionally(new IOException("the browser ended")));
        List<String> lines = said.get(LIMIT_MIN, TimeUnit.MINUTES).lines().toList();
        assertTrue(lines.size() > 8, lines::toString);
        assertEquals(
            new SessionEnd(SessionEnd.By.PEER, 7, "bye"), closedByPage.get(60, TimeUnit.SECONDS));
        return lines.stream().map(line -> DynamicTest.dynamicTest(line, () -> passed(line)));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } finally {
      pages.stop(0);
    }
  }

  private static void passed(String line) {
    assertTrue(line.startsWith("ok "), line);
  }

  /// Routes on which the server begins.
  private void serve(WebTransportServer server, HttpServer pages, CompletableFuture<String> said) {
    pages.createContext(
        "/said",
        exchange -> {
          said.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          answer(exchange, "");
        });
    server.route(
        "/opens",
        session -> {
          BidirectionalStream both = session.openBidirectional();
          both.write(UTF_8.encode("ping"));
          both.finish();
          SendStream one = session.openUnidirectional();
          one.write(ByteBuffer.wrap(both.readAll(10)));
          one.finish();
          session.closed().get();
        });
    server.route("/closes", session -> session.close(9, "so long"));
    server.route(
        "/breaks",
        session -> {
          session.acceptBidirectional().reset(5);
          session.closed().get();
        });
    server.route(
        "/closed",
        session -> {
          session.closed().thenAccept(closedByPage::complete);
          session.closed().get();
        });
    server.route(
        "/elsewhere",
        Route.of(session -> session.closed().get()).withOrigins("https://example.org"));
    server.route("/protocol", Route.of(session -> session.closed().get()).withProtocols("two"));
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Process browse(String browser, int port) throws IOException {
    return new ProcessBuilder(
            browser,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--user-data-dir=" + folder.resolve("profile"),
            "http://127.0.0.1:" + port + "/")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("browser.txt").toFile())
        .start();
  }
}
