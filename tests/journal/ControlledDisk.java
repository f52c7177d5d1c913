package journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// The machine's disk, which can be told that it is full, or to take its time.
public final class ControlledDisk implements Disk {
  private final Disk disk = LocalDisk.INSTANCE;
  private final AtomicBoolean full = new AtomicBoolean();
  private final Semaphore patience = new Semaphore(Integer.MAX_VALUE / 2);

  /// From now on nothing more is written.
  public void fill() {
    full.set(true);
  }

  /// Lets no write be forced until the result is released.
  public Semaphore hold() {
    patience.drainPermits();
    return patience;
  }

  /// A journal on this disk.
  public Journal open(Path folder, JournalOptions options, Replay replay, DurableListener listener)
      throws IOException {
    return Journal.open(this, new Random(1), folder, options, replay, listener);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    disk.createFolder(folder);
  }

  @Override
  public Closeable lock(Path folder) throws IOException {
    return disk.lock(folder);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    return disk.names(folder);
  }

  @Override
  public Handle create(Path file) throws IOException {
    requireRoom();
    return new Checked(disk.create(file));
  }

  @Override
  public Handle open(Path file) throws IOException {
    return new Checked(disk.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    disk.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
  }

  private void requireRoom() throws IOException {
    if (full.get()) {
      throw new IOException("No space left on device");
    }
  }

  private final class Checked implements Handle {
    private final Handle handle;

    Checked(Handle handle) {
      this.handle = handle;
    }

    @Override
    public int write(ByteBuffer source, long offset) throws IOException {
      requireRoom();
      return handle.write(source, offset);
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      return handle.read(target, offset);
    }

    @Override
    public void force() throws IOException {
      patience.acquireUninterruptibly();
      handle.force();
    }

    @Override
    public long size() throws IOException {
      return handle.size();
    }

    @Override
    public void close() throws IOException {
      handle.close();
    }
  }
}
