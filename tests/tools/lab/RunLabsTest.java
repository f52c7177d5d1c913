package tools.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// A run over the labs of a project whose launcher only waits.
class RunLabsTest {
  @TempDir Path home;
  private Process running;

  @AfterEach
  void end() {
    running.destroyForcibly();
  }

  static final class Running {
    static void main(String[] arguments) {
      new LabsCommand().run(arguments);
    }
  }

  @Test
  void whatWasInterruptedSaysWhatBecameOfEachLabAndHowToGoOn() throws Exception {
    Files.writeString(
        home.resolve("jbang-catalog.json"),
        """
        {"aliases": {"saw-iron": {"script-ref": "labs/saw-iron.java"},
                     "saw-wood": {"script-ref": "labs/saw-wood.java"}}}
        """);
    Path launcher = home.resolve("jbang");
    Files.writeString(launcher, "#!/bin/sh\necho begun\nexec sleep 600\n");
    assertTrue(launcher.toFile().setExecutable(true));
    ProcessBuilder run =
        ChildJvm.of(Running.class, "run", "saw").redirectError(ProcessBuilder.Redirect.DISCARD);
    run.environment().put("REMEASURE_HOME", home.toString());
    running = run.start();
    BufferedReader said = running.inputReader();
    assertEquals("begun", said.readLine());
    running.toHandle().destroy();
    String summary = String.join("\n", said.lines().toList());
    assertTrue(summary.contains("\n  saw-iron  ended with status "), summary);
    assertTrue(
        summary.endsWith(
            "\n"
                + "  saw-wood  not begun\n"
                + "1 lab in 0 seconds, 1 with trouble; the same command goes on"),
        summary);
  }
}
