package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class ProcessRuntimeTest extends RuntimeContract {

  @Override
  String kind() {
    return "process";
  }

  /// Whether it has printed by then makes no difference; [ReadinessTest] has what is said of that.
  @Test
  void aSilentSystemIsGivenUpAtTheDeadlineAndEnded() throws Exception {
    WorkFolder work = WorkFolder.create(project);
    Session session = new Session(work, List.of());
    try (ProcessRuntime impatient =
        new ProcessRuntime(work, session, "asked for", Duration.ofMillis(1))) {
      Launch silent = ECHO.arguments("{data}", "{host}", "{port}", "wait");
      List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
      assertThrows(StartFailure.class, () -> impatient.start(silent, impatient.newData("a")));
      assertEquals(List.of(), startedSince(before));
    }
  }

  /// Otherwise a database that is killed with its system would pass for other people's programs.
  @Test
  void whatAKilledSystemsChildrenHaveUsedIsStillCounted() throws Exception {
    RunningSystem system = runtime.start(ECHO, runtime.newData("kept"));
    assertEquals("done", EchoServer.ask(system, "child"));
    assertEquals(0, runtime.cpuNsOutside());
    system.kill();
    assertTrue(runtime.cpuNsOutside() >= 10_000_000, runtime.cpuNsOutside() + " ns");
    long once = runtime.cpuNsOutside();
    system.close();
    assertEquals(once, runtime.cpuNsOutside());
  }

  @Test
  void nothingIsLeftAfterClose() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    runtime.start(ECHO, runtime.newData("kept"));
    runtime.start(ECHO, runtime.newData("other"));
    Files.writeString(runtime.temporary().resolve("scratch"), "left behind");
    runtime.close();
    assertEquals(List.of(), startedSince(before));
    assertEquals(List.of(), runsLeft(project));
  }

  private static List<ProcessHandle> startedSince(List<ProcessHandle> before) {
    return ProcessHandle.current().descendants().filter(p -> !before.contains(p)).toList();
  }

  @Test
  void variablesOfTheUserDoNotReachTheSystem() throws Exception {
    ProcessBuilder builder =
        ChildJvm.of(LabProcess.class, "process", project.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Dcolour=blue");
    Process lab = builder.start();
    try (BufferedReader output = lab.inputReader()) {
      String[] words = output.readLine().split(" ");
      InetSocketAddress address =
          new InetSocketAddress("127.0.0.1", Integer.parseInt(words[words.length - 1]));
      assertFalse(EchoServer.ask(address, "flags").contains("colour"));
    } finally {
      lab.destroy();
      lab.waitFor();
    }
  }
}
