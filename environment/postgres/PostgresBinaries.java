package postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import runtime.Folders;
import runtime.Temporary;

/// PostgreSQL's programs, unpacked out of the jar for this kind of machine.
final class PostgresBinaries {
  /// As in the module's head; it names the folder, so that another version unpacks anew.
  private static final String VERSION = "18.6.0";

  private PostgresBinaries() {}

  /// Unpacked they are 60 MB.
  private static final long ROOM_BYTES = 80L << 20;

  /// The folder with `bin`, `lib` and `share`, in a folder for temporary files. It is made once and
  /// then left there for the next.
  ///
  /// @throws IOException if there are no programs for this machine, or no room for them
  static synchronized Path unpacked() throws IOException {
    Path temporary = Temporary.folder(ROOM_BYTES);
    Path folder = temporary.resolve("remeasure-postgres-" + VERSION);
    if (!Files.exists(folder)) {
      Path making = Files.createTempDirectory(temporary, "postgres-");
      Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        unpack(making);
        Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw e;
      } catch (FileSystemException e) {
        Folders.delete(making);
        if (!Files.exists(folder)) {
          throw e;
        }
        // Another process was faster.
      }
    }
    return folder;
  }

  private static void unpack(Path folder) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed())))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          write(archive, entry, target);
        }
      }
    }
  }

  private static void write(InputStream archive, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(archive, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static InputStream packed() throws IOException {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = machine.equals("aarch64") ? "arm_64" : "x86_64";
    for (String candidate : List.of(name, machine)) {
      InputStream packed =
          PostgresBinaries.class.getResourceAsStream("/postgres-linux-" + candidate + ".txz");
      if (packed != null) {
        return packed;
      }
    }
    throw new IOException(
        "no PostgreSQL for %s %s here; there is one for Linux on x86_64 and aarch64"
            .formatted(System.getProperty("os.name"), machine));
  }
}
