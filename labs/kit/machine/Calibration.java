package kit.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kit.result.Limit;

/// Measures what this machine allows, in the same run as the systems: the cost of making bytes
/// durable, of moving them, of a round trip on the loopback, and whatever a lab adds.
///
/// Each probe runs in several short repeats that take turns with the others, so that a passing
/// disturbance does not fall on one limit alone; the limit is the median of the repeats, `low` and
/// `high` are the least and the greatest.
public final class Calibration {
  private static final int REPEATS = 5;
  private static final int MEBIBYTE = 1 << 20;
  private static final int[] FORCED_BYTES = {256, 4096, 65_536, MEBIBYTE};

  private final Path folder;
  private final Duration slice;
  private volatile long sink;

  /// @param folder on the disk whose fdatasync counts
  /// @param slice how long one repeat of one probe runs
  public Calibration(Path folder, Duration slice) {
    this.folder = folder;
    this.slice = slice;
  }

  /// Runs all probes and returns the limits by id, the machine's own first.
  ///
  /// @throws IOException if the disk or the loopback cannot be used
  public Map<String, Limit> run(Collection<Probe> probes) throws IOException {
    Map<String, List<Double>> repeats = new LinkedHashMap<>();
    Map<String, Limit> limits = new LinkedHashMap<>();
    try (LoopbackPing ping = LoopbackPing.open()) {
      for (int round = 0; round < REPEATS; round++) {
        for (int bytes : FORCED_BYTES) {
          add(repeats, fdatasyncId(bytes), fdatasyncUs(bytes));
        }
        add(repeats, "loopback_tcp", ping.roundTripUs(slice));
        add(repeats, "memory_copy", copyBytesPerSecond() / 1e9);
        for (Probe probe : probes) {
          add(repeats, probe.id(), ratePerSecond(probe));
        }
      }
    }
    for (int bytes : FORCED_BYTES) {
      String label = "one write and fdatasync of " + bytes + " bytes";
      put(limits, repeats, fdatasyncId(bytes), label, "us", "median of single commits in a row");
    }
    put(
        limits,
        repeats,
        "loopback_tcp",
        "one TCP round trip on the loopback",
        "us",
        "one byte there and back between two threads, blocking, no delay");
    put(limits, repeats, "memory_copy", "memory copy", "GB/s", "1 MiB buffers, one thread");
    for (Probe probe : probes) {
      put(limits, repeats, probe.id(), probe.label(), probe.unit(), probe.how());
    }
    return limits;
  }

  private static String fdatasyncId(int bytes) {
    return "fdatasync_" + bytes;
  }

  private static void add(Map<String, List<Double>> repeats, String id, double value) {
    repeats.computeIfAbsent(id, _ -> new ArrayList<>()).add(value);
  }

  private static void put(
      Map<String, Limit> limits,
      Map<String, List<Double>> repeats,
      String id,
      String label,
      String unit,
      String how) {
    double[] values = repeats.get(id).stream().mapToDouble(Double::doubleValue).sorted().toArray();
    limits.put(
        id,
        new Limit(
            id,
            label,
            values[values.length / 2],
            unit,
            values[0],
            values[values.length - 1],
            how + "; median of " + values.length + " repeats"));
  }

  private double fdatasyncUs(int bytes) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "calibration", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int room = Math.max(4 * MEBIBYTE, 8 * bytes);
      ByteBuffer zeros = ByteBuffer.allocateDirect(MEBIBYTE);
      for (int at = 0; at < room; at += MEBIBYTE) {
        channel.write(zeros.clear(), at);
      }
      channel.force(true);
      ByteBuffer record = ByteBuffer.allocateDirect(bytes);
      long[] tookNs = new long[2_000];
      long endNs = System.nanoTime() + slice.toNanos();
      int count = 0;
      for (long at = 0; count < tookNs.length && System.nanoTime() < endNs; count++) {
        long startNs = System.nanoTime();
        channel.write(record.clear(), at);
        channel.force(false);
        tookNs[count] = System.nanoTime() - startNs;
        at = at + 2L * bytes <= room ? at + bytes : 0;
      }
      Arrays.sort(tookNs, 0, count);
      return tookNs[count / 2] / 1e3;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private double copyBytesPerSecond() {
    byte[] from = new byte[MEBIBYTE];
    byte[] to = new byte[MEBIBYTE];
    long startNs = System.nanoTime();
    long endNs = startNs + slice.toNanos();
    long copied = 0;
    long nowNs = startNs;
    while (nowNs < endNs) {
      System.arraycopy(from, 0, to, 0, MEBIBYTE);
      from[(int) (copied >>> 20) & 0xffff] = to[7];
      copied += MEBIBYTE;
      nowNs = System.nanoTime();
    }
    sink = to[(int) (copied & 0xffff)];
    return copied * 1e9 / (nowNs - startNs);
  }

  private double ratePerSecond(Probe probe) {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            probe.threads(), task -> Thread.ofPlatform().daemon().unstarted(task));
    try {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < probe.threads(); i++) {
        rates.add(threads.submit(() -> loop(probe)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(
          "probe " + probe.id() + " failed: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("calibration was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private double loop(Probe probe) {
    long sum = 0;
    long startNs = System.nanoTime();
    long endNs = startNs + slice.toNanos();
    long nowNs = startNs;
    long count = 0;
    while (nowNs < endNs) {
      sum += probe.operation().run();
      count++;
      nowNs = System.nanoTime();
    }
    sink = sum;
    return count * 1e9 / (nowNs - startNs);
  }
}
