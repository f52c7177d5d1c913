package sandbox.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runtime.Project;
import sandbox.Status;

/// An agent that means harm. Its first line says how it ends.
///
/// @param byFuel where fuel is scarce
/// @param byTime where time is
/// @param text of it, in WebAssembly or JavaScript
public record Abuse(String name, Status byFuel, Status byTime, String text) {
  /// Agents in WebAssembly, as a folder of `datasets/workloads`.
  public static final String MODULES = "sandbox-abuse";

  /// Agents in JavaScript.
  public static final String SCRIPTS = "sandbox-abuse-javascript";

  /// An agent that hands out how many words of 16 MiB, all its memory, are not zero, as eight
  /// bytes: what another tenant has left.
  public static final String PROBE =
      """
      (module
        (memory (export "memory") 256)
        (func (export "run") (param i32) (result i64)
          (local $at i32) (local $found i64)
          (loop $next
            (if (i64.ne (i64.load (local.get $at)) (i64.const 0))
              (then (local.set $found (i64.add (local.get $found) (i64.const 1)))))
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br_if $next (i32.lt_u (local.get $at) (i32.const 16777216))))
          (i64.store (i32.const 0) (local.get $found))
          (i64.const 8)))
      """;

  /// What is missing to have them, as a sentence; empty in a checkout. No script carries them.
  public static Optional<String> absence() {
    return Files.isDirectory(folder(MODULES))
        ? Optional.empty()
        : Optional.of("the agents that mean harm are not here; run it in a checkout");
  }

  private static Path folder(String name) {
    return Project.home().resolve("datasets/workloads").resolve(name);
  }

  /// Those of a folder.
  ///
  /// @throws IOException if the project's files cannot be read
  public static List<Abuse> corpus(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder(folder))) {
      files = all.sorted().toList();
    }
    List<Abuse> corpus = new ArrayList<>();
    for (Path file : files) {
      corpus.add(of(file.getFileName().toString(), Files.readString(file)));
    }
    return corpus;
  }

  /// One of this text.
  public static Abuse of(String name, String text) {
    List<Status> ends =
        Stream.of(text.lines().findFirst().orElseThrow().substring(3).split("[ :]"))
            .filter(word -> word.matches("[A-Z_]+"))
            .map(Status::valueOf)
            .toList();
    return new Abuse(name, ends.getFirst(), ends.getLast(), text);
  }
}
