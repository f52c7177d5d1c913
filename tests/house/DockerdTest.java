package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// The script that starts Docker where nothing else does, with a stand-in daemon that starts only
/// when `$FOLDER/needs` is a pattern that its options match.
class DockerdTest {
  private static final Path SCRIPT = Project.home().resolve("environment/runtime/dockerd.sh");

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void layOut() throws Exception {
    shell = new Shell(folder);
    shell.command("id", "echo 0");
    shell.command("docker", "[[ -e $FOLDER/up ]] && echo 20.10.24");
    shell.command(
        "dockerd",
        """
        echo "$*" >>"$FOLDER/calls"
        iptables >>"$FOLDER/filters"
        [[ " $* " == $(cat "$FOLDER/needs") ]] || { echo "cannot start so"; exit 1; }
        touch "$FOLDER/up"
        while [[ -e $FOLDER/up ]]; do sleep 0.1; done
        """);
    shell.command("iptables", "echo newer");
  }

  private Outcome start(String needs, Object... options) throws Exception {
    Files.writeString(folder.resolve("needs"), needs);
    Object[] command = new Object[options.length + 1];
    command[0] = SCRIPT;
    System.arraycopy(options, 0, command, 1, options.length);
    return shell.run(folder, command);
  }

  private List<String> calls() throws Exception {
    return Files.readAllLines(folder.resolve("calls"));
  }

  @Test
  void daemonThatAnswersIsLeftAlone() throws Exception {
    Files.createFile(folder.resolve("up"));
    assertEquals(new Outcome(0, "Docker 20.10.24 answers already\n", ""), start("*"));
    assertTrue(Files.notExists(folder.resolve("calls")));
  }

  @Test
  void daemonIsStartedPlainWhereThatWorks() throws Exception {
    assertEquals(0, start("*").status());
    assertEquals(List.of(""), calls());
  }

  /// Docker itself only looks whether a program of that number runs.
  @Test
  void numberThatAnotherProgramHasByNowKeepsNoDaemonFromStarting() throws Exception {
    Path left = Files.writeString(folder.resolve("docker.pid"), "" + ProcessHandle.current().pid());
    shell.set("DOCKER_PID_FILE", "" + left);
    assertEquals(0, start("*").status());
    assertTrue(Files.notExists(left));
  }

  @Test
  void copiedLayersComeBeforeAnyOtherFallback() throws Exception {
    Outcome outcome = start("*vfs*");
    assertEquals("Docker 20.10.24 answers (--storage-driver=vfs)\n", outcome.out());
    assertEquals(List.of("", "--storage-driver=vfs"), calls());
  }

  @Test
  void withoutAPacketFilterPortsAreForwardedByAProcess() throws Exception {
    assertEquals(0, start("*--iptables=false*").status());
    assertEquals("--iptables=false --ip6tables=false", calls().getLast());
  }

  @Test
  void olderPacketFilterIsTriedWithoutChangingTheSystemsChoice() throws Exception {
    for (String name : List.of("iptables", "ip6tables", "iptables-save", "iptables-restore")) {
      shell.command(name.replace("tables", "tables-legacy"), "echo older");
    }
    start("never");
    List<String> filters = Files.readAllLines(folder.resolve("filters"));
    assertEquals(List.of("newer", "newer", "older", "older", "newer", "newer"), filters);
  }

  @Test
  void givenOptionsGoToEveryAttempt() throws Exception {
    shell.set("DOCKER_HOST", "unix:///x.sock");
    start("*vfs*", "--data-root=/d");
    String given = "--host=unix:///x.sock --data-root=/d";
    assertEquals(List.of(given, "--storage-driver=vfs " + given), calls());
  }

  @Test
  void daemonThatNeverStartsIsReportedWithItsLastWords() throws Exception {
    Outcome outcome = start("never");
    assertEquals(3, outcome.status());
    assertEquals(6, calls().size());
    assertTrue(
        outcome.err().contains("cannot start so\nerror: the Docker daemon does not start\n"));
  }

  @Test
  void onlyRootStartsADaemon() throws Exception {
    shell.command("id", "echo 1000");
    Outcome outcome = start("*");
    assertEquals(3, outcome.status());
    assertTrue(
        outcome.err().contains("error: no Docker daemon answers, and only root can start one"));
  }

  @Test
  void daemonElsewhereIsNotReplacedByOneHere() throws Exception {
    Outcome outcome = shell.set("DOCKER_HOST", "tcp://other:2375").run(folder, SCRIPT);
    assertEquals(3, outcome.status());
    assertTrue(outcome.err().startsWith("error: DOCKER_HOST is tcp://other:2375, and no daemon"));
  }

  @Test
  void missingDockerIsNamedWithItsPackage() throws Exception {
    Files.delete(shell.commands.resolve("dockerd"));
    Outcome outcome = shell.run(folder, SCRIPT);
    assertEquals(3, outcome.status());
    assertTrue(outcome.err().contains("apt-get install docker.io"));
  }
}
