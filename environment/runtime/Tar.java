package runtime;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A tar archive as Docker takes it. Owners and times are left at zero, so that the same content
/// makes the same layer; links are followed.
final class Tar implements Closeable {
  private static final int FILE = 0644;
  private static final int PROGRAM = 0755;

  private final TarArchiveOutputStream archive;

  Tar(Path file) throws IOException {
    archive = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  /// A file with the content and the executable bit of another.
  void file(String name, Path content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(content));
    entry.setMode(Files.isExecutable(content) ? PROGRAM : FILE);
    entry.setModTime(0);
    archive.putArchiveEntry(entry);
    Files.copy(content, archive);
    archive.closeArchiveEntry();
  }

  /// A file with this text.
  void text(String name, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setMode(FILE);
    entry.setModTime(0);
    archive.putArchiveEntry(entry);
    archive.write(bytes);
    archive.closeArchiveEntry();
  }

  /// An empty folder.
  void folder(String name, int mode) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name + "/");
    entry.setMode(mode);
    entry.setModTime(0);
    archive.putArchiveEntry(entry);
    archive.closeArchiveEntry();
  }

  /// A file, or a folder with all in it that is wanted.
  void tree(String name, Path content, Predicate<Path> wanted) throws IOException {
    if (!wanted.test(content)) {
      return;
    }
    if (!Files.isDirectory(content)) {
      file(name, content);
      return;
    }
    try (Stream<Path> files = Files.walk(content, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).filter(wanted).sorted().toList()) {
        file(name + "/" + content.relativize(file).toString().replace('\\', '/'), file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
