package kit.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import kit.result.Limit;

/// Measures what this machine allows, in the same run as the systems: the cost of making bytes
/// durable, of moving and hashing them, of a round trip on the loopback, of the clock itself, and
/// whatever a lab adds.
///
/// Every gauge runs in several short repeats that take turns with the others, so that a passing
/// disturbance does not fall on one limit alone. The first turn warms up and is forgotten. A limit
/// is the median of its repeats; `low` and `high` are the least and the greatest.
public final class Calibration {
  private static final int REPEATS = 5;
  private static final int MEBIBYTE = 1 << 20;
  private static final int COPIED_BYTES = 64 * MEBIBYTE;
  private static final int HASHED_BYTES = 1 << 16;

  /// From a single small record to a full batch.
  private static final List<Integer> FORCED_BYTES = List.of(256, 4_096, 65_536, MEBIBYTE);

  private final Path folder;
  private final Duration budget;

  /// @param folder on the disk whose fdatasync counts
  /// @param budget how long all of it may take, about
  public Calibration(Path folder, Duration budget) {
    this.folder = folder;
    this.budget = budget;
  }

  /// Runs all gauges and returns the limits by id, the machine's own first: `fdatasync_<bytes>` and
  /// its `_p99`, `loopback_tcp`, `loopback_udp`, `memory_copy`, `sha256`, `clock_read`,
  /// `timer_late`, `stall_share`, `stall_longest` and, with two cores, `core_round_trip`.
  ///
  /// @param probes what a lab wants measured besides
  /// @throws IOException if the disk or the loopback cannot be used
  public Map<String, Limit> run(Collection<Probe> probes) throws IOException {
    List<Gauge> gauges = new ArrayList<>();
    try {
      open(gauges, probes);
      return run(gauges);
    } finally {
      for (Gauge gauge : gauges) {
        gauge.close();
      }
    }
  }

  private void open(List<Gauge> gauges, Collection<Probe> probes) throws IOException {
    for (int bytes : FORCED_BYTES) {
      gauges.add(new ForceGauge(folder, bytes));
    }
    gauges.add(new TripGauge("loopback_tcp", "one TCP round trip on the loopback", TcpPing.open()));
    gauges.add(new TripGauge("loopback_udp", "one UDP round trip on the loopback", UdpPing.open()));
    gauges.add(new RateGauge(copy(), MEBIBYTE / 1e9, System::nanoTime));
    gauges.add(new RateGauge(hash(), HASHED_BYTES / 1e9, System::nanoTime));
    gauges.add(new ClockGauge());
    gauges.add(new StallGauge());
    if (CoreTrip.isPossible()) {
      gauges.add(new CoreTripGauge());
    }
    for (Probe probe : probes) {
      gauges.add(new RateGauge(probe, 1, System::nanoTime));
    }
  }

  private Map<String, Limit> run(List<Gauge> gauges) throws IOException {
    long sliceNs = budget.toNanos() / gauges.size() / (REPEATS + 1);
    for (int turn = 0; turn <= REPEATS; turn++) {
      for (Gauge gauge : gauges) {
        if (turn == 1) {
          gauge.forget();
        }
        gauge.repeat(sliceNs);
      }
    }
    Map<String, Limit> limits = new LinkedHashMap<>();
    for (Gauge gauge : gauges) {
      for (Limit limit : gauge.limits()) {
        if (limits.put(limit.id(), limit) != null) {
          throw new IllegalArgumentException("two limits are called " + limit.id());
        }
      }
    }
    return limits;
  }

  /// A pair of buffers that no cache holds: what is measured is the memory.
  private static Probe copy() {
    byte[] from = new byte[COPIED_BYTES];
    byte[] to = new byte[COPIED_BYTES];
    AtomicInteger next = new AtomicInteger();
    return new Probe(
        "memory_copy",
        "memory copy",
        "GB/s",
        1,
        "1 MiB at a time through two buffers of 64 MiB, one thread",
        () -> {
          int at = next.getAndUpdate(now -> (now + MEBIBYTE) % COPIED_BYTES);
          System.arraycopy(from, at, to, at, MEBIBYTE);
          return to[at];
        });
  }

  private static Probe hash() {
    byte[] content = new byte[HASHED_BYTES];
    MessageDigest digest = sha256();
    return new Probe(
        "sha256",
        "SHA-256",
        "GB/s",
        1,
        "64 KiB blocks, one thread",
        () -> {
          content[0] = digest.digest(content)[0];
          return content[0];
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
