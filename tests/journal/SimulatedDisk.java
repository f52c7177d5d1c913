package journal;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk in memory, as unhelpful as POSIX allows. What was not forced survives a loss of power by
/// chance, sector by sector and name by name; operations can be made to fail; a failed force marks
/// what it did not write as clean. A sector is written whole or not at all.
final class SimulatedDisk implements Disk {
  static final int SECTOR_BYTES = 512;

  /// What every operation throws while the power is off.
  static final class PowerLoss extends IOException {
    private static final long serialVersionUID = 1;

    PowerLoss() {
      super("The power is off.");
    }
  }

  /// Stands before an operation and may refuse it.
  interface Gate {
    void before(String operation, String name) throws IOException;
  }

  private static final class Content {
    byte[] cached = {};
    byte[] forced = {};
    final BitSet dirty = new BitSet();

    void flush() {
      forced = forced.length == cached.length ? forced : Arrays.copyOf(forced, cached.length);
      for (int sector : dirty.stream().toArray()) {
        int start = sector * SECTOR_BYTES;
        int length = Math.min(SECTOR_BYTES, cached.length - start);
        System.arraycopy(cached, start, forced, start, length);
      }
    }
  }

  /// A change of names that is not forced; `to` null deletes.
  private record Renaming(String from, String to, Content content) {}

  private final RandomGenerator random;
  private final Map<String, Content> names;
  private final Map<String, Content> forcedNames;
  private final List<Renaming> renamings = new ArrayList<>();
  private long operations;
  private long lossAt = Long.MAX_VALUE;
  private long forces;
  private long failingForce = -1;
  private boolean writesAreShort;
  private long capacityBytes = Long.MAX_VALUE;
  private Gate gate = (operation, file) -> {};

  SimulatedDisk(RandomGenerator random) {
    this(random, new HashMap<>());
  }

  private SimulatedDisk(RandomGenerator random, Map<String, Content> names) {
    this.random = random;
    this.names = new HashMap<>(names);
    this.forcedNames = new HashMap<>(names);
  }

  /// Loses power at the operation after this many more.
  synchronized SimulatedDisk losePowerAfter(long more) {
    lossAt = operations + more;
    return this;
  }

  /// Fails to force a file after this many more were forced; once.
  synchronized SimulatedDisk failForceAfter(long more) {
    failingForce = forces + more;
    return this;
  }

  /// Whether the power is off, or a force failed.
  synchronized boolean hasFailed() {
    return operations > lossAt || failingForce >= 0 && forces > failingForce;
  }

  /// Takes only some of the bytes at each write.
  synchronized SimulatedDisk writeShort() {
    writesAreShort = true;
    return this;
  }

  /// Has room for files of this many bytes together.
  synchronized SimulatedDisk limit(long bytes) {
    capacityBytes = bytes;
    return this;
  }

  synchronized SimulatedDisk gate(Gate next) {
    gate = next;
    return this;
  }

  /// The bytes of a file, to be read or damaged.
  synchronized byte[] bytes(String name) {
    return names.get(name).cached;
  }

  /// Puts a file here, durably.
  synchronized void put(String name, byte[] bytes) {
    Content content = new Content();
    content.cached = bytes;
    content.forced = bytes.clone();
    names.put(name, content);
    forcedNames.put(name, content);
  }

  synchronized void remove(String name) {
    names.remove(name);
    forcedNames.remove(name);
  }

  /// The names of segments, in order.
  synchronized List<String> segments() {
    return names.keySet().stream().filter(name -> Segments.number(name) > 0).sorted().toList();
  }

  /// The same files on an independent disk, all forced.
  synchronized SimulatedDisk copy() {
    SimulatedDisk copy = new SimulatedDisk(random);
    names.forEach((name, content) -> copy.put(name, content.cached.clone()));
    return copy;
  }

  /// The power stays on, only the process died: all that it wrote is there, forced or not.
  synchronized SimulatedDisk afterKill() {
    lossAt = Long.MAX_VALUE;
    failingForce = -1;
    return this;
  }

  /// What is there when the power comes back.
  synchronized SimulatedDisk afterPowerLoss() {
    Map<String, Content> surviving = new TreeMap<>(forcedNames);
    double share = share();
    for (Renaming renaming : renamings) {
      if (random.nextDouble() < share) {
        surviving.remove(renaming.from());
        if (renaming.to() != null) {
          surviving.put(renaming.to(), renaming.content());
        }
      }
    }
    SimulatedDisk disk = new SimulatedDisk(random);
    surviving.forEach((name, content) -> disk.put(name, surviving(content)));
    return disk;
  }

  private byte[] surviving(Content content) {
    boolean newSize = random.nextBoolean();
    byte[] bytes =
        Arrays.copyOf(content.forced, newSize ? content.cached.length : content.forced.length);
    double share = share();
    for (int sector : content.dirty.stream().toArray()) {
      int start = sector * SECTOR_BYTES;
      int length = Math.min(SECTOR_BYTES, Math.min(bytes.length, content.cached.length) - start);
      if (length > 0 && random.nextDouble() < share) {
        System.arraycopy(content.cached, start, bytes, start, length);
      }
    }
    return bytes;
  }

  /// None, all, half, or any share.
  private double share() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> 0.5;
      default -> random.nextDouble();
    };
  }

  /// Counts an operation; true if the power goes while it runs, so that it may or may not be done.
  private boolean step(String operation, String name) throws IOException {
    gate.before(operation, name);
    operations++;
    if (operations - 1 > lossAt) {
      throw new PowerLoss();
    }
    return operations - 1 == lossAt;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  private void run(String operation, String name, Work work) throws IOException {
    if (!step(operation, name)) {
      work.run();
    } else {
      if (random.nextBoolean()) {
        work.run();
      }
      throw new PowerLoss();
    }
  }

  @Override
  public void createFolder(Path folder) {}

  @Override
  public Closeable lock(Path folder) {
    return () -> {};
  }

  @Override
  public synchronized List<String> names(Path folder) throws IOException {
    run("list", name(folder), () -> {});
    return List.copyOf(names.keySet());
  }

  @Override
  public synchronized Handle create(Path file) throws IOException {
    String name = name(file);
    Content content = new Content();
    run(
        "create",
        name(file),
        () -> {
          if (names.putIfAbsent(name, content) != null) {
            throw new FileAlreadyExistsException(name);
          }
          renamings.add(new Renaming(name, name, content));
        });
    return new SimulatedHandle(content);
  }

  @Override
  public synchronized Handle open(Path file) throws IOException {
    run("open", name(file), () -> {});
    if (!names.containsKey(name(file))) {
      throw new FileNotFoundException(name(file));
    }
    return new SimulatedHandle(names.get(name(file)));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    run(
        "rename",
        name(to),
        () -> {
          Content content = names.remove(name(from));
          names.put(name(to), content);
          renamings.add(new Renaming(name(from), name(to), content));
        });
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    run(
        "delete",
        name(file),
        () -> {
          if (names.remove(name(file)) == null) {
            throw new FileNotFoundException(name(file));
          }
          renamings.add(new Renaming(name(file), null, null));
        });
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    run(
        "force folder",
        name(folder),
        () -> {
          forcedNames.clear();
          forcedNames.putAll(names);
          renamings.clear();
        });
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private final class SimulatedHandle implements Handle {
    private final Content content;

    SimulatedHandle(Content content) {
      this.content = content;
    }

    /// Its name now; it may have been renamed since it was opened.
    private String name() {
      return names.entrySet().stream()
          .filter(entry -> entry.getValue() == content)
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("deleted");
    }

    @Override
    public int write(ByteBuffer source, long offset) throws IOException {
      synchronized (SimulatedDisk.this) {
        int most = source.remaining();
        int length = writesAreShort ? random.nextInt(1, most + 1) : most;
        run("write", name(), () -> write(source, (int) offset, length));
        return length;
      }
    }

    private void write(ByteBuffer source, int offset, int length) throws IOException {
      int end = offset + length;
      if (end > content.cached.length) {
        long used = names.values().stream().mapToLong(each -> each.cached.length).sum();
        if (used + end - content.cached.length > capacityBytes) {
          throw new IOException("No space left on device");
        }
        content.cached = Arrays.copyOf(content.cached, end);
      }
      source.get(content.cached, offset, length);
      content.dirty.set(offset / SECTOR_BYTES, (end - 1) / SECTOR_BYTES + 1);
    }

    @Override
    public int read(ByteBuffer target, long offset) throws IOException {
      synchronized (SimulatedDisk.this) {
        run("read", name(), () -> {});
        int length = Math.min(target.remaining(), content.cached.length - (int) offset);
        if (length <= 0) {
          return -1;
        }
        int some = random.nextInt(8) == 0 ? random.nextInt(1, length + 1) : length;
        target.put(content.cached, (int) offset, some);
        return some;
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (SimulatedDisk.this) {
        try {
          run("force", name(), this::flush);
          content.dirty.clear();
        } catch (PowerLoss e) {
          throw e;
        } catch (IOException e) {
          content.dirty.clear(); // the page cache calls them clean now, and they never reached us
          throw e;
        }
      }
    }

    private void flush() throws IOException {
      if (forces++ == failingForce) {
        throw new IOException("Input/output error");
      }
      content.flush();
    }

    @Override
    public long size() throws IOException {
      synchronized (SimulatedDisk.this) {
        run("size", name(), () -> {});
        return content.cached.length;
      }
    }

    @Override
    public void close() {}
  }
}
