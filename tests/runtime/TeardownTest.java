package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.WaitContainerResultCallback;
import house.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a lab ends, nothing that it started or made is left.
@Waiting
class TeardownTest {
  private final List<Process> labs = new ArrayList<>();

  @TempDir(factory = DiskProject.class)
  private Path project;

  @AfterEach
  void close() throws Exception {
    for (Process lab : labs) {
      lab.destroyForcibly().waitFor();
    }
  }

  /// `INT` is Ctrl-C, `TERM` an impatient script, `KILL` what a lab cannot answer.
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSignalThatEndsTheLabEndsItsProcesses(String signal) throws Exception {
    Process lab = lab("process");
    List<ProcessHandle> started = lab.toHandle().descendants().toList();
    assertEquals(2, started.size(), "the system and the watchdog");
    send(signal, lab.toHandle());
    assertTrue(lab.waitFor(60, TimeUnit.SECONDS), "the lab ends");
    awaitEnd(started);
    assertEquals(List.of(), RuntimeContract.runsLeft(project));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSignalThatEndsTheLabEndsItsContainersAndVolumes(String signal) throws Exception {
    DockerDaemon daemon = DockerDaemon.connect(NeedsDocker.host());
    Process lab = lab("container");
    String name = WorkFolder.create(project).project();
    assertEquals(1, daemon.runs(name).size(), "the lab has something on the daemon");
    List<ProcessHandle> started = lab.toHandle().descendants().toList();
    assertEquals(1, started.size(), "the watchdog");
    send(signal, lab.toHandle());
    assertTrue(lab.waitFor(60, TimeUnit.SECONDS), "the lab ends");
    awaitEnd(started);
    assertEquals(List.of(), daemon.runs(name));
  }

  /// A terminal sends Ctrl-C to every process that runs in it.
  @Test
  void theWatchdogSurvivesWhatTheTerminalSendsItAndStillCleansUp() throws Exception {
    Process lab = lab("process");
    List<ProcessHandle> started = lab.toHandle().descendants().toList();
    ProcessHandle watchdog = watchdogAmong(started);
    for (String signal : List.of("INT", "TERM", "HUP")) {
      send(signal, watchdog);
    }
    send("KILL", lab.toHandle());
    awaitEnd(started);
    assertEquals(List.of(), RuntimeContract.runsLeft(project));
  }

  @Test
  void withoutTheWatchdogProcessesStillEndAndTheNextRunSweepsTheFolder() throws Exception {
    Process lab = lab("process");
    List<ProcessHandle> started = lab.toHandle().descendants().toList();
    send("KILL", watchdogAmong(started));
    send("KILL", lab.toHandle());
    awaitEnd(started);
    assertEquals(1, RuntimeContract.runsLeft(project).size(), "nobody was left to delete it");
    Runtimes.choose("process", project).close();
    assertEquals(List.of(), RuntimeContract.runsLeft(project));
  }

  @Test
  void withoutTheWatchdogContainersStillEndAndTheNextRunSweepsThem() throws Exception {
    DockerDaemon daemon = DockerDaemon.connect(NeedsDocker.host());
    Process lab = lab("container");
    String name = WorkFolder.create(project).project();
    SystemEnd system = new SystemEnd(daemon, name);
    for (ProcessHandle watchdog : lab.toHandle().descendants().toList()) {
      send("KILL", watchdog);
    }
    send("KILL", lab.toHandle());
    assertEquals(129, system.await(), "the leash ended it");
    assertTrue(lab.waitFor(60, TimeUnit.SECONDS));
    Runtimes.choose("container", project).close();
    assertEquals(List.of(), daemon.runs(name));
  }

  /// Waits for the one container of a project.
  private static final class SystemEnd {
    private final WaitContainerResultCallback end;

    SystemEnd(DockerDaemon daemon, String project) {
      String id =
          daemon
              .client()
              .listContainersCmd()
              .withFilter("label", List.of(DockerDaemon.PROJECT + "=" + project))
              .exec()
              .getFirst()
              .getId();
      end = daemon.client().waitContainerCmd(id).exec(new WaitContainerResultCallback());
    }

    int await() {
      return end.awaitStatusCode(60, TimeUnit.SECONDS);
    }
  }

  private static ProcessHandle watchdogAmong(List<ProcessHandle> started) throws IOException {
    for (ProcessHandle process : started) {
      if (arguments(process).contains(Watchdog.class.getName())) {
        return process;
      }
    }
    throw new AssertionError("no watchdog among " + started);
  }

  /// From `ps`, since the JDK does not give a command line as long as a class path makes it.
  private static String arguments(ProcessHandle process) throws IOException {
    Process ps =
        new ProcessBuilder("ps", "-ww", "-o", "args=", "-p", Long.toString(process.pid())).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void send(String signal, ProcessHandle process) throws Exception {
    int status =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertEquals(0, status);
  }

  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  private Process lab(String kind) throws IOException {
    Process lab = ChildJvm.of(LabProcess.class, kind, project.toString()).start();
    labs.add(lab);
    BufferedReader output = lab.inputReader();
    String line = output.readLine();
    assertTrue(line != null && line.startsWith("started "), "the lab said: " + line);
    return lab;
  }
}
