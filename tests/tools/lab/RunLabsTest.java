package tools.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// A run over the labs of a project whose launcher is a stand-in.
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

  static final class Saw {
    static void main(String[] arguments) {
      System.out.println("sawing " + String.join(" ", arguments));
    }
  }

  private BufferedReader run(String launcherDoes, String... arguments) throws Exception {
    Files.writeString(
        home.resolve("jbang-catalog.json"),
        """
        {"aliases": {"saw-iron": {"script-ref": "labs/saw-iron.java"},
                     "saw-wood": {"script-ref": "labs/saw-wood.java"}}}
        """);
    Path launcher = home.resolve("jbang");
    Files.writeString(launcher, "#!/bin/sh\n" + launcherDoes);
    assertTrue(launcher.toFile().setExecutable(true));
    ProcessBuilder run =
        ChildJvm.of(Running.class, arguments).redirectError(ProcessBuilder.Redirect.DISCARD);
    run.environment().put("REMEASURE_HOME", home.toString());
    running = run.start();
    return running.inputReader();
  }

  @Test
  void quickRunsAreBuiltAllAtOnce() throws Exception {
    for (String lab : List.of("saw-iron", "saw-wood")) {
      Files.writeString(
          Files.createDirectories(home.resolve("labs")).resolve(lab + ".java"),
          "//JAVA 25+\n//MAIN %s\n//SOURCES saw/package-info.java\nclass Saw {}\n"
              .formatted(Saw.class.getName()));
    }
    String said =
        String.join(
            "\n",
            run(
                    """
                    case $1 in
                      build) cat "$2" "${2%/*}/saw-iron.java" ;;
                      info) echo '{"runtimeOptions": ["-Dx=1", "-Dx=1"], "applicationJar": "CLASSES"}' ;;
                      *) exit 7 ;;
                    esac
                    """
                        .replace("CLASSES", System.getProperty("java.class.path")),
                    "run",
                    "saw",
                    "--profile=quick")
                .lines()
                .toList());
    String out = " --out " + home.resolve("datasets/results");
    assertEquals(
        """
        //JAVA 25+
        //MAIN AllLabs
        //SOURCES ../../labs/saw/package-info.java
        //SOURCES saw-iron.java
        //SOURCES saw-wood.java
        class AllLabs {
          static void main(String[] none) {}
        }
        class Saw {}
        sawing --profile quick --runtime auto --peers all OUT
        sawing --profile quick --runtime auto --peers all OUT
        """
            .replace(" OUT", out),
        said.substring(0, said.indexOf("\n\n") + 1));
  }

  @Test
  void whatWasInterruptedSaysWhatBecameOfEachLabAndHowToGoOn() throws Exception {
    BufferedReader said = run("echo begun\nexec sleep 600\n", "run", "saw");
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
