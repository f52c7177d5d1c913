package kit.check;

import kit.load.OpenLoop;
import kit.load.Recording;
import kit.stats.Latencies;

/// An open loop that sends too late measures itself ([Recording#generatorLate]). It keeps how late
/// the load was, and the latency from each send.
public final class LateGenerator implements TrialCheck {
  /// The mark of a trial, after the step.
  public static final String MARK = "late generator";

  @Override
  public void recording(String step, Recording seen, Witness witness) {
    if (!(seen.load() instanceof OpenLoop)) {
      return;
    }
    String of = "load." + step + ".";
    Latencies late = seen.lateness().sends();
    witness.seen(of + "late_p50", late.percentileNs(50) / 1e3, "us");
    witness.seen(of + "late_p99", late.percentileNs(99) / 1e3, "us");
    witness.seen(of + "late_max", late.maxNs() / 1e3, "us");
    witness.seen(of + "queued", 100 * seen.queuedShare(), "%");
    witness.seen(of + "from_send_p50", seen.fromSend().percentileNs(50) / 1e6, "ms");
    witness.seen(of + "from_send_p99", seen.fromSend().percentileNs(99) / 1e6, "ms");
    if (seen.generatorLate()) {
      witness.mark(step + ": " + MARK);
    }
  }
}
