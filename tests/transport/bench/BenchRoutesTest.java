package transport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import transport.BidirectionalStream;
import transport.SendStream;
import transport.Session;
import transport.StreamBroken;
import transport.TransportServer;
import transport.WebTransportClient;
import transport.WebTransportServer;
import transport.memory.MemoryEngine;
import transport.memory.Weather;
import transport.quic.Identity;
import transport.quic.Trust;

@Timeout(60)
class BenchRoutesTest {
  private MemoryEngine engine;
  private WebTransportServer server;
  private WebTransportClient client;

  @BeforeEach
  void open() throws Exception {
    open(Weather.fair());
  }

  private void open(Weather weather) throws Exception {
    engine = new MemoryEngine(weather);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Identity none = new Identity(Path.of("certificate"), Path.of("key"));
    server = WebTransportServer.open(engine, any, none);
    TransportServer.addRoutes(server, new Counts());
    client = WebTransportClient.open(engine);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    engine.close();
  }

  private Session connect(String path) throws Exception {
    URI uri = URI.create("https://localhost:" + server.address().getPort() + path);
    return client.connect(uri, new Trust.AnyoneForTests());
  }

  private static BidirectionalStream stream(Session session, byte[] content) throws Exception {
    BidirectionalStream stream = session.openBidirectional();
    stream.write(ByteBuffer.wrap(content));
    stream.finish();
    return stream;
  }

  private String text(String path, String content) throws Exception {
    return new String(stream(connect(path), content.getBytes(UTF_8)).readAll(10_000), UTF_8);
  }

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private String count(String name) throws Exception {
    return text("/stats", "").replaceAll("(?s).*\"" + name + "\": (\\d+).*", "$1");
  }

  @Test
  void discardReadsAndSaysNothing() throws Exception {
    assertEquals("", text("/discard", "ignored"));
    SendStream uni = connect("/discard").openUnidirectional();
    uni.write(ByteBuffer.wrap(content(3_000_000)));
    uni.finish();
    while (!count("stream_bytes").equals("3000007")) Thread.onSpinWait();
  }

  @Test
  void duplexSendsOneMebibyteWhatEverComes() throws Exception {
    BidirectionalStream stream = connect("/duplex").openBidirectional();
    stream.write(ByteBuffer.wrap(content(1 << 20)));
    assertEquals(1 << 20, stream.readAll(1 << 20).length);
    stream.finish();
  }

  @Test
  void duplexConfirmsBehindItsMebibyteWhatCame() throws Exception {
    byte[] answer = stream(connect("/duplex?confirm=1"), content(700_000)).readAll(1 << 21);
    assertEquals((1 << 20) + 6, answer.length);
    assertEquals("700000", new String(answer, 1 << 20, 6, UTF_8));
  }

  @Test
  void echoSendsBackStreamsAndDatagrams() throws Exception {
    Session session = connect("/echo");
    byte[] sent = content(5_000_000);
    BidirectionalStream stream = session.openBidirectional();
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read.complete(all(stream, sent.length)));
    stream.write(ByteBuffer.wrap(sent));
    stream.finish();
    assertArrayEquals(sent, read.get());
    session.sendDatagram(ByteBuffer.wrap(content(64)));
    assertEquals(ByteBuffer.wrap(content(64)), session.receiveDatagram());
  }

  private static byte[] all(BidirectionalStream stream, int bytesMax) {
    try {
      return stream.readAll(bytesMax);
    } catch (Exception e) {
      return e.toString().getBytes(UTF_8);
    }
  }

  @Test
  void latencyAnswersTheWholeUpToABound() throws Exception {
    assertEquals("ping", text("/latency", "ping"));
    assertEquals("", text("/latency", ""));
    Session session = connect("/latency");
    StreamBroken broken =
        assertThrows(
            StreamBroken.class, () -> stream(session, content((1 << 20) + 1)).readAll(1 << 21));
    assertEquals(OptionalLong.of(Work.REFUSED), broken.code());
  }

  @Test
  void anAnswerThatIsTakenInPiecesIsWhatCame() throws Exception {
    close();
    open(Weather.rough(5));
    byte[] sent = content(10_000);
    assertArrayEquals(sent, stream(connect("/latency"), sent).readAll(sent.length));
  }

  @Test
  void produceSendsAsManyBytesAsItIsAskedForBeforeTheStreamEnds() throws Exception {
    Session session = connect("/produce");
    BidirectionalStream stream = session.openBidirectional();
    stream.write(UTF_8.encode("1048577"));
    assertEquals(1_048_577, stream.readAll(1 << 21).length);
    assertEquals(0, stream(session, "0".getBytes(UTF_8)).readAll(0).length);
    for (String none : List.of("", "x", "-1", "104857601", "9999999999")) {
      assertThrows(
          StreamBroken.class, () -> stream(session, none.getBytes(UTF_8)).readAll(0), none);
    }
  }

  @Test
  void sinkConfirmsWhatArrived() throws Exception {
    Session session = connect("/sink");
    assertEquals("700000", new String(stream(session, content(700_000)).readAll(10), UTF_8));
    assertEquals("0", new String(stream(session, content(0)).readAll(10), UTF_8));
    SendStream uni = session.openUnidirectional();
    uni.write(ByteBuffer.wrap(content(500)));
    uni.finish();
    assertEquals("500", new String(session.acceptUnidirectional().readAll(10), UTF_8));
  }

  @Test
  void sinkConfirmsSeveralUnidirectionalStreamsTogether() throws Exception {
    Session session = connect("/sink?streams=3");
    for (int i = 0; i < 6; i++) {
      SendStream uni = session.openUnidirectional();
      uni.write(ByteBuffer.wrap(content(100)));
      uni.finish();
    }
    assertEquals("300", new String(session.acceptUnidirectional().readAll(10), UTF_8));
    assertEquals("600", new String(session.acceptUnidirectional().readAll(10), UTF_8));
  }

  @Test
  void datagramsOfASessionAreCountedInIt() throws Exception {
    connect("/datagrams").sendDatagram(ByteBuffer.wrap(content(64)));
    Session session = connect("/datagrams");
    for (int i = 0; i < 3; i++) session.sendDatagram(ByteBuffer.wrap(content(64)));
    while (!new String(stream(session, content(0)).readAll(99), UTF_8).startsWith("3 ")) {
      Thread.onSpinWait();
    }
    while (!count("datagrams").equals("4")) Thread.onSpinWait();
  }

  @Test
  void memoryTellsWhatTheServerHolds() throws Exception {
    Holdings held = Holdings.of(text("/memory", ""));
    assertTrue(held.residentBytes() > held.heapBytes() && held.heapBytes() > 0, held::toString);
    assertTrue(held.mallocBytes() > 0, held::toString);
  }

  @Test
  void statsTellsWhatCame() throws Exception {
    Session session = connect("/discard");
    for (int i = 0; i < 5; i++) session.sendDatagram(ByteBuffer.wrap(content(64)));
    while (!count("datagrams").equals("5")) Thread.onSpinWait();
    assertEquals("320", count("datagram_bytes"));
    assertEquals("0", count("datagrams_not_sent_back"));
    assertTrue(Integer.parseInt(count("sessions_begun")) > 3);
  }
}
