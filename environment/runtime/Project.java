package runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where this project lies on this machine. Code that reads or writes the project's files asks here
/// and never looks at the working directory, which is the caller's.
public final class Project {
  /// The file that marks the project's root.
  public static final String MARK = "jbang-catalog.json";

  private Project() {}

  /// The project's root: `REMEASURE_HOME`, which `./jbang` sets, and without it (plain `jbang`) the
  /// nearest folder at or above the working directory that holds [#MARK].
  ///
  /// @throws IllegalStateException when neither leads to one, with what to do
  public static Path home() {
    return home(System.getenv(), Path.of("").toAbsolutePath());
  }

  /// The script beside the mark that starts every lab and tool.
  public static Path launcher(Path home) {
    boolean windows = OperatingSystem.isWindows();
    return home.resolve(windows ? "jbang.cmd" : "jbang");
  }

  static Path home(Map<String, String> environment, Path workingFolder) {
    String named = environment.getOrDefault("REMEASURE_HOME", "");
    if (!named.isEmpty()) {
      Path home = Path.of(named);
      if (Files.exists(home.resolve(MARK))) return home;
      throw new IllegalStateException(
          "REMEASURE_HOME must name the project's folder, and %s holds no %s; unset it, or use ./jbang"
              .formatted(named, MARK));
    }
    for (Path folder = workingFolder; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) return folder;
    }
    throw new IllegalStateException(
        "no %s in %s or above it; go to the project's folder, or set REMEASURE_HOME to it"
            .formatted(MARK, workingFolder));
  }
}
