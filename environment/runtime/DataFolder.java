package runtime;

/// A place for what a system must find again after a restart. It outlives the systems that use it
/// and ends with [#close] or with its runtime.
///
/// It lies on a real file system, so that a flush to disk costs what it costs: a folder of the
/// project's disk, or a Docker volume (never the container's own overlay).
public sealed interface DataFolder extends AutoCloseable permits DiskFolder, DockerVolume {

  /// The name that it was asked for under.
  String name();

  /// Deletes it, unless the user keeps it. No running system may use it any more.
  @Override
  void close();
}
