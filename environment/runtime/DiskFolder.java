package runtime;

import java.nio.file.Path;

/// Data of a system that runs as a process: a folder on the project's own disk, or the user's.
///
/// @param kept whether it outlives its runtime
record DiskFolder(String name, Path path, boolean kept) implements DataFolder {

  @Override
  public void close() {
    if (!kept) {
      Folders.delete(path);
    }
  }
}
