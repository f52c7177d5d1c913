package transport.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.quic.Peers.SETTINGS;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import transport.proxy.UdpProxy;

class TransferTest extends EngineContract {
  private static final long MIB = 1 << 20;

  private void echo(QuicSettings server, QuicSettings client, int streams, long bytes)
      throws IOException {
    CompletableFuture<Peers.Sender> sender = new CompletableFuture<>();
    try (Peers peers = peers(server, client, Peers.Echo::new)) {
      peers.connect(
          connection -> {
            Peers.Sender made =
                new Peers.Sender(connection, streams, true, streams % 2 == 0, number -> bytes);
            sender.complete(made);
            return made;
          });
      await(await(sender).done);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "2, 65537", "1, 10485760", "1000, 4096", "2500, 0"})
  void everyByteComesBack(int streams, long bytes) throws IOException {
    echo(SETTINGS, SETTINGS, streams, bytes);
  }

  @Test
  void streamsComeOneAfterTheOtherWhereThePeerAllowsOne() throws IOException {
    QuicSettings one = SETTINGS.with(new QuicSettings.Windows(1 << 20, 1 << 20, 1, 1));
    echo(one, one, 1_000, 100);
  }

  /// Where each packet that is acknowledged makes room for one as small, there are many times more.
  @Test
  void thousandStreamsAtOnceFillTheirPackets() throws IOException {
    int streams = 1_000;
    int bytes = 1 << 16;
    CompletableFuture<Void> all = new CompletableFuture<>();
    class Drain extends Peers.Quiet {
      private final ByteBuffer into = ByteBuffer.allocateDirect(bytes);
      private int ended;

      Drain(Connection connection) {
        super(connection);
      }

      @Override
      public void onReadable(long stream) {
        int read;
        while ((read = connection.read(stream, into.clear())) > 0) {
          // nothing is done with it
        }
        if (read < 0 && ++ended == streams) all.complete(null);
      }
    }
    try (Peers peers = peers(Drain::new)) {
      peers.connect(
          connection -> new Peers.Sender(connection, streams, false, true, number -> bytes));
      await(all);
      long packets = peers.client.statistics().datagramsSent();
      long least = (long) streams * bytes / SETTINGS.udpPayloadBytes();
      assertTrue(packets < 2 * least, packets + " packets, where " + least + " would do");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void everyByteComesBackWithoutBatchesOfTheKernel(boolean segmentation, boolean coalescing)
      throws IOException {
    QuicSettings plain =
        SETTINGS.with(new QuicSettings.SocketOptions(4 << 20, segmentation, coalescing));
    echo(plain, plain, 10, 300_000);
  }

  @ParameterizedTest
  @CsvSource({
    "reno, 1350",
    "bbr2_gcongestion, 1350",
    "cubic, 1200",
    "cubic, 16000",
    "cubic, 65000"
  })
  void everyByteComesBackWithEachCongestionControlAndPayload(String control, int payload)
      throws IOException {
    QuicSettings settings = SETTINGS.withCongestionControl(control).withUdpPayloadBytes(payload);
    echo(settings, settings, 10, 300_000);
  }

  @Test
  void peerThatReadsSlowlyHoldsTheSenderBack() throws IOException {
    QuicSettings narrow = SETTINGS.with(new QuicSettings.Windows(100_000, 30_000, 2, 1));
    echo(narrow, narrow, 40, 200_000);
  }

  @Test
  void nothingIsLostOnANetworkThatLosesAndDelays() throws IOException {
    CompletableFuture<Peers.Sender> sender = new CompletableFuture<>();
    var network = new UdpProxy.Network(0.05, Duration.ofMillis(2));
    try (Peers peers = peers(Peers.Echo::new);
        UdpProxy proxy = UdpProxy.before(peers.server.address(), network, 7)) {
      peers.connect(
          proxy.address(),
          new Trust.AnyoneForTests(),
          connection -> {
            Peers.Sender made = new Peers.Sender(connection, 20, true, true, number -> 50_000);
            sender.complete(made);
            return made;
          });
      await(await(sender).done);
      assertTrue(proxy.lost() > 0, "the network lost nothing");
      CompletableFuture<ConnectionStatistics> counts = new CompletableFuture<>();
      Connection connection = await(sender).connection;
      connection.execute(() -> counts.complete(connection.statistics()));
      assertTrue(await(counts).packetsLost() > 0, "quiche noticed no loss: " + await(counts));
      assertTrue(await(counts).roundTrip().toMillis() >= 4, await(counts).toString());
    }
  }

  /// The first stream is told with its first bytes and read only once a second one comes, which was
  /// sent behind the rest of the first.
  @Test
  void whatWasLeftUnreadIsThereLaterAndIsNotToldAgain() throws IOException {
    CompletableFuture<String> all = new CompletableFuture<>();
    class Late extends Peers.Quiet {
      private final ByteBuffer into = ByteBuffer.allocate(9);
      private int told;

      Late(Connection connection) {
        super(connection);
      }

      @Override
      public void onReadable(long stream) {
        if (stream == 2) {
          told++;
          connection.sendDatagram(text("seen"));
          return;
        }
        while (connection.read(2, into.limit(into.position() + 1)) >= 0) {
          // byte by byte
        }
        all.complete(told + " " + new String(into.array(), StandardCharsets.US_ASCII));
      }
    }
    try (Peers peers = peers(Late::new)) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  connection.write(connection.openStream(false), text("four"), false);
                }

                @Override
                public void onDatagram(ByteBuffer data) {
                  connection.write(2, text("more"), true);
                  connection.write(connection.openStream(false), text("go"), true);
                }
              });
      assertEquals("1 fourmore\0", await(all));
    }
  }

  /// Of ten datagrams in one packet the first two are pushed out of a queue of eight.
  @Test
  void datagramsThatFindTheQueueFullAreCountedWhereTheyCame() throws IOException {
    notOnNetty("Netty does not count what it drops");
    QuicSettings narrow = SETTINGS.with(new QuicSettings.Datagrams(8, 16));
    List<Byte> told = new ArrayList<>();
    CompletableFuture<ConnectionStatistics> came = new CompletableFuture<>();
    CompletableFuture<ConnectionStatistics> went = new CompletableFuture<>();
    try (Peers peers =
        peers(
            narrow,
            SETTINGS,
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onDatagram(ByteBuffer data) {
                    told.add(data.get());
                    if (told.size() == 8) {
                      came.complete(connection.statistics());
                      connection.sendDatagram(data);
                    }
                  }
                })) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  for (byte i = 0; i < 10; i++) {
                    connection.sendDatagram(ByteBuffer.wrap(new byte[] {i}));
                  }
                }

                @Override
                public void onDatagram(ByteBuffer data) {
                  went.complete(connection.statistics());
                }
              });
      assertEquals(10, await(came).datagramsReceived());
      assertEquals(10, await(went).datagramsSent());
      assertEquals(List.of(2, 3, 4, 5, 6, 7, 8, 9), told.stream().map(Byte::intValue).toList());
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void resetsAndStopsCarryTheirCodes() throws IOException {
    notOnNetty("Netty tells no code of a stop, and takes codes of 31 bits");
    CompletableFuture<String> reset = new CompletableFuture<>();
    CompletableFuture<String> stopped = new CompletableFuture<>();
    try (Peers peers =
        peers(
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onReadable(long stream) {
                    ByteBuffer into = ByteBuffer.allocate(10);
                    int bytes = connection.read(stream, into);
                    if (bytes > 0 && stream == 0) {
                      connection.stopSending(stream, 1L << 61);
                      connection.write(stream, text("stopped"), true);
                    }
                  }

                  @Override
                  public void onReset(long stream, long code) {
                    reset.complete(stream + " " + code);
                  }
                })) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  connection.write(connection.openStream(true), text("a"), false);
                  connection.write(connection.openStream(true), text("b"), false);
                  connection.schedule(Duration.ofMillis(5), () -> connection.reset(4, 77));
                }

                @Override
                public void onStopSending(long stream, long code) {
                  int taken = connection.write(stream, text("more"), false);
                  stopped.complete(stream + " " + code + " " + taken);
                }
              });
      assertEquals("4 77", await(reset));
      assertEquals("0 " + (1L << 61) + " -1", await(stopped));
    }
  }

  /// A stream that was given up gives its place back, so that many more than are allowed at once
  /// can be opened one after another: one that goes both ways always, one that goes one way if its
  /// end has come (`QuicheConnection#stopSending` says why).
  /// All that was written is acknowledged when the peer stops the stream.
  @Test
  void codeOfAStopReachesAWriterThatHasRoom() throws IOException {
    notOnNetty("Netty tells of a stop at the next write, and no code");
    CompletableFuture<Long> code = new CompletableFuture<>();
    try (Peers peers =
        peers(
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onReadable(long stream) {
                    connection.read(stream, ByteBuffer.allocate(9));
                    connection.stopSending(stream, 3);
                  }
                })) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  connection.write(connection.openStream(false), ByteBuffer.allocate(1), false);
                }

                @Override
                public void onStopSending(long stream, long told) {
                  code.complete(told);
                }
              });
      assertEquals(3, await(code));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void streamsGivenUpOnBothSidesMakeRoomForOthers(boolean bidirectional) throws IOException {
    QuicSettings few = SETTINGS.with(new QuicSettings.Windows(1 << 20, 1 << 20, 4, 4));
    CompletableFuture<Integer> done = new CompletableFuture<>();
    try (Peers peers =
        peers(
            few,
            SETTINGS,
            connection ->
                new Peers.Quiet(connection) {
                  @Override
                  public void onStream(long stream) {
                    connection.stopSending(stream, 1);
                    connection.reset(stream, 2);
                  }
                })) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                private int opened;

                @Override
                public void onEstablished() {
                  onStreamsAvailable();
                }

                @Override
                public void onStreamsAvailable() {
                  long stream;
                  while ((stream = connection.openStream(bidirectional)) >= 0) {
                    if (++opened == 200) {
                      done.complete(opened);
                      return;
                    }
                    int bytes = bidirectional ? 5_000 : 500;
                    connection.write(stream, ByteBuffer.allocate(bytes), !bidirectional);
                  }
                }

                @Override
                public void onReadable(long stream) {
                  connection.read(stream, ByteBuffer.allocate(1));
                }
              });
      assertEquals(200, await(done));
    }
  }

  @Test
  void datagramsComeBackAndTooLargeOnesAreRefused() throws IOException {
    CompletableFuture<Integer> back = new CompletableFuture<>();
    CompletableFuture<Boolean> large = new CompletableFuture<>();
    try (Peers peers = peers(Peers.Echo::new)) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                private int came;

                @Override
                public void onEstablished() {
                  ByteBuffer most = ByteBuffer.allocate(connection.maxDatagramBytes());
                  assertTrue(connection.sendDatagram(most));
                  for (int i = 1; i < 100; i++) {
                    assertTrue(connection.sendDatagram(ByteBuffer.allocateDirect(i)));
                  }
                  large.complete(
                      connection.sendDatagram(
                          ByteBuffer.allocate(connection.maxDatagramBytes() + 1)));
                }

                @Override
                public void onDatagram(ByteBuffer data) {
                  if (++came == 100) {
                    back.complete(came);
                  }
                }

                @Override
                public void onClosed(Closing closing) {
                  back.completeExceptionally(new AssertionError(closing.toString()));
                  large.completeExceptionally(new AssertionError(closing.toString()));
                }
              });
      assertFalse(await(large));
      assertEquals(100, await(back));
    }
  }

  @Test
  void peerThatWantsNoDatagramsGetsNone() throws IOException {
    CompletableFuture<Integer> most = new CompletableFuture<>();
    try (Peers peers =
        peers(SETTINGS.with(new QuicSettings.Datagrams(0, 10)), SETTINGS, Peers.Echo::new)) {
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  assertFalse(connection.sendDatagram(ByteBuffer.allocate(1)));
                  most.complete(connection.maxDatagramBytes());
                }
              });
      assertEquals(-1, await(most));
    }
  }

  @Test
  void packetsAndCallsAreCounted() throws IOException {
    CompletableFuture<Peers.Sender> sender = new CompletableFuture<>();
    try (Peers peers = peers(Peers.Echo::new)) {
      peers.connect(
          connection -> {
            Peers.Sender made = new Peers.Sender(connection, 1, true, true, number -> MIB);
            sender.complete(made);
            return made;
          });
      await(await(sender).done);
      EndpointStatistics counts = peers.server.statistics();
      assertTrue(counts.datagramsReceived() > MIB / 1_350, counts.toString());
      assertTrue(counts.datagramsSent() > MIB / 1_350, counts.toString());
      assertTrue(counts.receiveCalls() < counts.datagramsReceived(), counts.toString());
      assertTrue(counts.sendCalls() < counts.datagramsSent(), counts.toString());
      assertEquals(1, counts.accepted());
      assertEquals(1, counts.open());
      assertTrue(counts.receiveBufferBytes() > 0 && counts.sendBufferBytes() > 0);
      peers.server.close();
      assertEquals(1, peers.server.statistics().accepted());
    }
  }
}
