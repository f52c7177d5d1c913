//SOURCES DiskProject.java
//SOURCES EchoServer.java

package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessRuntimeTest {
  private static final Launch ECHO =
      Launch.of("echo", "runtime.EchoServer").arguments("{data}", "{host}", "{port}");

  private Path project;
  private SystemRuntime runtime;

  @BeforeEach
  void open() throws Exception {
    project = DiskProject.create();
    runtime = Runtimes.choose("process", project);
  }

  @AfterEach
  void close() {
    runtime.close();
    Folders.delete(project);
  }

  @Test
  void aStartedSystemAnswersAtItsAddress() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertEquals("hello", EchoServer.ask(system, "hello"));
    assertTrue(system.address().getAddress().isLoopbackAddress());
    assertEquals(OptionalInt.empty(), system.exitStatus());
    assertTrue(system.alive());
  }

  @Test
  void dataSurviveAKillAndAreFoundByTheNextStart() throws Exception {
    DataFolder data = runtime.newData("kept");
    RunningSystem first = runtime.start(ECHO, data);
    EchoServer.ask(first, "keep one");
    first.kill();
    assertFalse(first.alive());
    assertEquals(OptionalInt.of(137), first.exitStatus());
    RunningSystem second = runtime.start(ECHO, data);
    assertEquals("one", EchoServer.ask(second, "all"));
  }

  @Test
  void aStopLetsTheSystemEndByItself() throws Exception {
    DataFolder data = runtime.newData("kept");
    RunningSystem first = runtime.start(ECHO, data);
    first.stop();
    assertEquals(OptionalInt.of(143), first.exitStatus());
    RunningSystem second = runtime.start(ECHO, data);
    assertEquals("bye", EchoServer.ask(second, "all"), "its shutdown hook ran");
  }

  @Test
  void flagsAndMemoryReachTheSystem() throws Exception {
    Launch launch = ECHO.jvmFlags("-Dcolour=blue").memoryBytes(128L << 20);
    String flags = EchoServer.ask(runtime.start(launch, runtime.newData("kept")), "flags");
    assertTrue(flags.contains("-Dcolour=blue"), flags);
    assertTrue(flags.contains("-Xmx67108864"), flags);
    assertTrue(flags.contains("-XX:MaxDirectMemorySize=33554432"), flags);
  }

  @Test
  void aSystemThatDiesWhileStartingIsReportedWithItsLastWords() {
    Launch dying = ECHO.arguments("{data}", "{host}", "{port}", "die");
    StartFailure failure =
        assertThrows(StartFailure.class, () -> runtime.start(dying, runtime.newData("kept")));
    assertEquals(
        "the echo died before it listened (exit 7); its last line: cannot map segment 41",
        failure.getMessage());
    assertEquals(OptionalInt.of(7), failure.exitStatus());
    assertEquals(List.of("cannot map segment 41"), failure.lastLogLines());
  }

  @Test
  void aClassThatDoesNotExistIsReportedByName() {
    StartFailure failure =
        assertThrows(
            StartFailure.class,
            () -> runtime.start(Launch.of("ghost", "no.Such"), runtime.newData("kept")));
    assertTrue(
        failure.lastLogLines().getFirst().contains("ClassNotFoundException: no.Such"),
        failure.lastLogLines().toString());
  }

  @Test
  void aSilentSystemIsGivenUpAtTheDeadlineAndEnded() throws Exception {
    WorkFolder work = WorkFolder.create(project);
    try (ProcessRuntime impatient =
        new ProcessRuntime(
            work, new Session(work, List.of()), "asked for", Duration.ofSeconds(2))) {
      Launch silent = ECHO.arguments("{data}", "{host}", "{port}", "wait");
      StartFailure failure =
          assertThrows(StartFailure.class, () -> impatient.start(silent, impatient.newData("a")));
      assertEquals(
          "the echo did not print 'listening on <host>:<port>' within 2 s of its start;"
              + " its last line: a line before the one that counts",
          failure.getMessage());
      assertEquals(OptionalInt.empty(), failure.exitStatus());
    }
  }

  @Test
  void aTakenPortIsRefusedWithItsHolder() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Launch there = ECHO.port(other.getLocalPort());
      StartFailure failure =
          assertThrows(StartFailure.class, () -> runtime.start(there, runtime.newData("kept")));
      String sentence = "port %d on 127.0.0.1 is taken".formatted(other.getLocalPort());
      assertTrue(failure.getMessage().startsWith(sentence), failure.getMessage());
      if (Files.exists(Path.of("/proc/net/tcp"))) {
        String holder = "(by pid %d, java)".formatted(ProcessHandle.current().pid());
        assertTrue(failure.getMessage().endsWith(holder), failure.getMessage());
      }
    }
  }

  @Test
  void aPortThatIsAskedForIsUsed() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RunningSystem system = runtime.start(ECHO.port(port), runtime.newData("kept"));
    assertEquals(port, system.address().getPort());
  }

  @Test
  void whatASystemPrintsIsInItsLog() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertEquals("a line before the one that counts", Files.readAllLines(system.log()).getFirst());
    assertTrue(system.lastLogLines(1).getFirst().startsWith("listening on "));
  }

  @Test
  void cpuTimeAndMemoryOfASystemCanBeRead() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    long beforeNs = system.cpuNs().orElseThrow();
    EchoServer.ask(system, "spin");
    assertTrue(system.cpuNs().orElseThrow() - beforeNs >= 100_000_000L);
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertTrue(system.residentBytes().orElseThrow() > 10L << 20);
    }
    system.kill();
    assertTrue(system.residentBytes().isEmpty());
  }

  @Test
  void nothingIsLeftAfterClose() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    runtime.start(ECHO, runtime.newData("kept"));
    runtime.start(ECHO, runtime.newData("other"));
    runtime.close();
    List<ProcessHandle> left =
        ProcessHandle.current().descendants().filter(p -> !before.contains(p)).toList();
    assertEquals(List.of(), left);
    assertEquals(List.of(), runsLeft());
  }

  @Test
  void nothingCanBeStartedAfterClose() {
    DataFolder data = runtime.newData("kept");
    runtime.close();
    assertThrows(IllegalStateException.class, () -> runtime.start(ECHO, data));
  }

  @Test
  void dataAreGoneOnceClosed() {
    DataFolder data = runtime.newData("kept");
    data.close();
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> runtime.start(ECHO, data));
    assertEquals("the data 'kept' have been deleted", refusal.getMessage());
  }

  @Test
  void anUnknownKindIsRefusedWithTheKnownOnes() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Runtimes.choose("podman", project));
    assertEquals(
        "a runtime is 'process', 'container' or 'auto', not 'podman'", refusal.getMessage());
  }

  private List<Path> runsLeft() throws IOException {
    try (Stream<Path> runs = Files.list(project.resolve(".work"))) {
      return runs.toList();
    }
  }
}
