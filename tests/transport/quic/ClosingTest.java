package transport.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.quic.Peers.SETTINGS;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import transport.proxy.UdpProxy;

class ClosingTest extends EngineContract {

  /// Accepts connections and hands the first one over.
  private static final class First {
    final CompletableFuture<Peers.Quiet> accepted = new CompletableFuture<>();

    Peers.Quiet accept(Connection connection) {
      Peers.Quiet handler = new Peers.Quiet(connection);
      accepted.complete(handler);
      return handler;
    }
  }

  private static Peers.Quiet connected(Peers peers) {
    CompletableFuture<Peers.Quiet> opened = new CompletableFuture<>();
    peers.connect(
        connection -> {
          Peers.Quiet handler = new Peers.Quiet(connection);
          opened.complete(handler);
          return handler;
        });
    await(await(opened).established);
    return await(opened);
  }

  private long largestCode() {
    return isNetty() ? Integer.MAX_VALUE : (1L << 62) - 1;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void codeAndReasonReachThePeer(boolean gracefully) throws IOException {
    First first = new First();
    try (Peers peers = peers(first::accept)) {
      Connection connection = connected(peers).connection;
      await(await(first.accepted).established); // nothing is owed to whom no key is known yet
      String reason = gracefully ? "enough, danke schön" : "";
      connection.execute(
          () -> {
            if (gracefully) {
              connection.close(largestCode(), reason);
            } else {
              connection.abort(7, reason);
            }
          });
      assertEquals(
          new Closing(Closing.By.PEER, true, gracefully ? largestCode() : 7, reason),
          await(await(first.accepted).closed));
    }
  }

  @Test
  void longReasonIsCutToWhatFitsIntoAPacket() throws IOException {
    First first = new First();
    try (Peers peers = peers(first::accept)) {
      Connection connection = connected(peers).connection;
      await(await(first.accepted).established);
      connection.execute(() -> connection.abort(1, "x".repeat(5_000)));
      assertEquals("x".repeat(512), await(await(first.accepted).closed).reason());
    }
  }

  /// Far more than the congestion window takes at once, over a network that loses some of it, and
  /// perhaps the closing packet too.
  @Test
  void whatWasTakenBeforeTheCloseArrivesWhole() throws IOException {
    CompletableFuture<Long> arrived = new CompletableFuture<>();
    CompletableFuture<Long> written = new CompletableFuture<>();
    var network = new UdpProxy.Network(0, Duration.ofMillis(5));
    try (Peers peers =
            peers(
                connection ->
                    new Peers.Quiet(connection) {
                      private long bytes;

                      @Override
                      public void onReadable(long stream) {
                        ByteBuffer into = ByteBuffer.allocate(100_000);
                        while (connection.read(stream, into.clear()) > 0) {
                          bytes += into.position();
                        }
                        if (written.isDone() && bytes >= written.join()) {
                          arrived.complete(bytes);
                        }
                      }

                      @Override
                      public void onClosed(Closing closing) {
                        arrived.complete(bytes);
                      }
                    });
        UdpProxy proxy = UdpProxy.before(peers.server.address(), network, 3)) {
      peers.connect(
          proxy.address(),
          new Trust.AnyoneForTests(),
          connection ->
              new Peers.Quiet(connection) {
                private long bytes;

                @Override
                public void onEstablished() {
                  onWritable(connection.openStream(false));
                }

                @Override
                public void onWritable(long stream) {
                  bytes += connection.write(stream, ByteBuffer.allocate(1 << 20), false);
                  if (bytes > 2 << 20) {
                    proxy.become(new UdpProxy.Network(0.1, Duration.ofMillis(5)));
                    connection.close(9, "");
                    written.complete(bytes);
                  }
                }
              });
      assertEquals(await(written), await(arrived));
      assertTrue(proxy.lost() > 0, "the network lost nothing");
    }
  }

  @Test
  void closeDuringATransferEndsIt() throws IOException {
    notOnNetty("Netty closes in silence while the congestion window is full");
    CompletableFuture<Peers.Sender> sender = new CompletableFuture<>();
    try (Peers peers =
        peers(
            connection ->
                new Peers.Echo(connection) {
                  private int told;

                  @Override
                  public void onReadable(long stream) {
                    super.onReadable(stream);
                    if (++told == 20) {
                      connection.abort(5, "no more");
                    }
                  }
                })) {
      peers.connect(
          connection -> {
            Peers.Sender made = new Peers.Sender(connection, 4, true, true, number -> 1L << 30);
            sender.complete(made);
            return made;
          });
      assertEquals(new Closing(Closing.By.PEER, true, 5, "no more"), await(await(sender).closed));
    }
  }

  @Test
  void callsOnAClosedConnectionDoNothing() throws IOException {
    try (Peers peers = peers(Peers.Echo::new)) {
      Peers.Quiet handler = connected(peers);
      Connection connection = handler.connection;
      connection.execute(() -> connection.abort(0, ""));
      await(handler.closed);
      CompletableFuture<String> answers = new CompletableFuture<>();
      connection.execute(
          () -> {
            connection.close(1, "again");
            connection.abort(1, "again");
            connection.reset(0, 1);
            connection.stopSending(0, 1);
            answers.complete(
                connection.openStream(true)
                    + " "
                    + connection.write(0, ByteBuffer.allocate(1), true)
                    + " "
                    + connection.read(0, ByteBuffer.allocate(1))
                    + " "
                    + connection.sendDatagram(ByteBuffer.allocate(1))
                    + " "
                    + connection.maxDatagramBytes());
          });
      assertEquals("-1 -1 -1 false -1", await(answers));
    }
  }

  @Test
  void peerThatVanishesIsNoticedAfterTheIdleTimeout() throws IOException {
    QuicSettings brief = SETTINGS.withIdleTimeout(Duration.ofMillis(300));
    First first = new First();
    var network = new UdpProxy.Network(0, Duration.ZERO);
    try (Peers peers = peers(brief, SETTINGS, first::accept);
        UdpProxy proxy = UdpProxy.before(peers.server.address(), network, 1)) {
      CompletableFuture<Peers.Quiet> opened = new CompletableFuture<>();
      peers.connect(
          proxy.address(),
          new Trust.AnyoneForTests(),
          connection -> {
            Peers.Quiet handler = new Peers.Quiet(connection);
            opened.complete(handler);
            return handler;
          });
      await(await(opened).established);
      await(await(first.accepted).established);
      proxy.become(new UdpProxy.Network(1, Duration.ZERO));
      assertEquals(Closing.By.TIMEOUT, await(await(first.accepted).closed).by());
      assertEquals(Closing.By.TIMEOUT, await(await(opened).closed).by());
      assertEquals(0, peers.server.statistics().open());
      assertEquals(0, peers.client.statistics().open());
    }
  }

  @Test
  void serverThatIsNotThereIsATimeout() throws IOException {
    QuicSettings brief = SETTINGS.withIdleTimeout(Duration.ofMillis(1));
    var network = new UdpProxy.Network(1, Duration.ZERO);
    try (Peers peers = peers(brief, brief, Peers.Echo::new);
        UdpProxy proxy = UdpProxy.before(peers.server.address(), network, 1)) {
      CompletableFuture<Closing> over = new CompletableFuture<>();
      peers.connect(
          proxy.address(),
          new Trust.AnyoneForTests(),
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onClosed(Closing closing) {
                  over.complete(closing);
                }
              });
      assertEquals(Closing.By.TIMEOUT, await(over).by());
    }
  }

  @Test
  void handlerThatThrowsClosesItsConnectionOnly() throws IOException {
    try (Peers peers =
        peers(
            connection ->
                new Peers.Echo(connection) {
                  @Override
                  public void onDatagram(ByteBuffer data) {
                    throw new IllegalStateException("out of cheese");
                  }
                })) {
      Peers.Quiet broken = connected(peers);
      Peers.Quiet whole = connected(peers);
      broken.connection.execute(() -> broken.connection.sendDatagram(ByteBuffer.allocate(1)));
      assertEquals(new Closing(Closing.By.PEER, false, 1, "out of cheese"), await(broken.closed));
      CompletableFuture<Long> stream = new CompletableFuture<>();
      whole.connection.execute(() -> stream.complete(whole.connection.openStream(true)));
      assertEquals(0, await(stream));
      assertFalse(whole.closed.isDone());
      whole.connection.execute(
          () -> {
            throw new IllegalStateException("out of bread");
          });
      assertEquals(new Closing(Closing.By.SELF, false, 1, "out of bread"), await(whole.closed));
    }
  }

  @Test
  void endpointThatClosesTellsEverySideAndTakesNothingMore() throws IOException {
    First first = new First();
    Peers peers = peers(first::accept);
    Peers.Quiet handler = connected(peers);
    await(await(first.accepted).established);
    peers.server.close();
    assertEquals(new Closing(Closing.By.PEER, true, 0, ""), await(handler.closed));
    assertEquals(Closing.By.SELF, await(await(first.accepted).closed).by());
    peers.client.close();
    peers.client.close();
    assertFalse(handler.connection.execute(() -> {}));
    assertThrows(IllegalStateException.class, () -> peers.connect(Peers.Quiet::new));
    assertThrows(
        IllegalStateException.class,
        () ->
            peers.server.connect(
                peers.client.address(), "x", new Trust.AnyoneForTests(), Peers.Quiet::new));
  }

  /// The peer takes nothing more, so what was written cannot leave.
  @Test
  void endpointWaitsForAPeerThatVanishedNoLongerThanItWasTold() throws IOException {
    var network = new UdpProxy.Network(0, Duration.ZERO);
    CompletableFuture<Closing> over = new CompletableFuture<>();
    CompletableFuture<Void> cut = new CompletableFuture<>();
    Peers peers = peers(Peers.Echo::new);
    try (UdpProxy proxy = UdpProxy.before(peers.server.address(), network, 1)) {
      peers.connect(
          proxy.address(),
          new Trust.AnyoneForTests(),
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  proxy.become(new UdpProxy.Network(1, Duration.ZERO));
                  connection.write(connection.openStream(false), ByteBuffer.allocate(9), false);
                  cut.complete(null);
                }

                @Override
                public void onClosed(Closing closing) {
                  over.complete(closing);
                }
              });
      await(cut);
      peers.client.close(Duration.ofMillis(50));
      assertEquals(Closing.By.SELF, await(over).by());
      peers.server.close(Duration.ZERO);
    }
  }
}
