package kit.check;

import kit.machine.Noise;

/// Programs that this run did not start used the CPU. Less than a twentieth is usual: the kernel's
/// own threads, which write what we wrote.
public final class OtherPrograms extends Disturbance {
  /// Above this share of the time a trial is marked.
  public static final double SHARE_MAX = 0.05;

  OtherPrograms() {
    super(Noise::foreignCpuShare, SHARE_MAX, "other programs used over %.0f %% of the CPU");
  }
}
