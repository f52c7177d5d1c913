package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every runtime promises, whichever it is.
abstract class RuntimeContract {
  static final Launch ECHO =
      Launch.of("echo", "runtime.EchoServer").arguments("{data}", "{host}", "{port}");

  @TempDir(factory = DiskProject.class)
  Path project;

  SystemRuntime runtime;

  /// As [Runtimes#choose] takes it.
  abstract String kind();

  @BeforeEach
  void open() throws Exception {
    if (kind().equals("container")) {
      NeedsDocker.host();
    }
    runtime = Runtimes.choose(kind(), project);
  }

  @AfterEach
  void close() {
    if (runtime != null) {
      runtime.close();
    }
  }

  @Test
  void aStartedSystemAnswersAtItsAddress() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertEquals("hello", EchoServer.ask(system, "hello"));
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
  void aFileOfTheLaunchIsThereAndMayBeRun() throws Exception {
    Path program = project.resolve("greet");
    Files.writeString(program, "a program of another language");
    assertTrue(program.toFile().setExecutable(true));
    Launch launch =
        ECHO.file("greet", program).arguments("{data}", "{host}", "{port}", "{file:greet}");
    RunningSystem system = runtime.start(launch, runtime.newData("kept"));
    assertEquals("a program of another language, to be run", EchoServer.ask(system, "file"));
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
  void aSystemOfAnotherBuildRunsThatBuildsClasses() throws Exception {
    Path build = Files.createDirectories(project.resolve("build/runtime")).getParent();
    copy(Leash.class, build);
    Launch there = ECHO.classPath(List.of(build));
    StartFailure failure =
        assertThrows(StartFailure.class, () -> runtime.start(there, runtime.newData("kept")));
    assertTrue(
        failure.lastLogLines().getFirst().contains("ClassNotFoundException: runtime.EchoServer"),
        failure.lastLogLines().toString());
    copy(EchoServer.class, build);
    copy(RunningSystem.class, build); // which a method of it names
    Path whole = Files.move(build, project.resolve("whole")); // a build keeps what it is
    RunningSystem system = runtime.start(ECHO.classPath(List.of(whole)), runtime.newData("kept"));
    assertEquals("hello", EchoServer.ask(system, "hello"));
  }

  private static void copy(Class<?> type, Path build) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getResourceAsStream("/" + name)) {
      Files.copy(bytes, build.resolve(name));
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
    int port = Ports.free();
    RunningSystem system = runtime.start(ECHO.port(port), runtime.newData("kept"));
    assertEquals(port, system.address().getPort());
  }

  @Test
  void whatASystemPrintsIsInItsLog() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertTrue(
        Files.readAllLines(system.log()).contains("a line before the one that counts"),
        () -> system.lastLogLines(9).toString());
    assertTrue(system.lastLogLines(1).getFirst().startsWith("listening on "));
  }

  @Test
  void aSystemTellsItsPauses() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertTrue(EchoServer.ask(system, "flags").contains("-Xlog:safepoint:stderr:tn"));
    assertTrue(system.pid().isPresent());
    system.kill();
    assertTrue(system.pid().isEmpty());
  }

  @Test
  void collectorAndHeapAreNotLeftToTheJvmsGuess() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    String jvm = EchoServer.ask(system, "jvm");
    assertTrue(jvm.contains("heap 268435456 of 268435456, [G1 "), jvm);
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
  void nothingCanBeStartedAfterClose() throws Exception {
    DataFolder data = runtime.newData("kept");
    runtime.close();
    assertThrows(IllegalStateException.class, () -> runtime.start(ECHO, data));
    assertThrows(IllegalStateException.class, () -> runtime.newData("more"));
    assertEquals(List.of(), runsLeft(project));
  }

  @Test
  void dataAreGoneOnceClosed() {
    DataFolder data = runtime.newData("kept");
    data.close();
    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> runtime.start(ECHO, data));
    assertEquals("the data 'kept' have been deleted", refusal.getMessage());
  }

  /// Folders of runs; the name of the project stays.
  static List<Path> runsLeft(Path project) throws IOException {
    try (Stream<Path> runs = Files.list(project.resolve(".work"))) {
      return runs.filter(Files::isDirectory).toList();
    }
  }
}
