package kit.check;

import kit.machine.Noise;

/// A machine that reclaims memory measures its swap.
public final class MemoryPressure extends Disturbance {
  /// Above this share of the time a trial is marked.
  public static final double SHARE_MAX = 0.01;

  MemoryPressure() {
    super(
        Noise::memoryPressureShare,
        SHARE_MAX,
        "everything waited for memory over %.0f %% of the time");
  }
}
