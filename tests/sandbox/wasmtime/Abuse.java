package sandbox.wasmtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import runtime.Project;
import sandbox.Status;

/// An agent that means harm. Its first line says how it ends.
///
/// @param byFuel where fuel is scarce
/// @param byTime where time is
record Abuse(String name, Status byFuel, Status byTime, String text) {
  /// Those of a folder of workloads.
  static List<Abuse> corpus(String folder) throws IOException {
    try (Stream<Path> files =
        Files.list(Project.home().resolve("datasets/workloads").resolve(folder))) {
      return files.sorted().map(Abuse::of).toList();
    }
  }

  private static Abuse of(Path file) {
    try {
      String text = Files.readString(file);
      List<Status> ends =
          Stream.of(text.lines().findFirst().orElseThrow().substring(3).split("[ :]"))
              .filter(word -> word.matches("[A-Z_]+"))
              .map(Status::valueOf)
              .toList();
      return new Abuse(file.getFileName().toString(), ends.getFirst(), ends.getLast(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
