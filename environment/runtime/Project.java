package runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where this project lies on this machine. Code that reads or writes the project's files asks here
/// and never looks at the working directory, which is the caller's.
public final class Project {
  /// The file that marks the project's root.
  public static final String MARK = "jbang-catalog.json";

  private Project() {}

  /// The project's root: `REMEASURE_HOME`, which `./jbang` sets, and without it (plain `jbang`) the
  /// nearest folder at or above the working directory that holds [#MARK], or else a folder with the
  /// data that travel with the script.
  ///
  /// @throws IllegalStateException when none of them leads to one, with what to do
  public static Path home() {
    return home(System.getenv(), Path.of("").toAbsolutePath(), () -> Carried.home(System.getenv()));
  }

  /// Whether this is no checkout, but only the data that travelled with a script.
  public static boolean travelled(Path home) {
    return Carried.is(home);
  }

  /// Where results are kept unless the user says otherwise: inside a checkout its own folder, else
  /// one in the working directory, where whoever started the script finds it.
  public static Path results(Path home) {
    return travelled(home)
        ? Path.of("").toAbsolutePath().resolve("remeasure-results")
        : home.resolve("datasets/results");
  }

  /// A catalog alone may be the user's own.
  private static boolean isProject(Path folder) {
    return Files.exists(folder.resolve(MARK))
        && Files.isDirectory(folder.resolve("datasets/documented"));
  }

  /// The script beside the mark that starts every lab and tool.
  public static Path launcher(Path home) {
    boolean windows = OperatingSystem.isWindows();
    return home.resolve(windows ? "jbang.cmd" : "jbang");
  }

  /// @param carried what travels with the script, asked last
  static Path home(
      Map<String, String> environment, Path workingFolder, Supplier<Optional<Path>> carried) {
    String named = environment.getOrDefault("REMEASURE_HOME", "");
    if (!named.isEmpty()) {
      Path home = Path.of(named);
      if (Files.exists(home.resolve(MARK))) return home;
      throw new IllegalStateException(
          "REMEASURE_HOME must name the project's folder, and %s holds no %s; unset it, or use ./jbang"
              .formatted(named, MARK));
    }
    for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
      if (isProject(folder)) return folder;
    }
    return carried
        .get()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no %s in %s or above it; go to the project's folder, or set REMEASURE_HOME to it"
                        .formatted(MARK, workingFolder)));
  }
}
