package kit.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// How much the machine was disturbed while something was measured. What this machine does not tell
/// is empty, and nothing empty marks a trial.
///
/// Only what others did marks one. Pressure on CPU and disk is kept for the reader, but a system
/// that saturates both makes it by itself.
///
/// @param stealShare share of all CPU time that the hypervisor gave to others
/// @param foreignCpuShare share of all CPU time used by programs that this run did not start
/// @param cpuPressureShare share of the time in which something waited for a CPU
/// @param ioPressureShare share of the time in which something waited for a disk
/// @param memoryPressureShare share of the time in which everything waited for memory
/// @param loadBefore the one-minute load average before
public record Noise(
    OptionalDouble stealShare,
    OptionalDouble foreignCpuShare,
    OptionalDouble cpuPressureShare,
    OptionalDouble ioPressureShare,
    OptionalDouble memoryPressureShare,
    OptionalDouble loadBefore) {

  /// Above it a trial is marked: a twentieth of the time is more than the differences that labs
  /// report.
  public static final double STEAL_SHARE_MAX = 0.05;

  /// Above it a trial is marked; below lie the kernel's own threads, which write what we wrote.
  public static final double FOREIGN_CPU_SHARE_MAX = 0.05;

  /// Above it a trial is marked: a machine that reclaims memory measures its swap.
  public static final double MEMORY_PRESSURE_SHARE_MAX = 0.01;

  /// Why a trial under this noise is suspect; empty if it is not.
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (stealShare.orElse(0) > STEAL_SHARE_MAX) {
      reasons.add(percent("steal above %.0f %%", STEAL_SHARE_MAX));
    }
    if (foreignCpuShare.orElse(0) > FOREIGN_CPU_SHARE_MAX) {
      reasons.add(percent("other programs used over %.0f %% of the CPU", FOREIGN_CPU_SHARE_MAX));
    }
    if (memoryPressureShare.orElse(0) > MEMORY_PRESSURE_SHARE_MAX) {
      reasons.add(
          percent(
              "everything waited for memory over %.0f %% of the time", MEMORY_PRESSURE_SHARE_MAX));
    }
    return List.copyOf(reasons);
  }

  /// Whether a trial under this noise is suspect.
  public boolean marked() {
    return !reasons().isEmpty();
  }

  private static String percent(String format, double share) {
    return String.format(Locale.ROOT, format, 100 * share);
  }
}
