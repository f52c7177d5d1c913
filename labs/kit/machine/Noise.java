package kit.machine;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;

/// How much the machine was disturbed while something was measured. What this machine does not tell
/// is empty.
///
/// Only what others did marks a trial. Pressure on CPU and disk is kept for the reader, but a
/// system that saturates both makes it by itself.
///
/// @param seconds how long was watched
/// @param stealShare share of all CPU time that the hypervisor gave to others
/// @param foreignCpuShare share of all CPU time used by programs that this run did not start
/// @param cpuPressureShare share of the time in which something waited for a CPU
/// @param ioPressureShare share of the time in which something waited for a disk
/// @param memoryPressureShare share of the time in which everything waited for memory
/// @param loadBefore the one-minute load average before
public record Noise(
    double seconds,
    OptionalDouble stealShare,
    OptionalDouble foreignCpuShare,
    OptionalDouble cpuPressureShare,
    OptionalDouble ioPressureShare,
    OptionalDouble memoryPressureShare,
    OptionalDouble loadBefore) {

  /// Several stretches of time as one.
  ///
  /// @param parts at least one; the first tells the load before
  public static Noise over(List<Noise> parts) {
    return new Noise(
        parts.stream().mapToDouble(Noise::seconds).sum(),
        share(parts, Noise::stealShare),
        share(parts, Noise::foreignCpuShare),
        share(parts, Noise::cpuPressureShare),
        share(parts, Noise::ioPressureShare),
        share(parts, Noise::memoryPressureShare),
        parts.getFirst().loadBefore());
  }

  private static OptionalDouble share(List<Noise> parts, Function<Noise, OptionalDouble> share) {
    double seconds = 0;
    double taken = 0;
    for (Noise part : parts) {
      if (share.apply(part).isPresent()) {
        seconds += part.seconds();
        taken += part.seconds() * share.apply(part).getAsDouble();
      }
    }
    return seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(taken / seconds);
  }

  /// All of it by name, without what this machine does not tell: shares from 0 to 1, the load in
  /// programs.
  public Map<String, Double> byName() {
    Map<String, Double> all = new TreeMap<>();
    put(all, "steal_share", stealShare);
    put(all, "foreign_cpu_share", foreignCpuShare);
    put(all, "cpu_pressure_share", cpuPressureShare);
    put(all, "io_pressure_share", ioPressureShare);
    put(all, "memory_pressure_share", memoryPressureShare);
    put(all, "load_before", loadBefore);
    return all;
  }

  private static void put(Map<String, Double> all, String name, OptionalDouble value) {
    value.ifPresent(number -> all.put(name, number));
  }
}
