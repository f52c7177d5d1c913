package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /// What it says of an installation into the folder that fails.
  private String refused(Map<String, String> environment) throws Exception {
    ProcessBuilder installing = ChildJvm.of(Installing.class, folder.toString());
    installing.environment().putAll(environment);
    opening = installing.redirectErrorStream(true).start();
    String said = new String(opening.getInputStream().readAllBytes());
    assertEquals(3, opening.waitFor(), said);
    return said.strip();
  }

  @Test
  void withoutPythonItIsOneSentenceAndNothingIsWritten() throws Exception {
    String nowhere = folder.toString();
    assertEquals(
        "error: no Python 3 with venv here; apt-get install python3-venv",
        refused(Map.of("PATH", nowhere, "PYENV_ROOT", nowhere)));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /// Puts a Python in place whose pip does this.
  private Map<String, String> pip(String script) throws Exception {
    Files.writeString(folder.resolve("requirements.txt"), "");
    Path python = folder.resolve("python3");
    Files.writeString(
        python,
        """
        #!/bin/sh
        PATH=/usr/bin:/bin
        case "$2" in
          import*) echo 3.13 ;;
          venv) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
          pip) %s ;;
        esac
        """
            .formatted(script));
    assertTrue(python.toFile().setExecutable(true));
    return Map.of("PATH", folder.toString());
  }

  /// In the words of pip 23.2 where no server is.
  @Test
  void withoutANetworkItIsTheIndexThatIsMissingAndNoPackage() throws Exception {
    Map<String, String> offline =
        pip(
            """
            echo "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None,\
             status=None)) after connection broken by 'NewConnectionError('Failed to establish\
             a new connection: [Errno 111] Connection refused')': /simple/jjava/
            ERROR: Could not find a version that satisfies the requirement jjava==1.0a8
            ERROR: No matching distribution found for jjava==1.0a8" >&2; exit 1\
            """);
    String pins = folder.resolve("requirements.txt").toString();
    assertEquals(
        ("installing %1$s with pip (once)\n"
                + "error: %1$s with pip failed: it does not reach the package index; once this"
                + " machine does, the same command goes on")
            .formatted(pins),
        refused(offline));
  }

  @Test
  void aPackageThatIsNotThereIsWhatPipSaysOfIt() throws Exception {
    String said =
        refused(pip("echo 'ERROR: No matching distribution found for jjava' >&2; exit 1"));
    assertTrue(
        said.endsWith(" with pip failed: ERROR: No matching distribution found for jjava"), said);
  }

  @Test
  void packagesWithoutTheKernelAreNamedEachTime() throws Exception {
    Map<String, String> lone = pip("exit 0");
    String lacking =
        "error: %s/.venv has no Java kernel; delete that folder, and the same command makes it anew"
            .formatted(folder);
    String said = refused(lone);
    assertTrue(said.endsWith("(once)\n" + lacking), said);
    assertEquals(lacking, refused(lone));
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
