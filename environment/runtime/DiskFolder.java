package runtime;

import java.nio.file.Path;

/// Data of a system that runs as a process: a folder on the project's own disk.
record DiskFolder(String name, Path path) implements DataFolder {

  @Override
  public void close() {
    Folders.delete(path);
  }
}
