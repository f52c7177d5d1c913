package labs.transportloss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.transport.BenchClient;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runtime.DiskProject;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import transport.proxy.Proxy;
import transport.proxy.TcpProxy;

/// Both carriers through a network that loses, each with its server in a JVM of its own.
@Timeout(120)
class CarrierTest {
  @TempDir(factory = DiskProject.class)
  Path project;

  static Stream<Named<Carrier>> carriers() {
    return Stream.of(
        Named.of("WebTransport", new OverWebTransport(BenchClient.SETTINGS)),
        Named.of("WebSocket", new OverWebSocket("reno")));
  }

  @ParameterizedTest
  @MethodSource("carriers")
  void allComesThoughPacketsAreLost(Carrier carrier) throws Exception {
    if (carrier instanceof OverWebSocket) {
      Optional<String> absence = TcpProxy.absence("reno");
      Assumptions.assumeTrue(absence.isEmpty(), () -> "SKIPPED, NOT PASSED: " + absence.get());
    }
    Proxy.Network lossy = new Proxy.Network(0.05, Duration.ofMillis(1));
    try (SystemRuntime runtime = Runtimes.choose("process", project);
        RunningSystem server = runtime.start(carrier.launch(), runtime.newData("server"));
        Proxy proxy = carrier.proxy(server.address(), lossy, 5)) {
      InetSocketAddress before = proxy.address();
      try (Messages messages = carrier.messages(before, 7)) {
        Recording seen = new ClosedLoop(3, Plan.operations(200)).run(messages);
        assertEquals(Map.of(), seen.failures());
        assertEquals(200, seen.succeeded());
      }
      try (Download download = carrier.download(before, 300_000)) {
        assertEquals(300_000, download.within(Duration.ofSeconds(60)).bytes());
      }
      assertTrue(proxy.lost() > 0);
    }
  }
}
