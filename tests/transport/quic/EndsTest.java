package transport.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import transport.proxy.UdpProxy;

/// Ends that are written without bytes.
class EndsTest extends EngineContract {
  private static final int STREAMS = 300;
  private static final int BYTES = 40;

  /// What came, when all had come or the connection was over.
  private record Came(long bytes, int ends) {}

  /// Counts, and ends its side of a stream that goes both ways a little later.
  private static class Counter extends Peers.Quiet {
    private final CompletableFuture<Came> came;
    private final ByteBuffer into = ByteBuffer.allocate(1_000);
    private long bytes;
    int ends;

    Counter(Connection connection, CompletableFuture<Came> came) {
      super(connection);
      this.came = came;
    }

    @Override
    public void onStream(long stream) {
      if ((stream & 2) == 0) {
        connection.write(stream, into.clear().limit(1), false);
        connection.schedule(
            Duration.ofMillis(stream % 7),
            () -> connection.write(stream, ByteBuffer.allocate(0), true));
      }
    }

    @Override
    public void onReadable(long stream) {
      int read;
      while ((read = connection.read(stream, into.clear())) > 0) {
        bytes += read;
      }
      ends += read < 0 ? 1 : 0;
      if (ends == STREAMS) {
        came.complete(new Came(bytes, ends));
      }
    }

    @Override
    public void onClosed(Closing closing) {
      came.complete(new Came(bytes, ends));
    }
  }

  /// Writes bytes on each stream at once, each end some milliseconds later, and closes.
  private static class Ender extends Counter {
    private final boolean bidirectional;
    private int left = STREAMS;

    Ender(Connection connection, CompletableFuture<Came> came, boolean bidirectional) {
      super(connection, came);
      this.bidirectional = bidirectional;
    }

    @Override
    public void onEstablished() {
      for (int i = 0; i < STREAMS; i++) {
        start(i);
      }
    }

    private void start(int number) {
      long stream = connection.openStream(bidirectional);
      ByteBuffer data = ByteBuffer.allocate(BYTES);
      connection.write(stream, data, false);
      connection.schedule(Duration.ofMillis(number % 16), () -> end(stream, data));
    }

    private void end(long stream, ByteBuffer data) {
      connection.write(stream, data, true);
      if (data.hasRemaining()) {
        connection.schedule(Duration.ofMillis(1), () -> end(stream, data));
      } else {
        left--;
        closeIfDone();
      }
    }

    @Override
    public void onReadable(long stream) {
      super.onReadable(stream);
      closeIfDone();
    }

    private void closeIfDone() {
      if (left == 0 && (!bidirectional || ends == STREAMS)) {
        connection.close(7, "");
      }
    }
  }

  /// quiche forgets a stream whose bytes are acknowledged, also when its end has not left yet.
  @ParameterizedTest
  @CsvSource({
    "0,0", "1,0", "2,0", "3,0", "4,0", "5,0.05", "6,0.1", "7,0.2", "8,0.05", "9,0.1", "10,0.2"
  })
  void endsWrittenApartFromTheBytesArrive(int seed, double loss) throws IOException {
    notOnNetty("Netty tells of no acknowledgement: on a busy machine its engine gives ends up");
    for (boolean bidirectional : new boolean[] {false, true}) {
      CompletableFuture<Came> there = new CompletableFuture<>();
      var calm = new UdpProxy.Network(0, Duration.ofMillis(2));
      try (Peers peers = peers(connection -> new Counter(connection, there));
          UdpProxy proxy = UdpProxy.before(peers.server.address(), calm, seed)) {
        CompletableFuture<Came> here = new CompletableFuture<>();
        peers.connect(
            proxy.address(),
            new Trust.AnyoneForTests(),
            connection ->
                new Ender(connection, here, bidirectional) {
                  @Override
                  public void onEstablished() {
                    proxy.become(new UdpProxy.Network(loss, Duration.ofMillis(2)));
                    super.onEstablished();
                  }
                });
        Came came = await(there);
        await(here);
        assertEquals(new Came(STREAMS * BYTES, STREAMS), came);
        assertEquals(loss > 0, proxy.lost() > 0, "whether the network lost something");
      }
    }
  }
}
