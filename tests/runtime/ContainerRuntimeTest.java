package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Waiting
class ContainerRuntimeTest extends RuntimeContract {

  private DockerDaemon daemon;

  @Override
  String kind() {
    return "container";
  }

  @BeforeEach
  void connect() {
    daemon = DockerDaemon.connect(NeedsDocker.host());
  }

  @Test
  void bothRuntimesRunTheSameJvm() throws Exception {
    String inContainer = EchoServer.ask(runtime.start(ECHO, runtime.newData("kept")), "jvm");
    try (SystemRuntime processes = Runtimes.choose("process", project)) {
      String asProcess = EchoServer.ask(processes.start(ECHO, processes.newData("kept")), "jvm");
      if (runtime.details().get("base").startsWith("remeasure/")) {
        assertEquals(asProcess, inContainer);
      } else {
        assertEquals(withoutVersion(asProcess), withoutVersion(inContainer));
      }
    }
  }

  private static String withoutVersion(String jvm) {
    return jvm.substring(jvm.indexOf(','));
  }

  @Test
  void aSystemThatOutgrowsItsMemoryIsKilledAndSaidToBe() throws Exception {
    Launch launch = ECHO.jvmFlags("--enable-native-access=ALL-UNNAMED").memoryBytes(64L << 20);
    RunningSystem system = runtime.start(launch, runtime.newData("kept"));
    assertEquals(null, EchoServer.ask(system, "hog"), "the connection ends without an answer");
    system.stop();
    assertEquals(OptionalInt.of(137), system.exitStatus());
    assertEquals(
        List.of("killed for memory: the container has reached its limit"), system.lastLogLines(1));
  }

  @Test
  void aContainerThatCannotBeMadeIsReportedAtOnceAndNotLookedForInARegistry() {
    SystemLog log = new SystemLog(project.resolve("a.log"));
    DockerVolume data = (DockerVolume) runtime.newData("kept");
    SystemContainer container =
        new SystemContainer("remeasure/system:no-such-tag", log)
            .running(List.of("-version"), ECHO, data, "127.0.0.1", Map.of());
    RunningContainer system = new RunningContainer(ECHO, daemon, container, log, closed -> {});
    StartFailure failure =
        assertThrows(StartFailure.class, () -> system.start(Duration.ofSeconds(30)));
    assertTrue(
        failure.getMessage().startsWith("the container of the echo could not be started: "),
        failure.getMessage());
    assertTrue(failure.getMessage().contains("no-such-tag"), failure.getMessage());
  }

  @Test
  void whatAContainerUsedIsCountedAlsoAfterItsEnd() throws Exception {
    long before = runtime.cpuNsOutside();
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    EchoServer.ask(system, "spin");
    system.kill();
    assertTrue(runtime.cpuNsOutside() - before >= 200_000_000L);
  }

  /// Otherwise the daemon would pass for other people's programs.
  @Test
  void whatTheDaemonUsedForAContainerIsCounted() throws Exception {
    long before = daemon.cpuNs();
    runtime.start(ECHO, runtime.newData("kept")).close();
    assertTrue(daemon.cpuNs() > before);
  }

  @Test
  void aProgramWithoutANameIsNotTheDaemons() {
    assertTrue(DockerDaemon.isProgram("/usr/bin/containerd-shim-runc-v2"));
    assertFalse(DockerDaemon.isProgram("/"));
    assertFalse(DockerDaemon.isProgram("/usr/bin/java"));
  }

  @Test
  void anImageThatIsThereIsUsedAgain() throws Exception {
    List<String> said = new ArrayList<>();
    try (SystemRuntime second = Runtimes.choose("container", project, said::add)) {
      assertEquals(runtime.details().get("image"), second.details().get("image"));
    }
    assertEquals(List.of(), said);
  }

  /// Left alone, Testcontainers would remember there which daemon it has found.
  @Test
  void nothingIsWrittenToTheUsersHome() throws Exception {
    Path memory = Path.of(System.getProperty("user.home"), ".testcontainers.properties");
    boolean there = Files.exists(memory);
    FileTime before = there ? Files.getLastModifiedTime(memory) : null;
    runtime.start(ECHO, runtime.newData("kept"));
    assertEquals(there, Files.exists(memory));
    assertEquals(before, there ? Files.getLastModifiedTime(memory) : null);
  }

  @Test
  void whatRanIsInTheDetails() throws Exception {
    runtime.start(ECHO, runtime.newData("kept"));
    assertEquals(
        List.of("java", "image", "base", "base_id", "docker", "storage", "data", "path"),
        List.copyOf(runtime.details().keySet()));
    assertTrue(runtime.details().get("image").startsWith("remeasure/system:"));
    assertFalse(runtime.details().containsValue(null));
  }

  /// Otherwise a system that tells its clients where it is would send them elsewhere.
  @Test
  void whetherContainersAreReachedAtTheirOwnAddressIsKnownBeforeTheStart() throws Exception {
    runtime.start(ECHO, runtime.newData("kept"));
    assertEquals(daemon.bridged() ? "bridge" : "published port", runtime.details().get("path"));
  }

  @Test
  void nothingIsLeftOnTheDaemonAfterClose() throws Exception {
    runtime.start(ECHO, runtime.newData("kept"));
    runtime.newData("other");
    String name = WorkFolder.create(project).project();
    assertEquals(1, daemon.runs(name).size());
    runtime.close();
    assertEquals(List.of(), daemon.runs(name));
  }

  @Test
  void aPortThatIsAskedForIsPublishedOnTheLoopbackAddressOnly() throws Exception {
    int port = Ports.free();
    RunningSystem system = runtime.start(ECHO.port(port), runtime.newData("kept"));
    assertEquals("127.0.0.1", system.address().getAddress().getHostAddress());
    assertEquals("hello", EchoServer.ask(system, "hello"));
  }
}
