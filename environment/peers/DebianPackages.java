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

/// The Debian packages that a folder's `packages.txt` names, `NAME=VERSION` a line, unpacked into
/// the folder (`.debian`) and not installed: the machine stays as it is. The file names what they
/// need as well, as far as the machine may lack it.
public final class DebianPackages extends Packages {
  private DebianPackages(Path folder) {
    super(folder, "packages.txt", "apt", ".debian");
  }

  /// Those that the folder's file names.
  public static DebianPackages of(Path folder) {
    return new DebianPackages(folder);
  }

  @Override
  public Optional<String> absence() {
    if (Stream.of("apt-get", "apt-cache", "dpkg-deb")
        .anyMatch(name -> OperatingSystem.program(name).isEmpty())) {
      return Optional.of("no apt here; it takes a Debian");
    }
    try {
      for (String wanted : names()) {
        ProcessBuilder asking = new ProcessBuilder("apt-cache", "show", wanted);
        if (ProgramRun.output("no package", asking).isBlank()) {
          throw new IOException("no such version"); // which apt does not call a failure
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "apt knows no %s here; apt-get update, or another Debian".formatted(shown()));
    }
  }

  /// A file of a package, by its path without the slash: `usr/bin/hello`.
  @Override
  public Path program(String name) {
    return target().resolve(name);
  }

  private List<String> names() throws IOException {
    return pins()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  @Override
  void make() throws IOException {
    Path archives = Files.createDirectories(target().resolve("archives"));
    List<String> download = new ArrayList<>(List.of("apt-get", "--quiet", "download"));
    download.addAll(names());
    ProgramRun.output(
        wording() + " failed", new ProcessBuilder(download).directory(archives.toFile()));
    try (Stream<Path> files = Files.list(archives)) {
      for (Path archive : files.toList()) {
        run("dpkg-deb", "--extract", archive.toString(), target().toString());
        Files.delete(archive);
      }
    }
  }
}
