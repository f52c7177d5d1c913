package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/// An empty project for a test. On many machines `/tmp` lies in memory, where a runtime refuses to
/// work; `/var/tmp` has to outlive a restart and so lies on a disk.
public final class DiskProject implements TempDirFactory {
  private static final Path DISK = Path.of("/var/tmp");

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
      throws IOException {
    return Files.isWritable(DISK)
        ? Files.createTempDirectory(DISK, "remeasure-test-")
        : Files.createTempDirectory("remeasure-test-");
  }
}
