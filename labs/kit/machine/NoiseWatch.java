package kit.machine;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Watches the machine while something is measured: two readings of what the kernel counts, one
/// before and one after, so that watching costs nothing meanwhile.
///
/// Linux only. Elsewhere nothing is known and nothing is marked.
public final class NoiseWatch {
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
    return start(() -> 0L);
  }

  /// Begins to watch.
  ///
  /// @param cpuNsElsewhere CPU time used so far by what this run started outside its own children,
  ///     such as containers
  public static NoiseWatch start(LongSupplier cpuNsElsewhere) {
    Proc proc = new Proc(Path.of("/proc"));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return start(
        () -> proc.read(System.nanoTime(), family(), cpuNsElsewhere.getAsLong()),
        load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load));
  }

  /// A watch that sees nothing and marks nothing, for tests of labs: they must come out the same
  /// on a busy machine.
  public static NoiseWatch blind() {
    Proc nothing = new Proc(Path.of("no", "such", "folder"));
    return start(() -> nothing.read(0, List.of(), 0), OptionalDouble.empty());
  }

  static NoiseWatch start(Supplier<Counters> counters, OptionalDouble loadBefore) {
    return new NoiseWatch(counters, loadBefore);
  }

  /// Ends watching and says what was seen since.
  public Noise stop() {
    Counters after = counters.get();
    return new Noise(
        after.shareOfCpu(before, Counters::stealTicks),
        after.shareOfCpu(before, Counters::foreignTicks),
        after.shareOfTime(before, Counters::cpuWaitUs),
        after.shareOfTime(before, Counters::ioWaitUs),
        after.shareOfTime(before, Counters::memoryWaitUs),
        loadBefore);
  }

  /// This process and all that come from it.
  private static List<Long> family() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants()).map(ProcessHandle::pid).toList();
  }
}
