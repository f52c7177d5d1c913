package kit.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kit.load.Recording;
import kit.machine.Noise;
import kit.result.TrialRow;

/// All checks, and the one place that asks them. What knows a lab or a workload alone, such as
/// requests that ran out, marks the trial itself ([Witness#mark]).
public final class TrialChecks {
  /// In the order in which they speak.
  static final List<TrialCheck> ALL =
      List.of(
          new Steal(),
          new OtherPrograms(),
          new MemoryPressure(),
          new LateGenerator(),
          new MarkedTrials(),
          new Warm(),
          new NothingLost(),
          new OneGroup());

  private TrialChecks() {}

  static void rates(String step, List<Double> rates, Witness witness) {
    ALL.forEach(check -> check.rates(step, rates, witness));
  }

  static void recording(String step, Recording seen, Witness witness) {
    ALL.forEach(check -> check.recording(step, seen, witness));
  }

  /// Marks a trial for what others did on the machine while it measured.
  public static void noise(Noise meanwhile, Witness witness) {
    ALL.forEach(check -> check.mark(meanwhile).ifPresent(witness::mark));
  }

  /// Why the trials of a row carry no verdict, one sentence each; none if they do.
  public static List<String> weaknesses(List<TrialRow> trials, String metric) {
    return ALL.stream().flatMap(check -> check.weaknesses(trials, metric).stream()).toList();
  }

  /// What a reader must know of the numbers of a row.
  ///
  /// @param values one a trial
  public static Stream<String> notes(List<Double> values, String unit) {
    double[] finite =
        values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    return ALL.stream().map(check -> check.note(finite, unit)).flatMap(Optional::stream);
  }
}
