package transport.quic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/// A server and a client on this machine, and handlers for them.
final class Peers implements AutoCloseable {
  static final QuicSettings SETTINGS = QuicSettings.of("test");
  static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  static final SelfSigned CERTIFICATE = certificate();

  /// Long enough for the slowest machine; nothing is said about speed.
  private static final long WAIT_SECONDS = 60;

  final Endpoint server;
  final Endpoint client;

  private Peers(Endpoint server, Endpoint client) {
    this.server = server;
    this.client = client;
  }

  static Peers of(
      Engine engine,
      QuicSettings server,
      QuicSettings client,
      Function<Connection, ConnectionHandler> accept)
      throws IOException {
    return new Peers(
        engine.listen(ANY_PORT, CERTIFICATE.identity(), server, accept), engine.client(client));
  }

  private static SelfSigned certificate() {
    try {
      Path folder = Files.createTempDirectory("quic-test-");
      SelfSigned written =
          SelfSigned.write(
              folder,
              SelfSigned.Key.ECDSA_P256,
              Instant.now().minus(Duration.ofHours(1)),
              Duration.ofDays(13));
      folder.toFile().deleteOnExit();
      written.identity().key().toFile().deleteOnExit();
      written.identity().certificates().toFile().deleteOnExit();
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Connects to the server, or to what stands before it.
  <H extends ConnectionHandler> void connect(
      InetSocketAddress to, Trust trust, Function<Connection, H> open) {
    client.connect(to, "localhost", trust, open::apply);
  }

  <H extends ConnectionHandler> void connect(Function<Connection, H> open) {
    connect(server.address(), new Trust.AnyoneForTests(), open);
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("it did not come about", e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  /// What a stream carries at an offset.
  static byte pattern(long stream, long offset) {
    return (byte) (offset * 31 + stream * 7 + (offset >>> 8));
  }

  /// Does nothing, and says what became of the connection.
  static class Quiet implements ConnectionHandler {
    final CompletableFuture<Void> established = new CompletableFuture<>();
    final CompletableFuture<Closing> closed = new CompletableFuture<>();
    final Connection connection;

    Quiet(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void onEstablished() {
      established.complete(null);
    }

    @Override
    public void onStream(long stream) {}

    @Override
    public void onReadable(long stream) {}

    @Override
    public void onWritable(long stream) {}

    @Override
    public void onReset(long stream, long code) {}

    @Override
    public void onStopSending(long stream, long code) {}

    @Override
    public void onDatagram(ByteBuffer data) {}

    @Override
    public void onClosed(Closing closing) {
      closed.complete(closing);
    }
  }

  /// Sends back what comes: on the same stream, as a datagram for a datagram. It reads no more than
  /// it can send.
  static class Echo extends Quiet {
    private final Map<Long, ByteBuffer> pending = new HashMap<>();

    Echo(Connection connection) {
      super(connection);
    }

    @Override
    public void onReadable(long stream) {
      pump(stream);
    }

    @Override
    public void onWritable(long stream) {
      pump(stream);
    }

    @Override
    public void onDatagram(ByteBuffer data) {
      connection.sendDatagram(data);
    }

    private void pump(long stream) {
      ByteBuffer data =
          pending.computeIfAbsent(stream, s -> ByteBuffer.allocateDirect(8_192).limit(0));
      while (true) {
        if (data.hasRemaining()) {
          if (connection.write(stream, data, false) < 0 || data.hasRemaining()) {
            return;
          }
        }
        int bytes = connection.read(stream, data.clear());
        data.flip();
        if (bytes < 0) {
          connection.write(stream, data, true);
          pending.remove(stream);
        }
        if (bytes <= 0) {
          return;
        }
      }
    }
  }

  /// Opens streams and sends the pattern on each, as fast as it is taken; counts and compares what
  /// comes back.
  static class Sender extends Quiet {
    final CompletableFuture<Void> done = new CompletableFuture<>();
    private final int streams;
    private final boolean bidirectional;
    private final LongUnaryOperator bytesOf;
    private final Map<Long, Long> written = new HashMap<>();
    private final Map<Long, Long> read = new HashMap<>();
    private final ByteBuffer buffer;
    private int opened;
    private int ended;

    /// @param bytesOf how many bytes a stream carries, by its number from 0
    Sender(
        Connection connection,
        int streams,
        boolean bidirectional,
        boolean direct,
        LongUnaryOperator bytesOf) {
      super(connection);
      this.streams = streams;
      this.bidirectional = bidirectional;
      this.bytesOf = bytesOf;
      buffer = direct ? ByteBuffer.allocateDirect(70_000) : ByteBuffer.allocate(70_000);
    }

    @Override
    public void onEstablished() {
      super.onEstablished();
      onStreamsAvailable();
    }

    @Override
    public void onStreamsAvailable() {
      while (opened < streams) {
        long stream = connection.openStream(bidirectional);
        if (stream < 0) {
          return;
        }
        opened++;
        written.put(stream, 0L);
        onWritable(stream);
      }
    }

    @Override
    public void onWritable(long stream) {
      long size = bytesOf.applyAsLong(stream >>> 2);
      while (true) {
        long at = written.get(stream);
        int length = (int) Math.min(buffer.capacity(), size - at);
        buffer.clear();
        for (int i = 0; i < length; i++) {
          buffer.put(pattern(stream, at + i));
        }
        int taken = connection.write(stream, buffer.flip(), at + length == size);
        if (taken < 0) {
          done.completeExceptionally(new AssertionError("stream " + stream + " takes no more"));
          return;
        }
        written.put(stream, at + taken);
        if (taken < length) {
          return;
        }
        if (at + taken == size) {
          if (!bidirectional) {
            finish(stream, size);
          }
          return;
        }
      }
    }

    @Override
    public void onReadable(long stream) {
      while (true) {
        int bytes = connection.read(stream, buffer.clear());
        if (bytes < 0) {
          finish(stream, read.getOrDefault(stream, 0L));
        }
        if (bytes <= 0) {
          return;
        }
        long at = read.merge(stream, (long) bytes, Long::sum) - bytes;
        for (int i = 0; i < bytes; i++) {
          if (buffer.get(i) != pattern(stream, at + i)) {
            done.completeExceptionally(
                new AssertionError("stream %s has a wrong byte at %s".formatted(stream, at + i)));
            return;
          }
        }
      }
    }

    private void finish(long stream, long bytes) {
      if (bytes != bytesOf.applyAsLong(stream >>> 2)) {
        done.completeExceptionally(
            new AssertionError("stream %s ended after %s bytes".formatted(stream, bytes)));
      }
      if (++ended == streams) {
        done.complete(null);
      }
    }

    @Override
    public void onClosed(Closing closing) {
      done.completeExceptionally(new AssertionError("closed first: " + closing));
      super.onClosed(closing);
    }
  }
}
