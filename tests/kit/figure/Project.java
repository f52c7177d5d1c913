package kit.figure;

import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that the tests run in.
final class Project {
  private Project() {}

  /// Its root: the nearest folder, from the working directory up, that holds the data.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isDirectory(folder.resolve("datasets/documented"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("the tests run inside a checkout of the project");
    }
    return folder;
  }

  static Path documented() {
    return root().resolve("datasets/documented");
  }
}
