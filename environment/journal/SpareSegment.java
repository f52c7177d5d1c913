package journal;

import java.io.IOException;
import java.nio.ByteBuffer;
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

  private final Path file;
  private final FutureTask<Disk.Handle> task;
  private volatile boolean cancelled;

  private SpareSegment(Disk disk, Path folder, long segmentBytes) {
    this.file = folder.resolve(NAME);
    this.task = new FutureTask<>(() -> fill(disk.create(file), segmentBytes));
  }

  /// Begins to make a spare in the background.
  static SpareSegment begin(Disk disk, Path folder, long segmentBytes) {
    SpareSegment spare = new SpareSegment(disk, folder, segmentBytes);
    Thread.ofPlatform().name("journal-spare").daemon().start(spare.task);
    return spare;
  }

  Path file() {
    return file;
  }

  /// The finished file; waits for it.
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

  /// Stops making it and removes it.
  void discard(Disk disk) throws IOException {
    cancelled = true;
    try {
      get().close();
    } catch (IOException e) {
      // not made, or not wholly: nothing depends on it
    }
    if (disk.names(file.getParent()).contains(NAME)) {
      disk.delete(file);
    }
  }

  private Disk.Handle fill(Disk.Handle handle, long segmentBytes) throws IOException {
    try {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, segmentBytes));
      for (long at = 0; at < segmentBytes && !cancelled; at += zeros.capacity()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), segmentBytes - at));
        handle.writeFully(zeros, at);
        handle.force();
      }
      return handle;
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }
}
