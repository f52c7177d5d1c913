package transport.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static transport.quic.Peers.SETTINGS;
import static transport.quic.Peers.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FloodTest extends EngineContract {

  private static QuicSettings admitting(int maxConnections, int retryAbove) {
    return SETTINGS.with(new QuicSettings.Admission(maxConnections, retryAbove));
  }

  /// A client's first packet as quiche makes it, caught on its way.
  private byte[] firstPacket() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(Peers.ANY_PORT);
        Peers peers = peers(Peers.Quiet::new)) {
      peers.connect(
          (InetSocketAddress) socket.getLocalSocketAddress(),
          new Trust.AnyoneForTests(),
          Peers.Quiet::new);
      DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
      socket.setSoTimeout(10_000);
      socket.receive(packet);
      peers.client.close(Duration.ZERO);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }
  }

  /// Sends packets from one socket and waits until the server has counted them.
  private static EndpointStatistics after(Peers peers, byte[]... packets) throws IOException {
    long before = peers.server.statistics().datagramsReceived();
    try (DatagramSocket socket = new DatagramSocket(Peers.ANY_PORT)) {
      for (byte[] packet : packets) {
        socket.send(new DatagramPacket(packet, packet.length, peers.server.address()));
      }
      EndpointStatistics counts;
      do {
        counts = peers.server.statistics();
      } while (counts.datagramsReceived() < before + packets.length);
      return counts;
    }
  }

  @Test
  void retryProvesTheClientsAddressAndTheHandshakeGoesOn() throws IOException {
    try (Peers peers = peers(admitting(10, 0), SETTINGS, Peers.Quiet::new)) {
      CompletableFuture<Peers.Quiet> opened = new CompletableFuture<>();
      peers.connect(
          connection -> {
            Peers.Quiet handler = new Peers.Quiet(connection);
            opened.complete(handler);
            return handler;
          });
      await(await(opened).established);
      assertEquals(1, peers.server.statistics().retriesSent());
      assertEquals(1, peers.server.statistics().accepted());
    }
  }

  @Test
  void halfOpenHandshakesAreBounded() throws IOException {
    byte[][] firsts = new byte[40][];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = firstPacket();
    }
    try (Peers peers = peers(admitting(10, 5), SETTINGS, Peers.Quiet::new)) {
      EndpointStatistics counts = after(peers, firsts);
      assertEquals(5, counts.open(), counts.toString());
      assertEquals(5, counts.accepted(), counts.toString());
      assertEquals(35, counts.retriesSent(), counts.toString());
    }
    try (Peers peers = peers(admitting(3, 100), SETTINGS, Peers.Quiet::new)) {
      EndpointStatistics counts = after(peers, firsts);
      assertEquals(3, counts.open(), counts.toString());
      assertEquals(37, counts.droppedFull(), counts.toString());
    }
  }

  @Test
  void firstPacketThatComesTwiceBelongsToOneConnection() throws IOException {
    byte[] first = firstPacket();
    try (Peers peers = peers(Peers.Quiet::new)) {
      assertEquals(1, after(peers, first, first, first).accepted());
    }
  }

  @Test
  void packetsThatAreNoneAreCountedAndHarmNobody() throws IOException {
    notOnNetty("Netty counts no packets that it drops");
    SplittableRandom random = new SplittableRandom(5);
    byte[] first = firstPacket();
    byte[] otherVersion = first.clone();
    otherVersion[1] ^= 0x5a;
    byte[] cut = Arrays.copyOf(first, 1_199);
    byte[] stray = new byte[50];
    stray[0] = 0x40;
    CompletableFuture<ByteBuffer> back = new CompletableFuture<>();
    try (Peers peers = peers(Peers.Echo::new)) {
      EndpointStatistics counts = after(peers, otherVersion, cut, new byte[] {1}, stray);
      assertEquals(1, counts.versionsNegotiated(), counts.toString());
      assertEquals(2, counts.droppedGarbage(), counts.toString());
      assertEquals(1, counts.droppedUnknown(), counts.toString());
      byte[][] noise = new byte[500][];
      for (int i = 0; i < noise.length; i++) {
        byte[] packet = i % 2 == 0 ? first.clone() : new byte[1 + random.nextInt(1_500)];
        for (int changes = i % 2 == 0 ? 1 + i % 40 : packet.length; changes > 0; changes--) {
          packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        noise[i] = packet;
      }
      after(peers, noise);
      peers.connect(
          connection ->
              new Peers.Quiet(connection) {
                @Override
                public void onEstablished() {
                  connection.sendDatagram(ByteBuffer.allocate(3));
                }

                @Override
                public void onDatagram(ByteBuffer data) {
                  back.complete(data);
                }
              });
      await(back);
    }
  }
}
