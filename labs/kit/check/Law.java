package kit.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kit.result.Metric;
import kit.result.Numbers;
import kit.result.TrialRow;
import kit.stats.Estimate;
import kit.stats.Interval;

/// Something that every measured step of every trial keeps, and that is 0 but for chance. One
/// trial's number means little on a machine that others use, so a row is judged by all its trials:
/// the 95 % interval of their median lies wholly beyond what is allowed.
abstract class Law implements TrialCheck {
  /// Fewer trials have no 95 % interval.
  private static final int TRIALS_MIN = 6;

  private final String name;
  private final double allowed;
  private final String words;

  /// @param name of what a trial has seen: `load.<step>.<name>`, in per cent
  /// @param allowed in per cent, to either side
  /// @param words around the step, the number and its interval
  Law(String name, double allowed, String words) {
    this.name = name;
    this.allowed = allowed;
    this.words = words;
  }

  final void keep(String step, double share, Witness witness) {
    witness.seen(id(step), 100 * share, "%");
  }

  private String id(String step) {
    return "load." + step + "." + name;
  }

  @Override
  public final List<String> weaknesses(List<TrialRow> trials, String metric) {
    Set<String> steps = new TreeSet<>();
    trials.forEach(trial -> steps.addAll(trial.stepsOf(metric)));
    List<String> broken = new ArrayList<>();
    for (String step : steps) {
      double[] seen =
          trials.stream()
              .map(trial -> trial.seen().get(id(step)))
              .filter(Objects::nonNull)
              .mapToDouble(Metric::value)
              .toArray();
      if (seen.length >= TRIALS_MIN) {
        Estimate estimate = Estimate.ofMedian(seen);
        Interval off = estimate.interval();
        if (off.low() > allowed || off.high() < -allowed) {
          String median = Numbers.inUnit(estimate.median(), "%");
          String range = Numbers.range(off.low(), off.high(), "%");
          broken.add(String.format(Locale.ROOT, words, step, median, range));
        }
      }
    }
    return broken;
  }
}
