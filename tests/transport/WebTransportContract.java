package transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import transport.quic.Engine;
import transport.quic.QuicSettings;
import transport.quic.SelfSigned;
import transport.quic.Trust;
import transport.session.Limits;
import transport.session.SessionEnd;

/// The library as its users have it, on any engine: a server with routes and a client, whose
/// threads wait.
@Timeout(60)
abstract class WebTransportContract {
  /// What one stream may bring before it is read.
  static final int WINDOW_BYTES = 1 << 20;

  private final Random random = new Random(7);
  private WebTransportServer server;
  private WebTransportClient client;

  abstract Engine engine();

  abstract SelfSigned identity() throws IOException;

  private static QuicSettings settings() {
    return QuicSettings.of(WebTransportServer.ALPN)
        .with(new QuicSettings.Windows(WINDOW_BYTES * 4, WINDOW_BYTES, 1_000, 1_000))
        .with(new QuicSettings.Datagrams(16_384, 100));
  }

  /// Whom the client believes.
  private Trust trust() throws IOException {
    return Trust.Pinned.to(identity().certificate());
  }

  @BeforeEach
  void open() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        WebTransportServer.open(engine(), any, identity().identity(), settings(), Limits.DEFAULT);
    client = WebTransportClient.open(engine(), settings(), Limits.DEFAULT);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  final WebTransportClient client() {
    return client;
  }

  final URI uri(String path) {
    return URI.create("https://127.0.0.1:" + server.address().getPort() + path);
  }

  private Session connect(String path) throws Exception {
    return client.connect(uri(path), trust());
  }

  private static SessionEnd end(Session session) throws Exception {
    return session.closed().get(30, TimeUnit.SECONDS);
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static void echo(Session session) throws Exception {
    while (true) {
      BidirectionalStream stream = session.acceptBidirectional();
      ByteBuffer buffer = ByteBuffer.allocate(10_000);
      while (stream.read(buffer.clear()) >= 0) stream.write(buffer.flip());
      stream.finish();
    }
  }

  @Test
  void aStreamIsEchoed() throws Exception {
    server.route("/echo", WebTransportContract::echo);
    Session session = connect("/echo?a=b");
    byte[] sent = bytes(3_000_000);
    BidirectionalStream stream = session.openBidirectional();
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read.complete(readAll(stream, sent.length)));
    stream.write(ByteBuffer.wrap(sent));
    stream.finish();
    assertArrayEquals(sent, read.get());
    session.close();
    assertEquals(SessionEnd.By.SELF, end(session).by());
  }

  private static byte[] readAll(ReceiveStream stream, int bytesMax) {
    try {
      return stream.readAll(bytesMax);
    } catch (IOException | InterruptedException e) {
      return e.toString().getBytes(UTF_8);
    }
  }

  @Test
  void closingDeliversEveryStreamThatWasFinished() throws Exception {
    closingDelivers(uri("/sink"), 50, 100_000, () -> {});
  }

  /// @param connected what happens to the network when the session is established
  final void closingDelivers(URI uri, int streams, int bytesEach, Runnable connected)
      throws Exception {
    CompletableFuture<Long> arrived = new CompletableFuture<>();
    CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    server.route(
        "/sink",
        session -> {
          session.closed().thenAccept(ended::complete);
          long bytes = 0;
          try {
            while (true) bytes += session.acceptUnidirectional().readAll(1 << 20).length;
          } catch (IOException e) {
            arrived.complete(bytes);
          }
        });
    Session session = client.connect(uri, trust());
    connected.run();
    for (int i = 0; i < streams; i++) {
      SendStream stream = session.openUnidirectional();
      stream.write(ByteBuffer.wrap(bytes(bytesEach)));
      stream.finish();
    }
    session.close(7, "done");
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 7, "done"), ended.get());
    assertEquals(SessionEnd.By.SELF, end(session).by());
    assertEquals((long) streams * bytesEach, arrived.get());
  }

  @Test
  void theServerOpensStreamsAndDatagramsGoBothWays() throws Exception {
    server.route(
        "/a",
        session -> {
          SendStream uni = session.openUnidirectional();
          uni.write(UTF_8.encode("uni"));
          uni.finish();
          BidirectionalStream both = session.openBidirectional();
          both.write(UTF_8.encode("both"));
          both.finish();
          both.readAll(0);
          session.sendDatagram(session.receiveDatagram());
          session.closed().get();
        });
    Session session = connect("/a");
    assertEquals("uni", new String(session.acceptUnidirectional().readAll(10), UTF_8));
    BidirectionalStream both = session.acceptBidirectional();
    assertEquals("both", new String(both.readAll(4), UTF_8));
    both.finish();
    assertTrue(session.sendDatagram(UTF_8.encode("datagram")));
    assertEquals("datagram", UTF_8.decode(session.receiveDatagram()).toString());
  }

  /// Far more than the engine queues at once.
  @Test
  void datagramsThatWereTakenAreSent() throws Exception {
    int many = 1_000;
    server.route(
        "/count",
        session -> {
          for (int i = 0; i < many; i++) session.receiveDatagram();
          session.close(3, "all came");
        });
    Session session = connect("/count");
    for (int i = 0; i < many; i++) assertTrue(session.sendDatagram(UTF_8.encode("datagram")));
    assertEquals(3, end(session).code());
    assertEquals(0, session.droppedDatagrams());
  }

  /// More than a new connection may have on the way, and far more than the engine queues.
  @Test
  void closingSendsTheDatagramsThatWereTaken() throws Exception {
    int many = 2_000;
    CompletableFuture<Integer> heard = new CompletableFuture<>();
    server.route(
        "/count",
        session -> {
          int count = 0;
          try {
            for (; true; count++) session.receiveDatagram();
          } catch (IOException e) {
            heard.complete(count);
          }
        });
    Session session = connect("/count");
    for (int i = 0; i < many; i++) assertTrue(session.sendDatagram(ByteBuffer.allocate(64)));
    session.close();
    assertEquals(many, heard.get());
    assertEquals(0, session.droppedDatagrams());
  }

  @Test
  void aWriterWaitsForAReaderWhoDoesNotRead() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    server.route(
        "/late",
        session -> {
          BidirectionalStream stream = session.acceptBidirectional();
          read.await();
          stream.write(UTF_8.encode(Integer.toString(stream.readAll(1 << 24).length)));
          stream.finish();
          session.closed().get();
        });
    Session session = connect("/late");
    BidirectionalStream stream = session.openBidirectional();
    ByteBuffer data = ByteBuffer.wrap(bytes(8 << 20));
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    stream.write(data);
                    stream.finish();
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    while (writer.getState() != Thread.State.WAITING) Thread.onSpinWait();
    // The engine's window and the two buffers of 256 KiB, and the part just being taken.
    assertTrue(data.position() <= WINDOW_BYTES + (3 << 18), () -> data + " was written ahead");
    read.countDown();
    assertEquals(Integer.toString(8 << 20), new String(stream.readAll(10), UTF_8));
    writer.join();
  }

  @Test
  void readingMoreThanExpectedIsAnError() throws Exception {
    server.route("/echo", WebTransportContract::echo);
    BidirectionalStream stream = connect("/echo").openBidirectional();
    stream.write(ByteBuffer.wrap(bytes(11)));
    stream.finish();
    IOException e = assertThrows(IOException.class, () -> stream.readAll(10));
    assertEquals("a stream of at most 10 bytes was expected", e.getMessage());
  }

  @Test
  void codesOfBrokenStreamsAreTold() throws Exception {
    server.route(
        "/broken",
        session -> {
          SendStream stream = session.openUnidirectional();
          stream.write(UTF_8.encode("a"));
          session.acceptUnidirectional().stopSending(3);
          stream.reset(4);
          session.closed().get();
        });
    Session session = connect("/broken");
    ReceiveStream received = session.acceptUnidirectional();
    assertEquals(1, received.read(ByteBuffer.allocate(1)));
    SendStream stream = session.openUnidirectional();
    StreamBroken reset = assertThrows(StreamBroken.class, () -> received.readAll(1));
    assertEquals(OptionalLong.of(4), reset.code());
    StreamBroken stopped =
        assertThrows(
            StreamBroken.class,
            () -> {
              while (true) stream.write(ByteBuffer.allocate(1));
            });
    assertEquals("the peer wants no more of the stream, with code 3", stopped.getMessage());
  }

  @Test
  void aRouteThatFailsClosesItsSessionAndNoOther() throws Exception {
    server.route("/echo", WebTransportContract::echo);
    server.route(
        "/fails",
        session -> {
          throw new IllegalStateException("no such luck");
        });
    Session other = connect("/echo");
    assertEquals(
        new SessionEnd(SessionEnd.By.PEER, Route.FAILED, "no such luck"), end(connect("/fails")));
    assertFalse(other.closed().isDone());
  }

  @Test
  void whoWaitsIsToldThatTheSessionIsOver() throws Exception {
    CompletableFuture<Session> opened = new CompletableFuture<>();
    server.route(
        "/a",
        session -> {
          opened.complete(session);
          session.closed().get();
        });
    Session session = connect("/a");
    BidirectionalStream stream = session.openBidirectional();
    stream.write(UTF_8.encode("a"));
    List<CompletableFuture<String>> waiting = new ArrayList<>();
    for (Waits each :
        List.<Waits>of(
            session::acceptBidirectional,
            session::acceptUnidirectional,
            session::receiveDatagram,
            () -> stream.read(ByteBuffer.allocate(1)))) {
      CompletableFuture<String> told = new CompletableFuture<>();
      waiting.add(told);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  told.complete("got " + each.call());
                } catch (Exception e) {
                  told.complete(e.getMessage());
                }
              });
    }
    opened.get().close(1, "");
    for (CompletableFuture<String> told : waiting.subList(0, 3)) {
      assertEquals("the session is over", told.get());
    }
    assertEquals("the peer broke the stream off", waiting.getLast().get());
    assertThrows(IOException.class, session::openBidirectional);
    assertFalse(session.sendDatagram(ByteBuffer.allocate(1)));
  }

  /// What waits for the peer.
  private interface Waits {
    Object call() throws Exception;
  }

  @Test
  void whereThereIsNoServerOrRouteThereIsNoSession() throws IOException {
    QuicSettings hasty = settings().withIdleTimeout(Duration.ofMillis(1));
    try (WebTransportClient client = WebTransportClient.open(engine(), hasty, Limits.DEFAULT)) {
      URI nowhere = URI.create("https://127.0.0.1:9/a");
      IOException nobody = assertThrows(IOException.class, () -> client.connect(nowhere, trust()));
      assertTrue(
          nobody.getMessage().startsWith("no session: the peer was not heard for too long"),
          nobody.getMessage());
    }
    IOException noRoute = assertThrows(IOException.class, () -> connect("/b"));
    assertEquals("no session: the server answered with status 404", noRoute.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> client.connect(URI.create("http://localhost:9/a"), trust()));
  }

  @Test
  void onlyPagesOfTheAllowedOriginsMayCome() throws Exception {
    server.route(
        "/a", Route.of(session -> session.closed().get()).withOrigins("https://example.org"));
    WebTransportClient.Options options = WebTransportClient.Options.of(trust());
    client.connect(uri("/a"), options).close();
    client.connect(uri("/a"), options.withOrigin("https://example.org")).close();
    IOException e =
        assertThrows(
            IOException.class,
            () -> client.connect(uri("/a"), options.withOrigin("https://example.com")));
    assertEquals("no session: the server answered with status 403", e.getMessage());
  }

  @Test
  void theServersFavouriteOfTheOfferedSubProtocolsIsSpoken() throws Exception {
    server.route("/a", Route.of(session -> session.closed().get()).withProtocols("v3", "v2"));
    WebTransportClient.Options options = WebTransportClient.Options.of(trust());
    assertEquals(
        Optional.of("v2"), client.connect(uri("/a"), options.withProtocols("v1", "v2")).protocol());
    assertEquals(
        Optional.empty(), client.connect(uri("/a"), options.withProtocols("v1")).protocol());
  }

  @Test
  void sessionsShareAConnection() throws Exception {
    server.route("/echo", WebTransportContract::echo);
    try (SharedConnection shared = client.share(uri("/"), WebTransportClient.Options.of(trust()))) {
      Session one = shared.connect("/echo");
      Session two = shared.connect("/echo");
      assertEquals(List.of(0L, 4L), List.of(one.id(), two.id()));
      for (Session session : List.of(one, two)) {
        BidirectionalStream stream = session.openBidirectional();
        stream.write(UTF_8.encode("a"));
        stream.finish();
        assertEquals("a", new String(stream.readAll(1), UTF_8));
      }
      assertThrows(IOException.class, () -> shared.connect("/none"));
    }
  }

  @Test
  void aServerThatEndsAsksForTheEndAndThenCloses() throws Exception {
    server.route("/a", session -> session.closed().get());
    Session session = connect("/a");
    server.drain();
    session.draining().get();
    assertFalse(session.closed().isDone());
    server.close();
    assertEquals(SessionEnd.By.PEER, end(session).by());
  }
}
