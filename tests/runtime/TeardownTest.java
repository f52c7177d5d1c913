//SOURCES DiskProject.java
//SOURCES LabProcess.java

package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a lab ends, nothing that it started or made is left.
class TeardownTest {
  private Path project;

  @BeforeEach
  void open() throws IOException {
    project = DiskProject.create();
  }

  @AfterEach
  void close() {
    Folders.delete(project);
  }

  /// `INT` is Ctrl-C, `TERM` an impatient script, `KILL` what a lab cannot answer.
  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void aSignalThatEndsTheLabEndsAllItStarted(String signal) throws Exception {
    Process lab = lab("process");
    List<ProcessHandle> started = lab.toHandle().descendants().toList();
    assertEquals(2, started.size(), "the system and the watchdog");
    new ProcessBuilder("kill", "-" + signal, Long.toString(lab.pid())).start().waitFor();
    assertTrue(lab.waitFor(20, TimeUnit.SECONDS), "the lab ends");
    for (ProcessHandle process : started) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
    try (Stream<Path> runs = Files.list(project.resolve(".work"))) {
      assertEquals(List.of(), runs.toList());
    }
  }

  private Process lab(String kind) throws IOException {
    Process lab =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabProcess.class.getName(),
                kind,
                project.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = lab.inputReader();
    String line = output.readLine();
    assertTrue(line != null && line.startsWith("started "), "the lab said: " + line);
    return lab;
  }
}
