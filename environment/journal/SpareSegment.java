package journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A file full of zeros, forced, that the next segment will be made of. It is written in the
/// background in chunks, each forced by itself, so that a commit never queues behind a whole file.
///
/// The zeros are written, not only reserved: blocks that are merely reserved would turn into
/// written ones at each commit, which changes metadata and makes fdatasync commit the file
/// system's own log as well.
final class SpareSegment {
  static final String NAME = "spare.preparing";
  static final int CHUNK_BYTES = 1 << 18;

  private final Disk disk;
  private final Path file;
  private final long segmentBytes;
  private final FutureTask<Disk.Handle> task = new FutureTask<>(this::fill);
  private volatile boolean discarded;

  private SpareSegment(Disk disk, Path folder, long segmentBytes) {
    this.disk = disk;
    this.file = folder.resolve(NAME);
    this.segmentBytes = segmentBytes;
  }

  /// Begins to make a spare in the background; there must be none.
  static SpareSegment begin(Disk disk, Path folder, long segmentBytes) {
    SpareSegment spare = new SpareSegment(disk, folder, segmentBytes);
    Thread.ofPlatform().name("journal-spare").daemon().start(spare.task);
    return spare;
  }

  Path file() {
    return file;
  }

  /// The finished file; waits for it. If it could not be made there is no file.
  Disk.Handle get() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IOException(
              "The next segment could not be prepared: " + e.getCause().getMessage(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Removes it, finished or not, as far as the disk lets; the next opening removes a leftover.
  void discard() {
    discarded = true;
    try {
      get().close();
      disk.delete(file);
    } catch (IOException e) {
      // it was not made, or stays behind
    }
  }

  private Disk.Handle fill() throws IOException {
    Disk.Handle handle = disk.create(file);
    try {
      for (long at = 0; at < segmentBytes && !discarded; at += CHUNK_BYTES) {
        handle.writeZeros(at, Math.min(at + CHUNK_BYTES, segmentBytes));
        handle.force();
      }
      return handle;
    } catch (IOException | RuntimeException | Error e) {
      try (handle) {
        disk.delete(file); // a full disk should not stay full because of a file that nobody can use
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
