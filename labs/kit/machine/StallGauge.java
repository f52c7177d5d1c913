package kit.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import runtime.ThreadEnd;

/// What busy threads lose to others: one thread per core does nothing but read the clock, and every
/// gap in what it sees was somebody else's, be it the hypervisor, the kernel or another program. A
/// system that needs all cores cannot answer within less than such a gap, and a hypervisor that
/// takes a core away need not say so (steal may read 0).
final class StallGauge implements Gauge {
  /// Far beyond what an interrupt takes.
  private static final long STALL_NS = 200_000;

  /// Stalls are rare: a slice as short as that of other gauges would mostly see none.
  private static final int SLICES = 4;

  private final int cores;
  private final LongSupplier clockNs;

  StallGauge() {
    this(Runtime.getRuntime().availableProcessors(), System::nanoTime);
  }

  StallGauge(int cores, LongSupplier clockNs) {
    this.cores = cores;
    this.clockNs = clockNs;
  }

  /// What one thread of a repeat lost, or all of them.
  ///
  /// @param spunNs how long they ran, all together
  private record Seen(long spunNs, long stalledNs, long longestNs) {
    static final Seen NOTHING = new Seen(0, 0, 0);

    Seen plus(Seen other) {
      return new Seen(
          spunNs + other.spunNs, stalledNs + other.stalledNs, Math.max(longestNs, other.longestNs));
    }

    double sharePercent() {
      return 100.0 * stalledNs / spunNs;
    }

    double longestMs() {
      return longestNs / 1e6;
    }
  }

  @Override
  public List<Quantity> quantities() {
    String how = "one thread a core reads the clock, gaps in what it sees; ";
    return List.of(
        new Quantity(
            "stall_share",
            "busy threads lose to others",
            "%",
            how + "share of their time in those over 0.2 ms",
            Quantity.Sum.MEAN),
        new Quantity(
            "stall_longest",
            "busy threads lose at once",
            "ms",
            how + "the longest of a repeat",
            Quantity.Sum.GREATEST));
  }

  @Override
  public double[] repeat(long sliceNs) {
    Seen[] seen = new Seen[cores];
    CountDownLatch ready = new CountDownLatch(cores);
    List<Thread> threads = new ArrayList<>();
    for (int core = 0; core < cores; core++) {
      int mine = core;
      threads.add(
          Thread.ofPlatform()
              .name("stall-gauge-" + core)
              .daemon()
              .start(
                  () -> {
                    ready.countDown();
                    while (ready.getCount() > 0) {
                      Thread.onSpinWait();
                    }
                    seen[mine] = spin(SLICES * sliceNs);
                  }));
    }
    Seen all = Seen.NOTHING;
    for (int core = 0; core < cores; core++) {
      ThreadEnd.await(threads.get(core));
      all = all.plus(seen[core]);
    }
    return new double[] {all.sharePercent(), all.longestMs()};
  }

  private Seen spin(long durationNs) {
    long startNs = clockNs.getAsLong();
    long lastNs = startNs;
    long stalledNs = 0;
    long longestNs = 0;
    while (lastNs - startNs < durationNs) {
      long nowNs = clockNs.getAsLong();
      long gapNs = nowNs - lastNs;
      longestNs = Math.max(longestNs, gapNs);
      if (gapNs > STALL_NS) {
        stalledNs += gapNs;
      }
      lastNs = nowNs;
    }
    return new Seen(lastNs - startNs, stalledNs, longestNs);
  }
}
