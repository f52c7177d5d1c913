package labs.transport.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import transport.BidirectionalStream;
import transport.Route;
import transport.SendStream;
import transport.Session;
import transport.WebTransportClient;
import transport.WebTransportServer;
import transport.quic.Identity;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;

/// Our own transport as either end of an interoperation case, in this JVM.
public final class OwnEnd implements End {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int FILE_BYTES_MAX = 16 << 20;

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public Listening serve(Identity identity, FileWork work) throws IOException {
    WebTransportServer server =
        WebTransportServer.open(
            new QuicheEngine(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            identity);
    server.route(
        "/" + work.endpoint(),
        Route.of(session -> new Exchange(session, work).run(true))
            .withProtocols(work.protocols().toArray(String[]::new)));
    return new Listening(server.address(), server);
  }

  @Override
  public void fetch(InetSocketAddress server, FileWork work) throws Exception {
    URI uri =
        URI.create(
            "https://%s:%s/%s"
                .formatted(server.getHostString(), server.getPort(), work.endpoint()));
    WebTransportClient.Options options =
        WebTransportClient.Options.of(new Trust.AnyoneForTests())
            .withProtocols(work.protocols().toArray(String[]::new));
    try (WebTransportClient client = WebTransportClient.open(new QuicheEngine());
        Session session = client.connect(uri, options)) {
      new Exchange(session, work).run(false);
    }
  }

  /// The work in a session.
  private record Exchange(Session session, FileWork work) {
    void run(boolean serves) throws Exception {
      switch (work.does()) {
        case "handshake" -> {
          String protocol = session.protocol().orElse("");
          Files.writeString(Path.of(work.downloads(), FileWork.NEGOTIATED), protocol);
          if (!serves) awaitEnd();
        }
        case "answer" -> answer();
        default -> ask();
      }
    }

    private void awaitEnd() throws Exception {
      try {
        session.closed().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new IOException("the session is not over after %s s".formatted(LIMIT.toSeconds()), e);
      }
    }

    /// Answers until the session is over.
    private void answer() throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        threads.submit(() -> answerTwoWay(threads));
        threads.submit(() -> answerOneWay(threads));
        threads.submit(this::answerDatagrams);
        awaitEnd();
      }
    }

    private Void answerTwoWay(ExecutorService threads) throws Exception {
      while (true) {
        BidirectionalStream stream = session.acceptBidirectional();
        threads.submit(() -> send(stream, content(asked(stream.readAll(FILE_BYTES_MAX)))));
      }
    }

    private Void answerOneWay(ExecutorService threads) throws Exception {
      while (true) {
        var stream = session.acceptUnidirectional();
        threads.submit(
            () -> {
              ByteBuffer pushed = push(asked(stream.readAll(FILE_BYTES_MAX)));
              return send(session.openUnidirectional(), pushed);
            });
      }
    }

    private Void answerDatagrams() throws Exception {
      while (true) {
        session.sendDatagram(push(asked(bytes(session.receiveDatagram()))));
      }
    }

    private static byte[] bytes(ByteBuffer datagram) {
      byte[] bytes = new byte[datagram.remaining()];
      datagram.get(bytes);
      return bytes;
    }

    private static Void send(SendStream stream, ByteBuffer content) throws Exception {
      stream.write(content);
      stream.finish();
      return null;
    }

    private static Path asked(byte[] request) throws IOException {
      String text = new String(request, UTF_8);
      if (!text.startsWith("GET ")) {
        throw new IOException("a request is GET and a name, not '%s'".formatted(text));
      }
      return Path.of(text.substring("GET ".length())).getFileName();
    }

    private ByteBuffer content(Path name) throws IOException {
      return ByteBuffer.wrap(
          Files.readAllBytes(Path.of(work.www(), work.endpoint()).resolve(name)));
    }

    private ByteBuffer push(Path name) throws IOException {
      byte[] head = "PUSH %s\n".formatted(name).getBytes(UTF_8);
      ByteBuffer content = content(name);
      return ByteBuffer.allocate(head.length + content.remaining()).put(head).put(content).flip();
    }

    /// Asks for all files at once.
    private void ask() throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Void>> all = new ArrayList<>();
        for (String file : work.files()) all.add(threads.submit(asking(file)));
        long endNs = System.nanoTime() + LIMIT.toNanos();
        try {
          for (Future<Void> each : all) each.get(endNs - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
          throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
          throw new IOException("not all files came within " + LIMIT.toSeconds() + " s", e);
        } finally {
          threads.shutdownNow();
        }
      }
    }

    private Callable<Void> asking(String file) {
      ByteBuffer request = UTF_8.encode("GET " + file);
      return switch (work.does()) {
        case "bidirectional" ->
            () -> {
              BidirectionalStream stream = session.openBidirectional();
              send(stream, request);
              return save(file, ByteBuffer.wrap(stream.readAll(FILE_BYTES_MAX)));
            };
        case "unidirectional" ->
            () -> {
              send(session.openUnidirectional(), request);
              byte[] pushed = session.acceptUnidirectional().readAll(FILE_BYTES_MAX);
              return savePushed(ByteBuffer.wrap(pushed));
            };
        case "datagram" ->
            () -> {
              session.sendDatagram(request);
              return savePushed(session.receiveDatagram());
            };
        default -> throw new IllegalArgumentException("no way of asking is called " + work.does());
      };
    }

    /// Takes `PUSH NAME`, a line's end and the content.
    private Void savePushed(ByteBuffer pushed) throws IOException {
      StringBuilder head = new StringBuilder();
      while (pushed.hasRemaining()) {
        char next = (char) pushed.get();
        if (next == '\n' && head.indexOf("PUSH ") == 0) {
          return save(head.substring("PUSH ".length()), pushed);
        }
        head.append(next);
      }
      throw new IOException("an answer is PUSH, a name, a line's end and a file");
    }

    private Void save(String file, ByteBuffer content) throws IOException {
      Path name = Path.of(file).getFileName();
      Files.write(Path.of(work.downloads(), work.endpoint()).resolve(name), bytes(content));
      return null;
    }
  }
}
