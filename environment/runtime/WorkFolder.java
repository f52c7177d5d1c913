package runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The folder of one run, `<project>/.work/<id>`: data, logs and temporary files of the systems it
/// starts. While the run lives it holds a lock on a file in it, by which a later run can tell a
/// folder in use from one whose owner died together with its watchdog. The kernel keeps that lock:
/// it goes when the owner goes, and is seen from another container too, where a process id means
/// another process or none.
final class WorkFolder {
  static final String WORK = ".work";
  private static final String PROJECT = "project";

  /// In each run's folder, held while the run lives; and in the folder of all, held while one is
  /// made.
  private static final String LOCK = "lock";

  private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}");

  /// File systems that keep nothing: a flush to them costs nothing, so nothing measured on them may
  /// call itself durable.
  private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "devtmpfs");

  /// The locks of this process, by folder. It must not open such a file again: closing any
  /// descriptor of it drops the lock.
  private static final Map<Path, FileChannel> OURS = new ConcurrentHashMap<>();

  private final Path path;
  private final String project;

  private WorkFolder(Path path, String project) {
    this.path = path;
    this.project = project;
  }

  /// Makes the folder of this run, after sweeping what dead runs left.
  ///
  /// @throws RuntimeUnavailable if the project lies in memory or cannot be written to
  static synchronized WorkFolder create(Path project) throws RuntimeUnavailable {
    Path work = project.toAbsolutePath().normalize().resolve(WORK);
    try {
      work = Files.createDirectories(work).toRealPath();
      refuseMemory(work);
      try (FileChannel making = open(work.resolve(LOCK))) {
        making.lock();
        sweep(work);
        Path path = Files.createDirectory(work.resolve(randomName()));
        Files.createDirectory(path.resolve("tmp"));
        FileChannel lock = open(path.resolve(LOCK));
        lock.lock();
        OURS.put(path, lock);
        return new WorkFolder(path, projectName(work));
      }
    } catch (IOException e) {
      throw new RuntimeUnavailable(
          "systems keep their data in the project's .work folder while they run,"
              + " and it cannot be written to: "
              + e.getMessage(),
          List.of(),
          "make the project's folder writable, or work in a copy of it");
    }
  }

  Path path() {
    return path;
  }

  /// Deletes the folder and gives up the lock.
  ///
  /// @throws UncheckedIOException if something in it refuses to go; whoever comes next may sweep it
  void delete() {
    try (FileChannel lock = OURS.remove(path)) {
      Folders.delete(path);
    } catch (IOException e) {
      // the lock goes with this process at the latest
    }
  }

  /// The short name that everything of this run carries.
  String id() {
    return path.getFileName().toString();
  }

  /// A name of this copy of the project, made up once: it marks what is this project's on a daemon
  /// that others use as well.
  String project() {
    return project;
  }

  /// Removes what dead runs of this project left on a daemon.
  void sweep(DockerDaemon daemon) {
    for (String run : daemon.runs(project)) {
      if (!Files.exists(path.resolveSibling(run))) {
        daemon.removeRun(run);
      }
    }
  }

  /// Where systems put temporary files, so that those of a killed one go with the rest.
  Path temporary() {
    return path.resolve("tmp");
  }

  /// The kind of file system that the data lie on, as the kernel calls it.
  String fileSystem() {
    try {
      return Files.getFileStore(path).type();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String randomName() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  private static String projectName(Path work) throws IOException {
    Path file = work.resolve(PROJECT);
    if (!Files.exists(file)) {
      Files.writeString(file, randomName());
    }
    return Files.readString(file);
  }

  private static void refuseMemory(Path work) throws IOException, RuntimeUnavailable {
    String type = Files.getFileStore(work).type();
    if (VOLATILE.contains(type)) {
      throw new RuntimeUnavailable(
          "systems keep their data in the project's .work folder, and it lies in memory (%s): what"
                  .formatted(type)
              + " is measured there is not durable",
          List.of(work + " (" + type + ")"),
          "move the project to a folder on a disk");
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void sweep(Path work) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(work, WorkFolder::isRun)) {
      for (Path run : runs) {
        if (!OURS.containsKey(run) && isAbandoned(run)) {
          Folders.delete(run);
        }
      }
    } catch (UncheckedIOException e) {
      // its watchdog sweeps the same folder, or it is not ours to delete: neither stops this run
    }
  }

  private static boolean isRun(Path folder) {
    return RUN.matcher(folder.getFileName().toString()).matches() && Files.isDirectory(folder);
  }

  private static boolean isAbandoned(Path run) {
    try (FileChannel lock = open(run.resolve(LOCK))) {
      return lock.tryLock() != null;
    } catch (IOException e) {
      return false; // another user's, or just being deleted
    }
  }
}
