package sinkwebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Batcher;
import batcher.Delivery;
import batcher.Payments;
import batcher.Settings;
import batcher.event.Event;
import batcher.frame.Frame;
import batcher.rule.Mode;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketSinkTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Settings SETTINGS =
      Settings.DEFAULT
          .withMode(new Mode.Document(10, Duration.ofMillis(5)))
          .withDelivery(Delivery.lane());

  private WebSocketHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new WebSocketHub("127.0.0.1", 0, 1_000, 8 << 20);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  /// Gathers events and says when there are this many.
  private static final class Gathered {
    final List<Event> events = new ArrayList<>();

    synchronized void take(BatchSubscriber.Batch batch) {
      events.addAll(batch.events());
      notifyAll();
    }

    synchronized List<Event> await(int count) throws InterruptedException {
      long deadlineNs = System.nanoTime() + LONG.toNanos();
      while (events.size() < count && System.nanoTime() < deadlineNs) {
        wait(100);
      }
      return List.copyOf(events);
    }

    List<Integer> awaitPieces(int count) throws InterruptedException {
      return await(count).stream().map(Event::piece).toList();
    }
  }

  @Test
  void everyListenerGetsEveryBatchInOrder() throws Exception {
    Gathered one = new Gathered();
    Gathered two = new Gathered();
    try (BatchSubscriber first = new BatchSubscriber(one::take);
        BatchSubscriber second = new BatchSubscriber(two::take);
        Batcher batcher = Batcher.open(SETTINGS, WebSocketSinks.of(hub))) {
      first.connect("127.0.0.1", hub.port());
      second.connect("127.0.0.1", hub.port());
      for (int i = 0; i < 3_000; i++) {
        batcher.add(Payments.sent("a", i));
      }
      List<Integer> expected = IntStream.range(0, 3_000).boxed().toList();
      assertEquals(expected, one.awaitPieces(3_000));
      assertEquals(expected, two.awaitPieces(3_000));
    }
  }

  @Test
  void listenerThatComesBackGoesOnWhereItStopped() throws Exception {
    Gathered gathered = new Gathered();
    try (BatchSubscriber subscriber = new BatchSubscriber(gathered::take);
        Batcher batcher = Batcher.open(SETTINGS.withShards(2), WebSocketSinks.of(hub))) {
      for (int round = 0; round < 5; round++) {
        subscriber.connect("127.0.0.1", hub.port());
        for (int i = 0; i < 200; i++) {
          batcher.add(Payments.sent("key-" + i % 3, round * 200 + i));
        }
        gathered.await(round * 200 + 50);
        subscriber.abort();
      }
      subscriber.connect("127.0.0.1", hub.port());
      List<Event> events = gathered.await(1_000);
      assertEquals(1_000, events.size());
      assertEquals(0, subscriber.gaps());
      Map<Object, Integer> last = new HashMap<>();
      Set<Integer> pieces = new HashSet<>();
      for (Event event : events) {
        assertTrue(pieces.add(event.piece()), event.piece() + " came twice");
        Integer before = last.put(event.key(), event.piece());
        assertTrue(before == null || before < event.piece());
      }
    }
  }

  @Test
  void listenerThatComesBackGetsNothingFromBeforeItFirstCame() throws Exception {
    Gathered gathered = new Gathered();
    try (BatchSubscriber subscriber = new BatchSubscriber(gathered::take)) {
      Sink sink = WebSocketSinks.of(hub).open(0);
      sink.deliver(batcher.Frames.frame(1, 0, 1, 5, 0));
      subscriber.connect("127.0.0.1", hub.port());
      subscriber.abort();
      sink.deliver(batcher.Frames.frame(1, 0, 6, 5, 50));
      subscriber.connect("127.0.0.1", hub.port());
      assertEquals(IntStream.range(50, 100).boxed().toList(), gathered.awaitPieces(50));
      assertEquals(0, subscriber.gaps());
    }
  }

  @Test
  void listenerIsToldWhatItCanNoLongerGet() throws Exception {
    Gathered gathered = new Gathered();
    Settings tens = SETTINGS.withMode(new Mode.Document(10, Duration.ofDays(1)));
    try (BatchSubscriber subscriber = new BatchSubscriber(gathered::take);
        Batcher batcher = Batcher.open(tens, WebSocketSinks.of(hub))) {
      subscriber.connect("127.0.0.1", hub.port());
      long ticket = 0;
      for (int i = 0; i < 10; i++) {
        ticket = batcher.add(Payments.sent("a", i));
      }
      gathered.await(10);
      subscriber.abort();
      for (int i = 10; i < 20_000; i++) {
        ticket = batcher.add(Payments.sent("a", i));
      }
      batcher.await(AckLevel.DELIVERED, ticket, LONG);
      subscriber.connect("127.0.0.1", hub.port());
      List<Integer> pieces = gathered.awaitPieces(10 + 1_000 * 10);
      assertEquals(1, subscriber.gaps());
      assertEquals(19_999, pieces.getLast());
      assertEquals(10 + 1_000 * 10, pieces.size(), "what is kept comes all the same");
    }
  }

  @Test
  void marksOfAnotherLifeMeanNothing() throws Exception {
    Gathered gathered = new Gathered();
    WebSocketHub other = new WebSocketHub("127.0.0.1", 0, 1_000, 8 << 20);
    try (BatchSubscriber subscriber = new BatchSubscriber(gathered::take)) {
      subscriber.connect("127.0.0.1", hub.port());
      Sink sink = WebSocketSinks.of(hub).open(0);
      sink.deliver(batcher.Frames.frame(1, 0, 1, 5, 0));
      gathered.await(50);
      subscriber.abort();
      Frame sameNumbers = batcher.Frames.frame(1, 0, 1, 5, 100);
      WebSocketSinks.of(other).open(0).deliver(sameNumbers);
      subscriber.connect("127.0.0.1", other.port());
      assertEquals(100, gathered.await(100).size());
      assertEquals(1, subscriber.gaps());
    } finally {
      other.close();
    }
  }

  @Test
  void poolSharesTheKeysAndPinsEachToOneConnection() throws Exception {
    List<Gathered> members = List.of(new Gathered(), new Gathered(), new Gathered());
    List<BatchSubscriber> pool = new ArrayList<>();
    try (Batcher batcher = Batcher.open(SETTINGS, WebSocketSinks.of(hub))) {
      for (int i = 0; i < 3; i++) {
        BatchSubscriber subscriber = new BatchSubscriber(members.get(i)::take, 3, i);
        subscriber.connect("127.0.0.1", hub.port());
        pool.add(subscriber);
      }
      for (int i = 0; i < 2_000; i++) {
        batcher.add(Payments.sent("key-" + i % 20, i));
      }
      long deadlineNs = System.nanoTime() + LONG.toNanos();
      while (total(members) < 2_000 && System.nanoTime() < deadlineNs) {
        Thread.onSpinWait();
      }
      assertEquals(2_000, total(members));
      Map<Object, Gathered> owner = new HashMap<>();
      for (Gathered member : members) {
        assertTrue(!member.await(0).isEmpty(), "a connection without keys");
        for (Event event : member.await(0)) {
          assertEquals(member, owner.computeIfAbsent(event.key(), key -> member));
        }
      }
    } finally {
      pool.forEach(BatchSubscriber::close);
    }
  }

  @Test
  void slowReaderIsClosedAndSlowsNobody() throws Exception {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    CountDownLatch readOn = new CountDownLatch(1);
    HttpClient http = HttpClient.newHttpClient();
    WebSocket slow =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + hub.port() + "/batches"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket socket, CharSequence data, boolean last) {
                    return null; // and asks for no more
                  }

                  @Override
                  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                    closed.complete(code);
                    return null;
                  }
                })
            .thenCompose(opened -> opened.sendText("ready", true))
            .orTimeout(60, TimeUnit.SECONDS)
            .join();
    Gathered gathered = new Gathered();
    Settings large = SETTINGS.withMode(new Mode.Document(50, Duration.ofMillis(5)));
    try (BatchSubscriber quick = new BatchSubscriber(gathered::take);
        Batcher batcher = Batcher.open(large, WebSocketSinks.of(hub))) {
      quick.connect("127.0.0.1", hub.port());
      for (int wave = 0; wave < 20; wave++) {
        for (int i = 0; i < 20_000; i++) {
          batcher.add(Payments.sent("a", wave * 20_000 + i));
        }
        assertEquals((wave + 1) * 20_000, gathered.await((wave + 1) * 20_000).size());
      }
      slow.request(Long.MAX_VALUE);
      assertEquals(4001, closed.get(60, TimeUnit.SECONDS));
    } finally {
      readOn.countDown();
      slow.abort();
      http.shutdownNow();
    }
  }

  /// Its farewell waits behind what it never takes, so that only cutting it off gets rid of it.
  @Test
  void listenerThatNeverReadsIsCutOff() throws Exception {
    Settings large = SETTINGS.withMode(new Mode.Document(50, Duration.ofMillis(5)));
    try (WebSocketHub impatient =
            new WebSocketHub("127.0.0.1", 0, 1_000, 1 << 20, Duration.ofMillis(50));
        Socket deaf = new Socket();
        Batcher batcher = Batcher.open(large, WebSocketSinks.of(impatient))) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(new InetSocketAddress("127.0.0.1", impatient.port()));
      ByteArrayOutputStream once = new ByteArrayOutputStream(); // in two it might speak too late
      once.writeBytes(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      once.writeBytes(READY);
      once.writeTo(deaf.getOutputStream());
      assertEquals('H', deaf.getInputStream().read()); // of HTTP/1.1 101, and not a byte more
      await(() -> impatient.subscribers() == 1);
      for (int i = 0; i < 400_000; i++) {
        batcher.add(Payments.sent("a", i));
      }
      await(() -> impatient.subscribers() == 0);
    }
  }

  /// What comes with the handshake's answer is not safe with every client.
  @Test
  void nothingIsSentBeforeTheListenerSpeaks() throws Exception {
    try (Socket listener = new Socket("127.0.0.1", hub.port());
        Batcher batcher = Batcher.open(SETTINGS, WebSocketSinks.of(hub))) {
      InputStream in = listener.getInputStream();
      OutputStream out = listener.getOutputStream();
      out.write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      readHeaders(in);
      await(() -> hub.subscribers() == 1);
      batcher.await(AckLevel.DELIVERED, batcher.add(Payments.sent("a", 1)), LONG);
      out.write(PING);
      assertEquals(PONG, in.read(), "the first frame answers the ping");
      in.skipNBytes(in.read());
      out.write(READY);
      assertEquals(TEXT, in.read(), "and then the stream is named");
    }
  }

  @Test
  void listenerThatNeverSpeaksIsSentAway() throws Exception {
    try (WebSocketHub impatient =
            new WebSocketHub("127.0.0.1", 0, 10, 1 << 20, Duration.ofMillis(50));
        Socket silent = new Socket("127.0.0.1", impatient.port())) {
      silent.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      readHeaders(silent.getInputStream());
      await(() -> impatient.subscribers() == 0);
      byte[] farewell = silent.getInputStream().readNBytes(4);
      assertEquals(4002, (farewell[2] & 0xFF) << 8 | farewell[3] & 0xFF);
    }
  }

  private static void readHeaders(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      matched = in.read() == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
    }
  }

  private static final int TEXT = 0x81;
  private static final int PONG = 0x8A;

  /// Frames of a client are masked, here with zeros.
  private static final byte[] PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};

  private static final byte[] READY = {(byte) TEXT, (byte) 0x81, 0, 0, 0, 0, 'r'};

  private static final String HANDSHAKE =
      "GET /batches HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

  private static void await(BooleanSupplier condition) {
    long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - deadlineNs < 0, "60 s have passed");
      Thread.onSpinWait();
    }
  }

  @Test
  void malformedRequestsAreRefused() {
    for (String path :
        List.of("/", "/batches?pool=0", "/batches?pool=2&member=2", "/batches?from=x", "/x")) {
      assertThrows(
          java.util.concurrent.CompletionException.class,
          () ->
              HttpClient.newHttpClient()
                  .newWebSocketBuilder()
                  .buildAsync(
                      URI.create("ws://127.0.0.1:" + hub.port() + path),
                      new WebSocket.Listener() {})
                  .join(),
          path);
    }
  }

  @Test
  void takenPortIsASentence() {
    int port = hub.port();
    IOException e =
        assertThrows(IOException.class, () -> new WebSocketHub("127.0.0.1", port, 10, 1_000));
    assertTrue(e.getMessage().startsWith("127.0.0.1:" + port + " cannot be bound: "));
    assertThrows(IllegalArgumentException.class, () -> new WebSocketSinks().at("5051"));
  }

  private static int total(List<Gathered> members) throws InterruptedException {
    int total = 0;
    for (Gathered member : members) {
      total += member.await(0).size();
    }
    return total;
  }
}
