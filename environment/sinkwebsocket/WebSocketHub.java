package sinkwebsocket;

import batcher.frame.BatchView;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The latest batches, and everyone who listens to them at `ws://HOST:PORT/batches`.
///
/// A subscriber speaks first: it sends any text (`ready`), and nothing is sent before. Bytes that
/// come together with the handshake's answer are not safe with every client: that of the JDK has
/// been seen to lose some behind them.
///
/// Each message is one batch: its shard (4 bytes), zero (4), its epoch (8), then header and events
/// as in [batcher.frame.FrameLayout], little-endian. The first message is text, `stream ID MARKS`:
/// it names this hub's life and, to a newcomer, the batches after which it begins to listen. A
/// subscriber that comes back says which stream and, for each shard, which batch it has last
/// (`?stream=ID&from=0:1-17,1:1-12`), and goes on behind them. If some of what it lacks may be no
/// longer kept, or the stream is another one, it is told so by the text `gap` before it gets what
/// there is.
///
/// A subscriber group may open a pool of N connections (`?pool=N&member=I`): each key belongs to
/// one of them, so that its batches keep their order.
///
/// Nobody can slow the batcher or another subscriber: batches are kept once for all, up to a bound,
/// and a subscriber that falls behind the oldest is closed with code 4001. It hears that when it
/// has read what came before; one that does not read within 30 s is cut off. One that has not
/// spoken by then is closed with code 4002.
public final class WebSocketHub implements AutoCloseable {
  static final String PATH = "/batches";
  static final short TOO_SLOW = 4001;
  static final short NEVER_READY = 4002;
  static final String READY = "ready";

  private static final int WRITE_QUEUE_BYTES = 1 << 20;
  private static final long TIMEOUT_S = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String stream = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  private final BatchLog log;
  private final Duration patience;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final HttpServer server;

  /// Begins to serve.
  ///
  /// @param port 0 for any free one
  /// @param batchesMax how many batches are kept
  /// @param bytesMax how many bytes of them
  public WebSocketHub(String host, int port, int batchesMax, long bytesMax) throws IOException {
    this(host, port, batchesMax, bytesMax, PATIENCE);
  }

  /// @param patience with a subscriber that was sent away and does not read
  WebSocketHub(String host, int port, int batchesMax, long bytesMax, Duration patience)
      throws IOException {
    this.patience = patience;
    this.log = new BatchLog(batchesMax, bytesMax);
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setPerMessageWebSocketCompressionSupported(false);
    HttpServer created =
        vertx
            .createHttpServer(options)
            .requestHandler(request -> request.response().setStatusCode(404).end())
            .webSocketHandshakeHandler(WebSocketHub::admit)
            .webSocketHandler(this::subscribe);
    try {
      this.server =
          created
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      vertx.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("%s:%s cannot be bound: %s".formatted(host, port, cause), cause);
    } catch (InterruptedException e) {
      vertx.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while binding " + host + ":" + port, e);
    }
  }

  public int port() {
    return server.actualPort();
  }

  /// Connections open now.
  public int subscribers() {
    return subscribers.size();
  }

  void add(BatchView batch) {
    log.add(batch);
  }

  void wakeAll() {
    subscribers.forEach(Subscriber::wake);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void admit(ServerWebSocketHandshake handshake) {
    try {
      if (!handshake.path().equals(PATH)) {
        handshake.reject(404);
        return;
      }
      SubscriberRequest.parse(handshake.query());
      handshake.accept();
    } catch (IllegalArgumentException e) {
      handshake.reject(400);
    }
  }

  private void subscribe(ServerWebSocket socket) {
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    SubscriberRequest request = SubscriberRequest.parse(socket.query());
    Subscriber subscriber =
        new Subscriber(socket, request, log, stream, vertx.getOrCreateContext(), patience);
    subscribers.add(subscriber);
    socket.closeHandler(closed -> subscribers.remove(subscriber));
    socket.exceptionHandler(e -> subscribers.remove(subscriber));
    subscriber.expect();
  }
}
