package kit.check;

import kit.machine.Noise;

/// The hypervisor gave CPU time to others: a twentieth is more than the differences that labs
/// report.
final class Steal extends Disturbance {
  Steal() {
    super(Noise::stealShare, 0.05, "steal above %.0f %%");
  }
}
