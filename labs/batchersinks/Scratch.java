package labs.batchersinks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import runtime.Project;

/// A folder on the project's disk for a server's data, as long as one trial lasts.
final class Scratch implements AutoCloseable {
  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  static Scratch create(String name) throws IOException {
    Path work = Files.createDirectories(Project.home().resolve(".work"));
    return new Scratch(Files.createTempDirectory(work, name + "-"));
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(path)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
