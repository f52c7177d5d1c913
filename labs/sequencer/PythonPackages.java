package labs.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import runtime.Project;

/// The Python packages that `clients/requirements.txt` names at exact versions, in an environment
/// of the project's own that git ignores.
public final class PythonPackages {
  private static final String READY = "ready";

  private final Path environment;

  private PythonPackages(Path environment) {
    this.environment = environment;
  }

  /// Whether this machine has what brings them: Python 3 (`apt-get install python3-venv`).
  public static boolean possible() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "python3"))
        .anyMatch(Files::isExecutable);
  }

  /// Brings what is missing and returns when all is there. Safe to repeat, to interrupt, and to do
  /// from two threads or processes at once.
  ///
  /// @throws IOException if Python is absent or a package cannot be had; the message says which
  public static PythonPackages install() throws IOException {
    return install(Project.home().resolve("labs/sequencer/clients"));
  }

  static synchronized PythonPackages install(Path home) throws IOException {
    if (!possible()) {
      throw new IOException("no Python 3 here; apt-get install python3-venv");
    }
    Path environment = home.resolve(".venv");
    Path requirements = home.resolve("requirements.txt");
    String wanted = Files.readString(requirements);
    PythonPackages packages = new PythonPackages(environment);
    if (packages.isReady(wanted)) {
      return packages;
    }
    Path lock = home.resolve(".venv.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !packages.isReady(wanted)) {
        System.err.println("installing eth-account and httpx with pip (once, some seconds)");
        packages.make(requirements);
        Files.writeString(environment.resolve(READY), wanted);
      }
    }
    return packages;
  }

  private boolean isReady(String wanted) throws IOException {
    Path mark = environment.resolve(READY);
    return Files.isRegularFile(mark) && Files.readString(mark).equals(wanted);
  }

  private void make(Path requirements) throws IOException {
    run(
        "Python 3 could not make an environment",
        List.of("python3", "-m", "venv", "--clear", environment.toString()));
    // Without dependencies of its own choice: the file names them all.
    run(
        "the packages of " + requirements.getFileName() + " could not be installed",
        List.of(
            python().toString(),
            "-m",
            "pip",
            "--quiet",
            "install",
            "--no-deps",
            "--requirement",
            requirements.toString()));
  }

  /// The interpreter that finds the packages.
  public Path python() {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return environment.resolve(windows ? "Scripts/python.exe" : "bin/python");
  }

  private static void run(String failure, List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(failure + ": " + said.substring(said.lastIndexOf('\n') + 1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(failure + ": interrupted", e);
    }
  }
}
