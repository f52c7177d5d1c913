package kit.lab;

import java.util.List;
import kit.check.Witness;
import kit.load.Load;
import kit.load.Recording;
import kit.load.Target;
import kit.machine.TailWatch;

/// Loads a system until it is warm ([kit.check.Witness#warmUp]): its JVMs hardly compile any more,
/// and its rates do not drift for certain. Rates alone do not tell: two servers on two cores stood
/// at a third of their rate for seconds, until their compilers were through.
///
/// @param phase what the load is for, in a word or two
/// @param unit of its operations: `payments/s`
record WarmUp(Trial trial, String phase, Load load, Target target, String unit) {
  /// One load, and how much of a core its systems' compilers took.
  private record Once(Recording load, double compiling) {}

  /// @return operations a second at its end
  double run() {
    Recording last =
        trial
            .warmUp(
                trial.warmUpOnce(),
                trial.warmUpTimes(),
                () -> once("warm_up.compiled"),
                once -> once.load().rates(),
                (once, drift) -> once.compiling() <= Witness.COMPILING_MAX && !drift.beyond())
            .load();
    List<Double> rates = last.rates();
    double rate = rates.stream().skip(rates.size() / 2).mapToDouble(each -> each).max().orElse(0);
    return Math.max(rate, last.throughputPerSecond());
  }

  /// Leads a measured load in ([Witness#leadIn]).
  void leadIn(int timesMost, Runnable again) {
    Witness.leadIn(timesMost, () -> once("lead_in.compiled").compiling(), again);
  }

  private Once once(String id) {
    try (TailWatch watch = TailWatch.begin(Windows.pids(trial.running()))) {
      Recording seen = trial.unwatched(phase, load, target, unit);
      trial.answered("every answer of the warm-up is a success", seen);
      TailWatch.Seen meanwhile = watch.end();
      double share = meanwhile.systemCompiledMs() * 1e6 / (meanwhile.toNs() - meanwhile.fromNs());
      trial.seen(id, 100 * share, "%");
      return new Once(seen, share);
    }
  }
}
