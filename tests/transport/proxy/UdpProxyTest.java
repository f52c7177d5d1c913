package transport.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpProxyTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket = new DatagramSocket(ANY_PORT);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(DatagramSocket from, InetSocketAddress to, int value)
      throws IOException {
    from.send(new DatagramPacket(new byte[] {(byte) value, 7}, 2, to));
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[10], 10);
    socket.receive(packet);
    assertEquals(2, packet.getLength());
    return packet;
  }

  /// Which of 100 packets, sent one after another, pass.
  private static List<Integer> passing(double loss, long seed) throws IOException {
    List<Integer> passed = new ArrayList<>();
    try (DatagramSocket server = socket();
        DatagramSocket client = socket();
        UdpProxy proxy =
            UdpProxy.before(
                (InetSocketAddress) server.getLocalSocketAddress(),
                new UdpProxy.Network(loss, Duration.ZERO),
                seed)) {
      for (int i = 0; i < 100; i++) {
        send(client, proxy.address(), i);
      }
      while (proxy.passed() + proxy.lost() < 100) {
        Thread.onSpinWait();
      }
      for (long i = proxy.passed(); i > 0; i--) {
        passed.add((int) receive(server).getData()[0]);
      }
      assertEquals(100 - passed.size(), proxy.lost());
    }
    return passed;
  }

  @Test
  void sameSeedLosesTheSamePackets() throws IOException {
    List<Integer> some = passing(0.3, 5);
    assertTrue(some.size() > 50 && some.size() < 90, some.toString());
    assertEquals(some, passing(0.3, 5));
    assertEquals(100, passing(0, 5).size());
    assertEquals(0, passing(1, 5).size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void answersFindTheirClientsInOrderAndAfterTheDelay(int delayMs) throws IOException {
    Duration delay = Duration.ofMillis(delayMs);
    try (DatagramSocket server = socket();
        DatagramSocket one = socket();
        DatagramSocket two = socket();
        UdpProxy proxy =
            UdpProxy.before(
                (InetSocketAddress) server.getLocalSocketAddress(),
                new UdpProxy.Network(0, delay),
                1)) {
      long began = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        send(one, proxy.address(), i);
        send(two, proxy.address(), 10 + i);
      }
      for (int i = 0; i < 6; i++) {
        DatagramPacket packet = receive(server);
        send(server, (InetSocketAddress) packet.getSocketAddress(), packet.getData()[0] + 50);
      }
      for (int i = 0; i < 3; i++) {
        assertEquals(50 + i, receive(one).getData()[0]);
        assertEquals(60 + i, receive(two).getData()[0]);
      }
      assertTrue(System.nanoTime() - began >= 2 * delay.toNanos());
    }
  }

  /// As a server in a container has one.
  @Test
  void theServerMayHaveAnAddressThatIsNotTheLoopbacks() throws IOException {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
            .findFirst();
    Assumptions.assumeTrue(other.isPresent(), "SKIPPED, NOT PASSED: only the loopback here");
    try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(other.get(), 0));
        DatagramSocket client = socket();
        UdpProxy proxy =
            UdpProxy.before(
                (InetSocketAddress) server.getLocalSocketAddress(),
                new UdpProxy.Network(0, Duration.ZERO),
                1)) {
      server.setSoTimeout(10_000);
      send(client, proxy.address(), 1);
      send(server, (InetSocketAddress) receive(server).getSocketAddress(), 2);
      assertEquals(2, receive(client).getData()[0]);
    }
  }

  @Test
  void networksThatCannotBeAreRefused() {
    for (double loss : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> new UdpProxy.Network(loss, Duration.ZERO));
    }
    assertThrows(
        IllegalArgumentException.class, () -> new UdpProxy.Network(0, Duration.ofMillis(-1)));
  }
}
