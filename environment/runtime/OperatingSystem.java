package runtime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The operating system under this JVM, and which programs it finds by name.
public final class OperatingSystem {
  private OperatingSystem() {}

  /// Whether it is Windows, where programs end in `.exe` and there is no `sh`.
  public static boolean isWindows() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /// The file that holds the program of this name: `node`, or `node.exe`.
  public static String fileOf(String program) {
    return isWindows() ? program + ".exe" : program;
  }

  /// The first program of this name on the `PATH`.
  public static Optional<Path> program(String name) {
    return programs(name).findFirst();
  }

  /// All programs of this name on the `PATH`, in its order.
  public static Stream<Path> programs(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of("", ".exe", ".cmd").map(end -> Path.of(folder, name + end)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }
}
