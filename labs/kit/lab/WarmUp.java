package kit.lab;

import java.util.List;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import kit.machine.TailWatch;

/// Loads a system until it is warm ([kit.check.Witness#warmUp]): its JVMs hardly compile any more,
/// and its rates do not drift for certain. Rates alone do not tell: two servers on two cores stood
/// at a third of their rate for seconds, until their compilers were through.
final class WarmUp {
  /// What compilers may take of a core in a system that is warm: 10 %.
  private static final double COMPILING = 0.1;

  private final Trial trial;
  private final Target target;
  private final String unit;
  private final ClosedLoop load;

  /// @param lanes in a closed loop
  /// @param unit of its operations: `payments/s`
  WarmUp(Trial trial, Target target, int lanes, String unit) {
    this.trial = trial;
    this.target = target;
    this.unit = unit;
    this.load = new ClosedLoop(lanes, Plan.lasting(trial.warmUpOnce()));
  }

  /// One load, and how much of a core its systems' compilers took.
  private record Once(Recording load, double compiling) {}

  /// @return operations a second at its end
  double run() {
    Recording last =
        trial
            .warmUp(
                trial.warmUpOnce(),
                this::once,
                once -> once.load().rates(),
                (once, drift) -> once.compiling() <= COMPILING && !drift.beyond())
            .load();
    List<Double> rates = last.rates();
    double rate = rates.stream().skip(rates.size() / 2).mapToDouble(each -> each).max().orElse(0);
    return Math.max(rate, last.throughputPerSecond());
  }

  private Once once() {
    try (TailWatch watch = TailWatch.begin(Windows.pids(trial.running()))) {
      Recording seen = trial.unwatched("warming up", load, target, unit);
      trial.answered("every answer of the warm-up is a success", seen);
      TailWatch.Seen meanwhile = watch.end();
      double share = meanwhile.systemCompiledMs() * 1e6 / (meanwhile.toNs() - meanwhile.fromNs());
      trial.seen("warm_up.compiled", 100 * share, "%");
      return new Once(seen, share);
    }
  }
}
