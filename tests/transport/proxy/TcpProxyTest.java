package transport.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runtime.OperatingSystem;

@Timeout(60)
class TcpProxyTest {
  private static final Proxy.Network CALM = new UdpProxy.Network(0, Duration.ZERO);

  private ServerSocket server;

  @BeforeEach
  void serve() throws IOException {
    Optional<String> absence = TcpProxy.absence("reno");
    Assumptions.assumeTrue(absence.isEmpty(), () -> "SKIPPED, NOT PASSED: " + absence.get());
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) server.close();
  }

  /// Sends back what comes, to one client after the other.
  private void echo() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.getInputStream().transferTo(client.getOutputStream());
      } catch (IOException e) {
        // the client or the test is over
      }
    }
  }

  private TcpProxy proxy(Proxy.Network network) throws IOException {
    return TcpProxy.before((InetSocketAddress) server.getLocalSocketAddress(), network, 5, "reno");
  }

  private static Socket connect(TcpProxy proxy) throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.address().getPort());
  }

  private static void exchange(Socket socket, int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    Thread sending =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    socket.getOutputStream().write(bytes);
                  } catch (IOException e) {
                    // what does not come back fails the test
                  }
                });
    assertArrayEquals(bytes, socket.getInputStream().readNBytes(length));
    sending.join();
  }

  @Test
  void whatIsLostIsSentAgainByTheKernelAndArrivesWhole() throws Exception {
    try (TcpProxy proxy = proxy(CALM);
        Socket socket = connect(proxy)) {
      exchange(socket, 1_000);
      assertEquals(0, proxy.lost());
      proxy.become(new Proxy.Network(0.05, Duration.ZERO));
      exchange(socket, 1_000_000);
      double share = (double) proxy.lost() / (proxy.lost() + proxy.passed());
      assertTrue(share > 0.02 && share < 0.1, () -> proxy.lost() + " of " + proxy.passed());
    }
  }

  @Test
  void eachPacketIsHeldBackItsTime() throws Exception {
    Duration delay = Duration.ofMillis(20);
    try (TcpProxy proxy = proxy(new Proxy.Network(0, delay));
        Socket socket = connect(proxy)) {
      long began = System.nanoTime();
      exchange(socket, 1);
      assertTrue(System.nanoTime() - began >= 2 * delay.toNanos());
    }
  }

  @Test
  void endsAreHandedOn() throws Exception {
    try (TcpProxy proxy = proxy(CALM);
        Socket socket = connect(proxy)) {
      socket.getOutputStream().write(7);
      socket.shutdownOutput();
      assertArrayEquals(new byte[] {7}, socket.getInputStream().readAllBytes());
    }
  }

  /// Both ends lie beyond the same route.
  @Test
  void connectionsHaveTheCongestionControlThatIsAskedForWhateverTheSystemHas() throws Exception {
    try (TcpProxy proxy = proxy(CALM);
        Socket socket = connect(proxy)) {
      exchange(socket, 1);
      Path ss = OperatingSystem.program("ss").orElse(null);
      Assumptions.assumeTrue(
          ss != null, "SKIPPED, NOT PASSED: no ss here; apt-get install iproute2");
      String ports = "( sport = :%1$s or dport = :%1$s )".formatted(proxy.address().getPort());
      Process said = new ProcessBuilder(ss.toString(), "-Htni", ports).start();
      String connections = new String(said.getInputStream().readAllBytes(), US_ASCII);
      assertEquals(2, connections.split(" reno ", -1).length - 1, connections);
    }
  }

  @Test
  void aCongestionControlThatTheKernelLacksIsRefused() {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> TcpProxy.before(new InetSocketAddress(0), CALM, 5, "nonesuch"));
    assertEquals("the kernel has no congestion control 'nonesuch' for TCP", refused.getMessage());
  }

  /// Two devices of one address would take each other's packets.
  @Test
  void thoseThatAreMadeAtTheSameTimeHaveAddressesOfTheirOwn() throws Exception {
    List<Callable<TcpProxy>> making = Collections.nCopies(8, () -> proxy(CALM));
    List<TcpProxy> made = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(making.size())) {
      for (Future<TcpProxy> each : threads.invokeAll(making)) made.add(each.get());
      assertEquals(8, made.stream().map(each -> each.address().getAddress()).distinct().count());
    } finally {
      for (TcpProxy each : made) each.close();
    }
  }

  @Test
  void nothingIsLeftOfIt() throws Exception {
    InetAddress near;
    try (TcpProxy proxy = proxy(CALM);
        Socket socket = connect(proxy)) {
      near = socket.getLocalAddress();
      assertTrue(NetworkInterface.getByInetAddress(near) != null);
    }
    assertEquals(null, NetworkInterface.getByInetAddress(near));
  }
}
