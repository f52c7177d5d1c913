package journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// The few things that a journal asks of a file system, so that tests can put a failing or
/// forgetful one beneath it. [LocalDisk] is the true one.
interface Disk {

  /// Creates `folder` and its parents, durably.
  void createFolder(Path folder) throws IOException;

  /// Takes the folder for this process until the result is closed.
  ///
  /// @throws JournalInUse if it is taken
  Closeable lock(Path folder) throws IOException;

  /// The names of the files in `folder`.
  List<String> names(Path folder) throws IOException;

  /// Creates an empty file that must not exist yet.
  Handle create(Path file) throws IOException;

  /// Opens an existing file.
  Handle open(Path file) throws IOException;

  void rename(Path from, Path to) throws IOException;

  void delete(Path file) throws IOException;

  /// Makes creations, renames and deletions in `folder` durable.
  void forceFolder(Path folder) throws IOException;

  /// An open file.
  interface Handle extends Closeable {

    /// Zeros to write; whoever does takes a duplicate.
    ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 18).asReadOnlyBuffer();

    /// Writes some of `source`, at least one byte, at `offset`.
    int write(ByteBuffer source, long offset) throws IOException;

    /// Reads into `target` from `offset`; -1 at the end of the file.
    int read(ByteBuffer target, long offset) throws IOException;

    /// Makes the content durable, and the size with it.
    void force() throws IOException;

    long size() throws IOException;

    /// Writes all of `source` at `offset`.
    default void writeFully(ByteBuffer source, long offset) throws IOException {
      long position = offset;
      while (source.hasRemaining()) {
        int written = write(source, position);
        if (written <= 0) {
          throw new IOException("The file system took no byte at offset " + position + ".");
        }
        position += written;
      }
    }

    /// Writes zeros from one offset to before another.
    default void writeZeros(long from, long to) throws IOException {
      for (long at = from; at < to; at += ZEROS.capacity()) {
        writeFully(ZEROS.duplicate().limit((int) Math.min(ZEROS.capacity(), to - at)), at);
      }
    }
  }
}
