package runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Where a lab gets its runtime.
public final class Runtimes {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private Runtimes() {}

  /// The runtime that the user asked for.
  ///
  /// @param kind `process`, `container`, or `auto`: a container when a Docker daemon answers and an
  ///     image can be had, else a process; [SystemRuntime#reason] says why
  /// @param project the project's root; systems keep their data in its `.work` folder
  /// @throws RuntimeUnavailable if that runtime cannot be had here
  public static SystemRuntime choose(String kind, Path project) throws RuntimeUnavailable {
    return switch (kind) {
      case "process" -> process(project, "asked for");
      case "auto" -> process(project, "containers are not built yet");
      default ->
          throw new IllegalArgumentException(
              "a runtime is 'process', 'container' or 'auto', not '" + kind + "'");
    };
  }

  private static SystemRuntime process(Path project, String reason) throws RuntimeUnavailable {
    WorkFolder work = WorkFolder.create(project);
    return new ProcessRuntime(work, new Session(work, List.of()), reason, START_LIMIT);
  }
}
