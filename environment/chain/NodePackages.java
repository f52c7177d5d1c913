package chain;

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
import java.util.Optional;
import java.util.stream.Stream;
import runtime.Project;
import runtime.Temporary;

/// The npm packages that `package.json` names at exact versions, in a folder that git ignores: the
/// development chain, the Solidity compiler and an Ethereum client that nobody here wrote.
///
/// No package's install script is run.
public final class NodePackages {
  private static final String READY = "node_modules/.ready";

  private final Path home;

  private NodePackages(Path home) {
    this.home = home;
  }

  /// Whether this machine has what brings them: Node.js and npm (`apt-get install nodejs npm`).
  public static boolean possible() {
    return onPath("node").isPresent() && onPath("npm").isPresent();
  }

  /// Brings what is missing and returns when all is there. Safe to repeat, to interrupt, and to do
  /// from two threads or processes at once.
  ///
  /// @throws IOException if Node.js is absent or a package cannot be had; the message says which
  public static NodePackages install() throws IOException {
    return install(Project.home().resolve("environment/chain"));
  }

  static synchronized NodePackages install(Path home) throws IOException {
    NodePackages packages = new NodePackages(home);
    String wanted = Files.readString(home.resolve("package.json"));
    Path ready = home.resolve(READY);
    if (isReady(ready, wanted)) {
      return packages;
    }
    Path lock = home.resolve("node_modules.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !isReady(ready, wanted)) {
        System.err.println("installing anvil, solc and ethers with npm (once, some seconds)");
        packages.npmInstall();
        Files.writeString(ready, wanted);
      }
    }
    return packages;
  }

  /// The chain's own program, not its Node.js wrapper, which would be one process more to end.
  ///
  /// @throws IOException if there is none for this machine's system and processor
  public Path anvil() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean windows = system.startsWith("windows");
    String os = windows ? "win32" : system.startsWith("mac") ? "darwin" : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    Path program =
        home.resolve("node_modules/@foundry-rs/anvil-%s-%s/bin".formatted(os, processor))
            .resolve(windows ? "anvil.exe" : "anvil");
    if (!Files.isRegularFile(program)) {
      throw new IOException("npm brought no anvil for %s %s".formatted(os, processor));
    }
    return program;
  }

  /// Runs a script of the project with Node.js, which finds the packages, and returns what it
  /// printed.
  ///
  /// @param script from this module's folder
  /// @throws IOException with its last words, if it failed
  public String run(String script, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of("node", home.resolve(script).toString()), Stream.of(arguments))
            .toList();
    return output(command, script + " failed");
  }

  private void npmInstall() throws IOException {
    String npm = onPath("npm").orElseThrow(NodePackages::noNode).toString();
    output(
        List.of(
            npm,
            "install",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--ignore-scripts",
            "--silent"),
        "npm could not install the packages of environment/chain/package.json");
  }

  private static IOException noNode() {
    return new IOException("no Node.js with npm here; apt-get install nodejs npm");
  }

  private String output(List<String> command, String failure) throws IOException {
    File said = Temporary.file("node", ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(command).directory(home.toFile()).redirectError(said).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(failure + ": " + Files.readString(said.toPath()).strip());
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(failure + ": interrupted", e);
    } finally {
      Files.delete(said.toPath());
    }
  }

  private static boolean isReady(Path ready, String wanted) throws IOException {
    return Files.isRegularFile(ready) && Files.readString(ready).equals(wanted);
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".cmd")))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
