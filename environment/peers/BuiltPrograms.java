package peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runtime.OperatingSystem;
import runtime.ProgramRun;

/// Programs of a folder's own sources, built by their ecosystem's tool from packages at the exact
/// versions that a lock file in the folder names, with their hashes (`.build`).
public final class BuiltPrograms extends Packages {
  private final String tool;
  private final String advice;
  private final String release;
  private final List<String> command;

  private BuiltPrograms(
      Path folder, String tool, String advice, String file, String release, List<String> command) {
    super(folder, file, tool, ".build");
    this.tool = tool;
    this.advice = advice;
    this.release = release;
    this.command = command;
  }

  /// The programs of a Go module: `go.mod` names its packages, `go.sum` what they hold.
  public static BuiltPrograms go(Path folder) {
    List<String> command =
        List.of("build", "-mod=readonly", "-buildvcs=false", "-trimpath", "-o", ".build/", "./...");
    return new BuiltPrograms(folder, "go", "apt-get install golang-go", "go.mod", "", command);
  }

  /// The programs of a Rust package, optimized: `Cargo.toml` and `Cargo.lock` name its crates.
  public static BuiltPrograms rust(Path folder) {
    List<String> command =
        List.of("build", "--quiet", "--release", "--locked", "--target-dir", ".build");
    return new BuiltPrograms(
        folder, "cargo", "apt-get install cargo", "Cargo.toml", "release", command);
  }

  /// Asks the tool: a file of its name may only stand for one that is not installed.
  @Override
  public Optional<String> absence() {
    Optional<Path> found = OperatingSystem.program(tool);
    if (found.isEmpty()) {
      return Optional.of("no %s here; %s".formatted(tool, advice));
    }
    try {
      ProgramRun.output("", new ProcessBuilder(found.get().toString(), "help"));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("%s does not run here; %s".formatted(found.get(), advice));
    }
  }

  @Override
  public Path program(String name) {
    return target().resolve(release).resolve(OperatingSystem.fileOf(name));
  }

  /// All files of the folder: the sources, and what they are built from.
  @Override
  String pins() throws IOException {
    StringBuilder pins = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path source : files.filter(this::isSource).sorted().toList()) {
        pins.append("== ").append(folder.relativize(source)).append('\n');
        pins.append(Files.readString(source));
      }
    }
    return pins.toString();
  }

  private boolean isSource(Path path) {
    boolean hidden = folder.relativize(path).toString().startsWith(".");
    return !hidden && Files.isRegularFile(path);
  }

  @Override
  void make() throws IOException {
    Files.createDirectories(target());
    List<String> build = new ArrayList<>();
    build.add(OperatingSystem.program(tool).orElseThrow().toString());
    build.addAll(command);
    run(build.toArray(String[]::new));
  }
}
