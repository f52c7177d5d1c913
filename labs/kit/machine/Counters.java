package kit.machine;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/// What the kernel had counted at one moment. Ticks are its clock ticks, a hundredth of a second;
/// a count that this kernel does not keep is empty.
///
/// @param atNs when
/// @param allTicks CPU time of all kinds, idle included, over all CPUs
/// @param stealTicks CPU time that the hypervisor gave to others
/// @param foreignTicks CPU time of programs that this run did not start
/// @param cpuWaitUs time in which something waited for a CPU
/// @param ioWaitUs time in which something waited for a disk
/// @param memoryWaitUs time in which everything waited for memory
record Counters(
    long atNs,
    OptionalLong allTicks,
    OptionalLong stealTicks,
    OptionalLong foreignTicks,
    OptionalLong cpuWaitUs,
    OptionalLong ioWaitUs,
    OptionalLong memoryWaitUs) {

  /// The part of all CPU time since an earlier moment that one count took.
  OptionalDouble shareOfCpu(Counters before, Function<Counters, OptionalLong> count) {
    if (allTicks.isEmpty() || before.allTicks.isEmpty()) {
      return OptionalDouble.empty();
    }
    return share(before, count, allTicks.getAsLong() - before.allTicks.getAsLong());
  }

  /// The part of the time since an earlier moment that one count of microseconds took.
  OptionalDouble shareOfTime(Counters before, Function<Counters, OptionalLong> countUs) {
    return share(before, countUs, (atNs - before.atNs) / 1_000);
  }

  private OptionalDouble share(
      Counters before, Function<Counters, OptionalLong> count, long whole) {
    OptionalLong now = count.apply(this);
    OptionalLong then = count.apply(before);
    if (now.isEmpty() || then.isEmpty() || whole <= 0) {
      return OptionalDouble.empty();
    }
    double part = (double) (now.getAsLong() - then.getAsLong()) / whole;
    return OptionalDouble.of(Math.clamp(part, 0, 1));
  }
}
