package peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import runtime.OperatingSystem;
import runtime.ProgramRun;

/// The Pythons of this machine that can make an environment: those on the `PATH`, and those that
/// pyenv keeps beside it. Each is asked for its version, because what a name leads to may be
/// nothing.
final class Interpreter {
  private static final String ASK =
      "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";

  private Interpreter() {}

  /// One of this version, `3.12`, or of any, `3`.
  static Optional<Path> find(String version) {
    return answers(version)
        .filter(answer -> fits(answer.getValue(), version))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// That there is none, and what there is instead.
  static String absence(String version) {
    Map<Path, String> seen = new LinkedHashMap<>();
    answers("3").forEach(answer -> seen.put(answer.getKey(), answer.getValue()));
    String others = String.join(" and ", new TreeSet<>(seen.values()));
    return "no Python %s with venv here%s; apt-get install python%s-venv"
        .formatted(version, others.isEmpty() ? "" : ", only " + others, version);
  }

  private static boolean fits(String answer, String version) {
    return answer.equals(version) || answer.startsWith(version + ".");
  }

  private static Stream<Map.Entry<Path, String>> answers(String version) {
    Stream<Path> named =
        Stream.of("python" + version, "python3", "python")
            .distinct()
            .flatMap(OperatingSystem::programs);
    return Stream.concat(named, ofPyenv().stream())
        .flatMap(program -> answer(program).map(a -> Map.entry(program, a)).stream());
  }

  private static Optional<String> answer(Path program) {
    try {
      ProcessBuilder asking = new ProcessBuilder(program.toString(), "-c", ASK);
      return Optional.of(ProgramRun.output("no Python", asking).strip());
    } catch (IOException e) {
      return Optional.empty(); // a name that leads nowhere, or one without venv
    }
  }

  private static List<Path> ofPyenv() {
    String root =
        System.getenv().getOrDefault("PYENV_ROOT", System.getProperty("user.home") + "/.pyenv");
    try (Stream<Path> versions = Files.list(Path.of(root, "versions"))) {
      return versions
          .map(version -> version.resolve("bin/python3"))
          .filter(Files::isExecutable)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
