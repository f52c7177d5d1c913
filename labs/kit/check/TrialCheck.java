package kit.check;

import java.util.List;
import java.util.Optional;
import kit.load.Recording;
import kit.machine.Noise;
import kit.result.TrialRow;

/// One reason not to believe what was measured: what it looks at, and what it says. It implements
/// what concerns it.
public interface TrialCheck {
  /// Looks at a measured step.
  ///
  /// @param step as an id: `at_128`
  /// @param rates operations a second, in equally long windows
  /// @param witness keeps what is needed later, and is marked if one trial is enough to tell
  default void rates(String step, List<Double> rates, Witness witness) {}

  /// As [#rates], of a step whose operations were timed one by one.
  default void recording(String step, Recording seen, Witness witness) {}

  /// Looks at what others did on the machine while a trial measured.
  ///
  /// @return what the trial is marked with, or nothing
  default Optional<String> mark(Noise meanwhile) {
    return Optional.empty();
  }

  /// Looks at all trials of a row.
  ///
  /// @param metric of the row
  /// @return why they carry no verdict, one sentence each; none if they do
  default List<String> weaknesses(List<TrialRow> trials, String metric) {
    return List.of();
  }

  /// Looks at the numbers of a row.
  ///
  /// @param values finite, one a trial
  /// @return what a reader must know of them, or nothing
  default Optional<String> note(double[] values, String unit) {
    return Optional.empty();
  }
}
