package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An empty project for a test. On many machines `/tmp` lies in memory, where a runtime refuses to
/// work; `/var/tmp` has to outlive a restart and so lies on a disk.
public final class DiskProject {
  private static final Path DISK = Path.of("/var/tmp");

  private DiskProject() {}

  /// A new folder.
  public static Path create() throws IOException {
    return Files.isWritable(DISK)
        ? Files.createTempDirectory(DISK, "remeasure-test-")
        : Files.createTempDirectory("remeasure-test-");
  }
}
