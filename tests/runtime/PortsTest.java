package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
}
