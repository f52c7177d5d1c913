package kit.machine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import kit.result.Limit;

/// Measures what this machine shows for the least of works, through the whole run of the systems:
/// the cost of making bytes durable, of moving and hashing them, of a round trip on the loopback,
/// of the clock itself, and whatever a lab adds.
///
/// ```java
/// try (Calibration calibration = Calibration.open(folder, slice, probes, nanoTime)) {
///   calibration.before();
///   for (...) {
///     ... // a trial
///     calibration.between(done, of);
///   }
///   calibration.after();
///   ... calibration.limits() ...
/// }
/// ```
///
/// Every gauge runs in many short repeats that take turns with the others, so that a passing
/// disturbance spoils one repeat and not a limit: the best repeat is the limit. Before repeats
/// count, each gauge runs until it no longer gets better: code that is not compiled yet shows no
/// limit, and caches are cold after every trial. The gauges stay open meanwhile.
public final class Calibration implements AutoCloseable {
  private static final int KEPT_BEFORE = 3;
  private static final int KEPT_AFTER = 3;

  /// This many times a run is interrupted between trials, if it has as many.
  private static final int BREAKS = 6;

  /// A gauge that was not better by this factor is no better.
  private static final double GAIN = 1.05;

  /// After this many turns in a row without gain a gauge is warm.
  private static final int TURNS_WITHOUT_GAIN = 2;

  /// This many turns warm up at most: a machine that is disturbed all the time never settles.
  private static final int WARM_UP_MOST = 20;

  /// What was warm once needs fewer.
  private static final int WARM_UP_AGAIN_MOST = 5;

  /// Making more bytes durable cannot cost less. Beyond this factor the disk was disturbed.
  private static final double DEARER = 1.25;

  private static final int MEBIBYTE = 1 << 20;
  private static final int COPIED_BYTES = 64 * MEBIBYTE;
  private static final int HASHED_BYTES = 1 << 16;

  /// From a single small record to a full batch.
  private static final List<Integer> FORCED_BYTES = List.of(256, 4_096, 65_536, MEBIBYTE);

  private final List<Gauge> gauges;
  private final long sliceNs;
  private final LongSupplier nanoTime;
  private final long startNs;
  private final Map<Quantity, List<Limit.Repeat>> repeats = new LinkedHashMap<>();
  private Optional<String> broken = Optional.empty();

  Calibration(List<Gauge> gauges, long sliceNs, LongSupplier nanoTime) {
    this.gauges = List.copyOf(gauges);
    this.sliceNs = sliceNs;
    this.nanoTime = nanoTime;
    this.startNs = nanoTime.getAsLong();
    for (Gauge gauge : gauges) {
      for (Quantity quantity : gauge.quantities()) {
        if (repeats.keySet().stream().anyMatch(other -> other.id().equals(quantity.id()))) {
          throw new IllegalArgumentException("two limits are called " + quantity.id());
        }
        repeats.put(quantity, new ArrayList<>());
      }
    }
  }

  /// Opens all gauges.
  ///
  /// @param folder on the disk whose fdatasync counts
  /// @param slice how long one gauge runs at a time, about
  /// @param probes what a lab wants measured besides
  /// @param nanoTime the clock of the run, from now on
  /// @throws IOException if the disk or the loopback cannot be used
  public static Calibration open(
      Path folder, Duration slice, Collection<Probe> probes, LongSupplier nanoTime)
      throws IOException {
    List<Gauge> gauges = new ArrayList<>();
    try {
      open(gauges, folder, probes);
      return new Calibration(gauges, slice.toNanos(), nanoTime);
    } catch (IOException | RuntimeException e) {
      close(gauges);
      throw e;
    }
  }

  /// A calibration that measures nothing, for tests of labs: they need no machine.
  public static Calibration blind() {
    return new Calibration(List.of(), 0, () -> 0);
  }

  private static void open(List<Gauge> gauges, Path folder, Collection<Probe> probes)
      throws IOException {
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

  /// Warms all gauges up and takes the repeats before the first trial.
  public void before() throws IOException {
    warmUp(WARM_UP_MOST);
    take(Limit.When.BEFORE, KEPT_BEFORE);
  }

  /// Takes a repeat between two trials, if it is time for one: a few are spread over the run. What
  /// fails here costs repeats and no trial; [#remarks] tells.
  ///
  /// @param done how many trials are over
  /// @param of how many there will be
  public void between(int done, int of) {
    if (done < of && done * BREAKS / of > (done - 1) * BREAKS / of) {
      again(Limit.When.BETWEEN, 1);
    }
  }

  /// Takes the repeats after the last trial.
  public void after() {
    again(Limit.When.AFTER, KEPT_AFTER);
  }

  private void again(Limit.When when, int kept) {
    if (broken.isPresent()) {
      return;
    }
    try {
      warmUp(WARM_UP_AGAIN_MOST);
      take(when, kept);
    } catch (IOException | IllegalStateException e) {
      broken = Optional.of(e.getMessage());
    }
  }

  /// Lets the gauges take turns until each has stopped getting better.
  private void warmUp(int most) throws IOException {
    List<Warmth> cold = new ArrayList<>(gauges.stream().map(Warmth::new).toList());
    for (int turn = 0; turn < most && !cold.isEmpty(); turn++) {
      for (Warmth gauge : List.copyOf(cold)) {
        if (gauge.warmAfter(sliceNs)) {
          cold.remove(gauge);
        }
      }
    }
  }

  /// How far a gauge has come in one warm-up.
  private static final class Warmth {
    private final Gauge gauge;
    private double best = Double.NaN;
    private int turnsWithoutGain;

    Warmth(Gauge gauge) {
      this.gauge = gauge;
    }

    boolean warmAfter(long sliceNs) throws IOException {
      double value = gauge.repeat(sliceNs)[0];
      double gain = gauge.quantities().getFirst().gain(value, best);
      turnsWithoutGain = gain <= GAIN ? turnsWithoutGain + 1 : 0;
      if (!(gain <= 1)) {
        best = value;
      }
      return turnsWithoutGain == TURNS_WITHOUT_GAIN;
    }
  }

  private void take(Limit.When when, int kept) throws IOException {
    for (int turn = 0; turn < kept; turn++) {
      for (Gauge gauge : gauges) {
        double[] values = gauge.repeat(sliceNs);
        double atS = (nanoTime.getAsLong() - startNs) / 1e9;
        for (int at = 0; at < values.length; at++) {
          if (!Double.isNaN(values[at])) {
            repeats.get(gauge.quantities().get(at)).add(new Limit.Repeat(when, atS, values[at]));
          }
        }
      }
    }
  }

  /// The limits by id, as far as they are known by now, the machine's own first:
  /// `fdatasync_<bytes>` and its `_p99`, `loopback_tcp`, `loopback_udp`, `memory_copy`, `sha256`,
  /// `clock_read`, `timer_late`, `stall_share`, `stall_longest` and, with two cores,
  /// `core_round_trip`.
  public Map<String, Limit> limits() {
    Map<String, Limit> limits = new LinkedHashMap<>();
    repeats.forEach(
        (quantity, seen) -> quantity.limit(seen).ifPresent(limit -> limits.put(limit.id(), limit)));
    return limits;
  }

  /// What a reader of the limits has to know: sentences, in most runs none.
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    broken.ifPresent(
        why -> remarks.add("the machine's limits could not be measured to the end: " + why));
    disturbedDisk().ifPresent(remarks::add);
    return remarks;
  }

  private Optional<String> disturbedDisk() {
    Map<String, Limit> limits = limits();
    List<Limit> forces =
        FORCED_BYTES.stream()
            .map(bytes -> limits.get("fdatasync_" + bytes))
            .filter(limit -> limit != null)
            .toList();
    for (int at = 1; at < forces.size(); at++) {
      Limit fewer = forces.get(at - 1);
      Limit more = forces.get(at);
      if (fewer.value() > DEARER * more.value()) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the disk was disturbed: %s cost %.0f us and %s %.0f us, though costs grow with"
                    + " size",
                fewer.label(),
                fewer.value(),
                more.label(),
                more.value()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    close(gauges);
  }

  private static void close(List<Gauge> gauges) {
    for (Gauge gauge : gauges) {
      try {
        gauge.close();
      } catch (IOException e) {
        // a temporary file may be left: no reason to lose what was measured
      }
    }
  }

  /// A pair of buffers that no cache holds: what is measured is the memory. They lie outside of the
  /// heap, where the lab's own collector has nothing to do with them during the trials.
  private static Probe copy() {
    MemorySegment from = Arena.ofAuto().allocate(COPIED_BYTES);
    MemorySegment to = Arena.ofAuto().allocate(COPIED_BYTES);
    AtomicInteger next = new AtomicInteger();
    return new Probe(
        "memory_copy",
        "memory copy",
        "GB/s",
        1,
        "1 MiB at a time through two buffers of 64 MiB, one thread",
        () -> {
          int at = next.getAndUpdate(now -> (now + MEBIBYTE) % COPIED_BYTES);
          MemorySegment.copy(from, at, to, at, MEBIBYTE);
          return to.get(ValueLayout.JAVA_BYTE, at);
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
