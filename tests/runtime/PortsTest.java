package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {
  /// All but one of the ports that can be given are to be bound too.
  @Test
  void noneOfThoseThatAreToBeBoundTooIsGiven() throws Exception {
    int[] others = IntStream.range(0, 32_000).toArray();
    for (int i = 0; i < 20; i++) {
      try {
        int port = Ports.free(others);
        assertTrue(port >= others.length, port + " was to be bound too");
      } catch (IOException e) {
        assertTrue(e.getMessage().contains("is free"), e.getMessage());
      }
    }
  }

  @Test
  void givenPortCanBeBoundAndIsNoneThatLinuxGivesToOthers() throws Exception {
    for (int i = 0; i < 50; i++) {
      int port = Ports.free();
      assertTrue(port < 32_768, port + " may be given to a connection before it is bound");
      try (ServerSocket bound = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        assertEquals(port, bound.getLocalPort());
      }
    }
  }

  /// A program that starts holds what this JVM has open until it runs: so it held a given port.
  @Test
  void nobodyAnswersAtGivenPortWhileProgramsStart() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread starts = Thread.ofPlatform().start(() -> startProgramsUntil(done));
    try {
      for (int i = 0; i < 20_000; i++) {
        InetSocketAddress given =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        try (Socket client = new Socket()) {
          ConnectException refused =
              assertThrows(ConnectException.class, () -> client.connect(given));
          assertEquals("Connection refused", refused.getMessage());
        }
      }
    } finally {
      done.set(true);
      starts.join();
    }
  }

  private static void startProgramsUntil(AtomicBoolean done) {
    while (!done.get()) {
      try {
        new ProcessBuilder("true").start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
