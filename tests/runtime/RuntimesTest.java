package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimesTest {
  private static final Map<String, String> NO_DAEMON =
      Map.of("DOCKER_HOST", "unix:///no/such/docker.sock");

  @TempDir(factory = DiskProject.class)
  private Path project;

  @Test
  void aContainerWithoutADaemonIsRefusedWithWhatWasTriedAndWhatToDo() throws Exception {
    RuntimeUnavailable refusal =
        assertThrows(RuntimeUnavailable.class, () -> runtimes(NO_DAEMON).choose("container"));
    assertEquals("--runtime container, but no Docker daemon answers", refusal.getMessage());
    assertEquals(List.of("unix:///no/such/docker.sock (no such file)"), refusal.tried());
    assertEquals("start Docker, or leave the choice to the lab: --runtime auto", refusal.advice());
    assertEquals(List.of(), RuntimeContract.runsLeft(project));
  }

  @Test
  void theChoiceFallsOnAProcessWithoutADaemonAndSaysWhy() throws Exception {
    try (SystemRuntime runtime = runtimes(NO_DAEMON).choose("auto")) {
      assertEquals("process", runtime.kind());
      assertEquals("no Docker daemon answers", runtime.reason());
    }
  }

  @Test
  void theChoiceFallsOnAContainerWithADaemonAndSaysWhy() throws Exception {
    DockerHost host = NeedsDocker.host();
    try (SystemRuntime runtime = Runtimes.choose("auto", project)) {
      assertEquals("container", runtime.kind());
      assertEquals("a Docker daemon answers at " + host.uri(), runtime.reason());
    }
  }

  @Test
  void anUnknownKindIsRefusedWithTheKnownOnes() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> runtimes(Map.of()).choose("podman"));
    assertEquals(
        "a runtime is 'process', 'container' or 'auto', not 'podman'", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/var/run/docker.sock", "127.0.0.1:2375", "tcp://a b:2375", "unix:///a b", "a"})
  void aDockerHostThatIsNoAddressIsNamedWithWhatWouldBeRight(String value) throws Exception {
    Map<String, String> environment = Map.of("DOCKER_HOST", value);
    RuntimeUnavailable refusal =
        assertThrows(RuntimeUnavailable.class, () -> runtimes(environment).choose("container"));
    assertEquals(
        "--runtime container, but DOCKER_HOST is '%s', which is no address of a daemon"
            .formatted(value),
        refusal.getMessage());
    assertTrue(refusal.advice().contains("unix:///var/run/docker.sock"), refusal.advice());
    try (SystemRuntime runtime = runtimes(environment).choose("auto")) {
      assertEquals("process", runtime.kind());
    }
  }

  @Test
  void aPortNobodyListensOnIsToldApartFromASocketThatIsNotThere() throws Exception {
    int port = Ports.free();
    assertEquals("connection refused", whatIsWrongAt("tcp://127.0.0.1:" + port));
  }

  @Test
  void aDaemonThatTakesTheCallAndStaysSilentIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      assertEquals(
          "no answer within 2 s", whatIsWrongAt("tcp://127.0.0.1:" + silent.getLocalPort()));
    }
  }

  @Test
  void aServerThatIsNotDockerIsNotTakenForIt() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerNotFound(other));
      assertEquals(
          "answers, but not as Docker does",
          whatIsWrongAt("tcp://127.0.0.1:" + other.getLocalPort()));
    }
  }

  @Test
  void aSchemeThatNobodySpeaksIsNamed() {
    assertEquals(
        "only unix, tcp, http, https and npipe are known", whatIsWrongAt("ssh://build.example"));
  }

  /// What [DockerHost] says of a daemon, without its address.
  private static String whatIsWrongAt(String uri) {
    RuntimeUnavailable refusal =
        assertThrows(RuntimeUnavailable.class, () -> DockerHost.find(Map.of("DOCKER_HOST", uri)));
    String tried = refusal.tried().getFirst();
    assertTrue(tried.startsWith(uri + " ("), tried);
    return tried.substring(uri.length() + 2, tried.length() - 1);
  }

  private static void answerNotFound(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getInputStream().read();
      client
          .getOutputStream()
          .write("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Runtimes runtimes(Map<String, String> environment) {
    return new Runtimes(project, environment, progress -> {});
  }
}
