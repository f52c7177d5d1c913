package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Started;
import house.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Shells stand in for programs.
@Waiting
class ChildProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("ready (\\d+)");

  private static ChildProcess shell(String script) throws IOException {
    return ChildProcess.start("the shell", new ProcessBuilder("sh", "-c", script));
  }

  @Test
  void itsLinesCanBeAwaitedAndItsInputSpokenTo() throws IOException {
    try (ChildProcess child = shell("echo hm; echo ready 7; read word; echo \"got $word\"")) {
      assertEquals("7", child.await(READY, LIMIT).group(1));
      child.say("this");
      child.await(Pattern.compile("got this"), LIMIT);
    }
  }

  @Test
  void oneThatEndsBeforeItIsReadySaysWhyAndIsGone() throws IOException {
    try (ChildProcess child = shell("echo no room >&2; exit 3")) {
      IOException failed = assertThrows(IOException.class, () -> child.await(READY, LIMIT));
      assertEquals("the shell failed: no room", failed.getMessage());
      assertFalse(child.isAlive());
    }
  }

  @Test
  void oneThatSaysNothingInTimeIsKilled() throws IOException {
    try (ChildProcess child = shell("echo hm; while read -r _; do :; done")) {
      IOException failed =
          assertThrows(IOException.class, () -> child.await(READY, Duration.ofMillis(1)));
      assertTrue(failed.getMessage().startsWith("the shell did not say "), failed.getMessage());
      assertFalse(child.isAlive());
    }
  }

  @Test
  void nothingRunsAfterItWasClosed() throws IOException {
    ChildProcess child = shell("sh -c 'echo ready 1; while read -r _; do :; done'; :");
    child.await(READY, LIMIT);
    List<ProcessHandle> started = Started.around(child.pid());
    child.close();
    assertTrue(started.size() > 1, started.toString());
    assertTrue(started.stream().noneMatch(ProcessHandle::isAlive), started.toString());
  }

  @Test
  void itEndsWithItsOwnerHoweverThatOneEnds() throws Exception {
    Process owner = ChildJvm.of(Owner.class).start();
    try (BufferedReader said = owner.inputReader()) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      owner.destroyForcibly();
      child.onExit().get(60, TimeUnit.SECONDS);
      assertFalse(child.isAlive());
    }
  }

  /// Starts a program that heeds neither its input nor most signals, and does nothing more.
  static final class Owner {
    static void main(String[] arguments) throws IOException {
      ChildProcess child = shell("trap '' INT TERM HUP PIPE; echo ready 1; exec sleep 600");
      child.await(READY, LIMIT);
      System.out.println(child.pid());
      System.in.read();
    }
  }
}
