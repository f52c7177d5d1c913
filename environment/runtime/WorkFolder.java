package runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// The folder of one run, `<project>/.work/<id>`: data, logs and temporary files of the systems it
/// starts. It says who owns it, so that a later run can tell a folder in use from one whose owner
/// died together with its watchdog.
final class WorkFolder {
  private static final String WORK = ".work";
  private static final String OWNER = "owner";
  private static final String PROJECT = "project";

  /// File systems that keep nothing: a flush to them costs nothing, so nothing measured on them may
  /// call itself durable.
  private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "devtmpfs");

  private final Path path;
  private final String project;

  private WorkFolder(Path path, String project) {
    this.path = path;
    this.project = project;
  }

  /// Makes the folder of this run, after sweeping what dead runs left.
  ///
  /// @throws RuntimeUnavailable if the project lies in memory or cannot be written to
  static WorkFolder create(Path project) throws RuntimeUnavailable {
    Path work = project.toAbsolutePath().normalize().resolve(WORK);
    try {
      Files.createDirectories(work);
      refuseMemory(work);
      sweep(work);
      Path path = work.resolve(randomName());
      Files.createDirectory(path);
      Files.createDirectory(path.resolve("tmp"));
      Files.writeString(path.resolve(OWNER), owner(ProcessHandle.current()));
      return new WorkFolder(path, projectName(work));
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

  private static void sweep(Path work) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(work, Files::isDirectory)) {
      for (Path run : runs) {
        if (ownerIsDead(run)) {
          Folders.delete(run);
        }
      }
    } catch (UncheckedIOException e) {
      // another run sweeps the same folder, or it is not ours to delete: neither stops this run
    }
  }

  private static boolean ownerIsDead(Path run) throws IOException {
    String owner;
    try {
      owner = Files.readString(run.resolve(OWNER));
    } catch (NoSuchFileException e) {
      return false; // just being made
    }
    Optional<ProcessHandle> process =
        ProcessHandle.of(Long.parseLong(owner.substring(0, owner.indexOf(' '))));
    return process.isEmpty() || !owner(process.get()).equals(owner);
  }

  /// Process ids are used again; together with the start they are not.
  private static String owner(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
