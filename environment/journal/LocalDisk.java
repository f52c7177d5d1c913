package journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The file system of the machine.
enum LocalDisk implements Disk {
  INSTANCE;

  static final String LOCK = "lock";

  /// Windows can neither open nor force a folder; its file systems journal names by themselves.
  private static final boolean FOLDERS_CAN_BE_FORCED =
      !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /// Folders open in this process. The operating system's lock belongs to the process, and closing
  /// *any* descriptor of the lock file drops it, so a second opener must be turned away before it
  /// touches that file.
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  @Override
  public void createFolder(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    Path parent = absolute.getParent();
    boolean exists = Files.isDirectory(absolute);
    if (!exists) {
      createFolder(parent);
      Files.createDirectory(absolute);
    }
    if (parent != null) {
      forceName(parent, exists);
    }
  }

  /// Makes the name of a folder in `parent` durable. One that exists may have been created by a
  /// process that died before it did this; who may not read the parent has not created it.
  private void forceName(Path parent, boolean exists) throws IOException {
    try {
      forceFolder(parent);
    } catch (AccessDeniedException e) {
      if (!exists) {
        throw e;
      }
    }
  }

  @Override
  public Closeable lock(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!OPEN_HERE.add(real)) {
      throw new JournalInUse(folder, "this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(real.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new JournalInUse(folder, "another process");
      }
      FileChannel held = channel;
      return () -> {
        held.close();
        OPEN_HERE.remove(real);
      };
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      OPEN_HERE.remove(real);
      throw e;
    }
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public Handle create(Path file) throws IOException {
    return new LocalHandle(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public Handle open(Path file) throws IOException {
    return new LocalHandle(
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.delete(file);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    if (FOLDERS_CAN_BE_FORCED) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private record LocalHandle(FileChannel channel) implements Handle {
    @Override
    public int write(ByteBuffer source, long offset) throws IOException {
      return channel.write(source, offset);
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      return channel.read(target, offset);
    }

    @Override
    public void force() throws IOException {
      channel.force(false); // fdatasync: leaves out the time stamps, never the size
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
