package kit.check;

import java.time.Duration;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import kit.load.Recording;
import kit.result.TrialRow;
import kit.stats.Drift;

/// Where that goes which tells whether a measurement can be believed: into its [kit.lab.Trial], or
/// from another JVM to it ([kit.fork.ForkReport]). What is kept, and by which rules, is the same
/// for both.
public interface Witness {
  /// What compilers may take of a core in a system that is warm: 10 %.
  double COMPILING_MAX = 0.1;

  /// Records numbers that a chart draws.
  void series(String id, List<Double> values);

  /// Keeps what was seen beside the measurement, for a reader who asks why a number came out so. No
  /// row shows it.
  ///
  /// @param id words in lower case with dots between: `gc.system_ms`
  /// @param value in `unit`
  void seen(String id, double value, String unit);

  /// Marks the trial as disturbed; it is kept and counted.
  void mark(String reason);

  /// Gets something warm, by the one rule that all variants of all labs share. It is loaded for a
  /// fixed time; then its rates are looked at, the first quarter of the time left out. If they do
  /// not [drift][Drift] it is warm, else it is loaded for the same time again, [#warmUpTimes] at
  /// most.
  /// Whether it was warm is checked once more on what is measured ([#step]).
  ///
  /// @param once how long it is loaded
  /// @param load loads it once
  /// @param rates of a load, in time order
  /// @return what the last load came to
  default <T> T warmUp(Duration once, Supplier<T> load, Function<T, List<Double>> rates) {
    return warmUp(once, warmUpTimes(), load, rates, (_, drift) -> drift.within());
  }

  /// As [#warmUp(Duration, Supplier, Function)], by another sign of being warm.
  ///
  /// @param timesMost how often it is loaded at most
  /// @param warm whether it is, by what a load came to and the drift of its rates
  default <T> T warmUp(
      Duration once,
      int timesMost,
      Supplier<T> load,
      Function<T, List<Double>> rates,
      BiPredicate<T, Drift> warm) {
    for (int times = 1; ; times++) {
      T seen = load.get();
      List<Double> all = rates.apply(seen);
      Drift drift = Drift.of(all.subList(all.size() / 4, all.size()));
      seen("warm_up.drift", 100 * drift.share(), "%");
      if (warm.test(seen, drift) || times == timesMost) {
        seen("warm_up.seconds", times * once.toMillis() / 1e3, "s");
        return seen;
      }
    }
  }

  /// How often a warm-up is done at most: twice.
  default int warmUpTimes() {
    return 2;
  }

  /// Leads a measured load in: loads a system so many times at most, until it hardly compiles.
  ///
  /// @param compiling loads it once and says how much of a core its compilers took
  /// @param again runs before each further time
  static void leadIn(int timesMost, DoubleSupplier compiling, Runnable again) {
    for (int left = timesMost - 1; compiling.getAsDouble() > COMPILING_MAX && left > 0; left--) {
      again.run();
    }
  }

  /// Keeps what tells whether a measured step can be believed: its rate in every window, and what
  /// the checks keep of it ([TrialChecks]). For every step that a row shows. Whether the row was
  /// warm and lost nothing is told over all its trials: one trial on a machine that others use
  /// drifts without being cold.
  ///
  /// @param step as an id: `at_128`, `half`
  default void step(String step, Recording seen) {
    step(step, seen.rates());
    TrialChecks.recording(step, seen, this);
  }

  /// As [#step(String, Recording)], of a step whose operations nobody timed one by one.
  ///
  /// @param rates operations a second, in equally long windows
  default void step(String step, List<Double> rates) {
    series(TrialRow.RATE + step, rates);
    TrialChecks.rates(step, rates, this);
  }
}
