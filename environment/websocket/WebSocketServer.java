package websocket;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Server;
import transport.quic.Identity;
import transport.quic.SelfSigned;

/// A WebSocket server over TLS 1.3 and TCP, on one event loop as the QUIC server has one, with a
/// fresh certificate of P-256. It prints `listening on <host>:<port>` once it serves.
///
/// | path | a message is |
/// | --- | --- |
/// | `/latency` | sent back |
/// | `/produce` | a number: so many bytes of zero are sent, in messages of at most 64 KiB |
///
/// Exit status: 2 for wrong arguments, 3 when something that it needs is missing or taken; each
/// with a sentence on standard error.
@Command(
    name = "websocket.WebSocketServer",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Serves what WebTransport is held against over WebSocket.")
public final class WebSocketServer extends Server {
  private static final Set<String> PATHS = Set.of("/latency", "/produce");

  /// Longer than Vert.x's own 10 s, after which it closes without a word: a cold client on a busy
  /// machine that loses packets may need more.
  private static final int HANDSHAKE_S = 120;

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int AT_ONCE = 16;
  private static final Buffer ZEROS = Buffer.buffer(new byte[CHUNK_BYTES]);
  private static final short NO_NUMBER = 1003;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      required = true,
      description = "where the certificate and its key are put")
  private Path data;

  WebSocketServer() {
    super(0);
  }

  public static void main(String[] args) {
    new WebSocketServer().run(args);
  }

  @Override
  public Integer call() throws Exception {
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    Identity identity =
        SelfSigned.write(data, SelfSigned.Key.ECDSA_P256, anHourAgo, Duration.ofDays(1)).identity();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    listening(host, listen(vertx, identity).actualPort());
    new CountDownLatch(1).await(); // until SIGTERM
    return ExitStatus.DONE.code();
  }

  private HttpServer listen(Vertx vertx, Identity identity) throws IOException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setSsl(true)
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
            .setSslHandshakeTimeout(HANDSHAKE_S)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(identity.certificates().toString())
                    .setKeyPath(identity.key().toString()))
            .setPerMessageWebSocketCompressionSupported(false);
    try {
      return vertx
          .createHttpServer(options)
          .requestHandler(request -> request.response().setStatusCode(404).end())
          .webSocketHandshakeHandler(WebSocketServer::admit)
          .webSocketHandler(WebSocketServer::serve)
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new IOException("%s:%s cannot be bound: %s".formatted(host, port, cause), cause);
    }
  }

  private static void admit(ServerWebSocketHandshake handshake) {
    if (PATHS.contains(handshake.path())) {
      handshake.accept();
    } else {
      handshake.reject(404);
    }
  }

  private static void serve(ServerWebSocket socket) {
    if (socket.path().equals("/latency")) {
      socket.binaryMessageHandler(socket::writeBinaryMessage);
    } else {
      socket.textMessageHandler(text -> produce(socket, text));
    }
  }

  private static void produce(ServerWebSocket socket, String number) {
    if (number.matches("[0-9]{1,9}")) {
      new Production(socket, Long.parseLong(number)).write();
    } else {
      socket.close(NO_NUMBER, "a number of bytes is up to nine digits");
    }
  }

  /// What is still to be sent: a few messages at a time, each of which makes room for the next when
  /// the kernel has it. A full queue of Vert.x's own would not do: it takes all of it within one
  /// turn of the loop, and nothing leaves before the last byte is sealed.
  private static final class Production {
    private final ServerWebSocket socket;
    private long left;

    private Production(ServerWebSocket socket, long bytes) {
      this.socket = socket;
      left = bytes;
    }

    private void write() {
      for (int i = 0; i < AT_ONCE; i++) next();
    }

    private void next() {
      if (left == 0 || socket.isClosed()) return;
      int part = (int) Math.min(left, CHUNK_BYTES);
      left -= part;
      socket.writeBinaryMessage(ZEROS.slice(0, part)).onSuccess(_ -> next());
    }
  }
}
