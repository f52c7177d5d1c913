package kit.machine;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Watches the machine while something is measured: two readings of what the kernel counts, one
/// before and one after, so that watching costs nothing meanwhile.
///
/// Linux only. Elsewhere nothing is known and nothing is marked.
public final class NoiseWatch {
  private static final Path PROC = Path.of("/proc");

  private final Supplier<Counters> counters;
  private final Counters before;
  private final OptionalDouble loadBefore;

  private NoiseWatch(Supplier<Counters> counters, OptionalDouble loadBefore) {
    this.counters = counters;
    this.loadBefore = loadBefore;
    this.before = counters.get();
  }

  /// Begins to watch, when all that is measured runs in this process and its children.
  public static NoiseWatch start() {
    return ofThisProcess().apply(() -> 0L);
  }

  /// Begins a watch each time it is applied to what tells the CPU time in ns that this run has used
  /// so far outside its own processes, such as in containers. All of one run come from here: its
  /// processes are known again.
  public static Function<LongSupplier, NoiseWatch> ofThisProcess() {
    Proc proc = new Proc(PROC);
    Family family = new Family(PROC, ProcessHandle.current().pid());
    return cpuNsElsewhere -> {
      double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      return start(
          () -> proc.read(System.nanoTime(), family.ticks(), cpuNsElsewhere.getAsLong()),
          load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load));
    };
  }

  /// A watch that sees nothing and marks nothing, for tests of labs: they must come out the same
  /// on a busy machine.
  public static NoiseWatch blind() {
    Proc nothing = new Proc(Path.of("no", "such", "folder"));
    return start(() -> nothing.read(0, 0, 0), OptionalDouble.empty());
  }

  static NoiseWatch start(Supplier<Counters> counters, OptionalDouble loadBefore) {
    return new NoiseWatch(counters, loadBefore);
  }

  /// Ends watching and says what was seen since.
  public Noise stop() {
    Counters after = counters.get();
    return new Noise(
        (after.atNs() - before.atNs()) / 1e9,
        after.shareOfCpu(before, Counters::stealTicks),
        after.shareOfCpu(before, Counters::foreignTicks),
        after.shareOfTime(before, Counters::cpuWaitUs),
        after.shareOfTime(before, Counters::ioWaitUs),
        after.shareOfTime(before, Counters::memoryWaitUs),
        loadBefore);
  }
}
