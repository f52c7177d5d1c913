package peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import runtime.ProgramRun;
import runtime.Project;

/// Programs of another ecosystem that a folder of this project pins, each at an exact version, and
/// that the ecosystem's own client brings into a folder beside them, which git ignores.
public abstract class Packages {
  /// The folder with the file that names them.
  final Path folder;

  private final String file;
  private final String tool;
  private final String place;

  /// @param file of the folder, which names them
  /// @param tool that brings them
  /// @param place below the folder where they go
  Packages(Path folder, String file, String tool, String place) {
    this.folder = folder;
    this.file = file;
    this.tool = tool;
    this.place = place;
  }

  /// What this machine lacks to have them, as a sentence; empty if it lacks nothing.
  public abstract Optional<String> absence();

  /// A program that they bring; nothing is said of whether it is there.
  public abstract Path program(String name);

  /// Where they go.
  final Path target() {
    return folder.resolve(place);
  }

  /// The file that names them and what brings them, for the user.
  final String wording() {
    return shown() + " with " + tool;
  }

  /// All on which the installation depends; if this is another text, they are installed anew.
  String pins() throws IOException {
    return Files.readString(folder.resolve(file));
  }

  abstract void make() throws IOException;

  /// Written last into what is installed.
  Path mark() {
    return target().resolve("ready");
  }

  /// Brings what is missing and returns when all is there. Safe to repeat, to interrupt, and to do
  /// from two threads or processes at once.
  ///
  /// @throws IOException if this machine lacks what brings them, or a package is not available; the
  ///     message says which
  public final void install() throws IOException {
    synchronized (Packages.class) { // a file is locked once per process
      if (isReady()) {
        return;
      }
      Optional<String> absence = absence();
      if (absence.isPresent()) {
        throw new IOException(absence.get());
      }
      Path lock = target().resolveSibling(target().getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (held.isValid() && !isReady()) {
          System.err.println("installing " + wording() + " (once)");
          Files.deleteIfExists(mark());
          make();
          Files.writeString(mark(), pins());
        }
      }
    }
  }

  /// Whether they are there already, as the folder names them now.
  ///
  /// @throws java.io.UncheckedIOException if the folder cannot be read
  public final boolean isReady() {
    try {
      return Files.isRegularFile(mark()) && Files.readString(mark()).equals(pins());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file that names them, as the user finds it.
  final String shown() {
    Path path = folder.resolve(file).toAbsolutePath();
    Path home = Project.home();
    return (path.startsWith(home) ? home.relativize(path) : path).toString();
  }

  /// Runs a program of the ecosystem in the folder.
  final String run(String... command) throws IOException {
    return ProgramRun.output(
        wording() + " failed", new ProcessBuilder(command).directory(folder.toFile()));
  }
}
