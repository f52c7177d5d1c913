package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import peers.PythonPackages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runtime.ChildJvm;
import runtime.Program;

/// Installing and opening JupyterLab, the latter with a stand-in that says how it was called and
/// waits.
class JupyterTest {
  @TempDir Path folder;
  private Process opening;
  private ProcessHandle jupyter;

  @AfterEach
  void end() {
    opening.destroyForcibly();
    if (jupyter != null) jupyter.destroyForcibly();
  }

  @Command(name = "install")
  static final class Installing extends Program {
    @Parameters private Path home;

    static void main(String[] arguments) {
      new Installing().run(arguments);
    }

    @Override
    public Integer call() throws Exception {
      Jupyter.install(home);
      return 0;
    }
  }

  @Test
  void withoutPythonItIsOneSentenceAndNothingIsWritten() throws Exception {
    ProcessBuilder installing = ChildJvm.of(Installing.class, folder.toString());
    installing.environment().put("PATH", folder.toString());
    installing.environment().put("PYENV_ROOT", folder.toString());
    opening = installing.redirectErrorStream(true).start();
    String said = new String(opening.getInputStream().readAllBytes());
    assertEquals(3, opening.waitFor(), said);
    assertEquals("error: no Python 3 with venv here; apt-get install python3-venv", said.strip());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  static final class Opening {
    static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      System.exit(new Jupyter(PythonPackages.of(folder)).open(folder, "shop.ipynb", "latest"));
    }
  }

  /// How JupyterLab was called.
  private String open() throws Exception {
    Path program = Files.createDirectories(folder.resolve(".venv/bin")).resolve("jupyter");
    Files.writeString(program, "#!/bin/sh\necho \"$*\"\necho $$\nexec sleep 600\n");
    assertTrue(program.toFile().setExecutable(true));
    opening = ChildJvm.of(Opening.class, folder.toString()).start();
    BufferedReader said = opening.inputReader();
    String called = said.readLine();
    jupyter = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
    return called;
  }

  @Test
  void theAddressThatIsPrintedIsTheNotebooks() throws Exception {
    assertTrue(open().endsWith("--LabApp.default_url=/lab/tree/shop.ipynb"));
  }

  @Test
  void aSignalThatEndsTheCommandEndsJupyterToo() throws Exception {
    open();
    opening.toHandle().destroy();
    assertTrue(opening.waitFor(60, TimeUnit.SECONDS));
    assertEquals(jupyter, jupyter.onExit().get(60, TimeUnit.SECONDS));
  }

  @Test
  @Timeout(60)
  void aCommandThatIsKilledTakesJupyterAlong() throws Exception {
    open();
    while (opening.children().filter(child -> !child.equals(jupyter)).noneMatch(this::isShell)) {
      Thread.onSpinWait(); // until something holds on to it
    }
    opening.destroyForcibly();
    assertEquals(jupyter, jupyter.onExit().get(60, TimeUnit.SECONDS));
  }

  private boolean isShell(ProcessHandle child) {
    return child.info().arguments().filter(all -> List.of(all).contains("-c")).isPresent();
  }
}
