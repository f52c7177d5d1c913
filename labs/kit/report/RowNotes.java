package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kit.result.FigureRow;
import kit.result.Metric;
import kit.result.Result;
import kit.result.TrialRow;
import kit.result.Verdict;
import kit.stats.Drift;
import kit.stats.Estimate;
import kit.stats.Interval;
import kit.stats.LittlesLaw;
import kit.stats.Outliers;
import kit.stats.TwoGroups;

/// What weakens a row, documented or not: read from its trials, so that no result can be shown
/// without it.
public final class RowNotes {
  /// A row of which more trials than this share are marked says so; a reference run with such a row
  /// is run again.
  public static final double MARKED_SHARE_MAX = 0.2;

  private RowNotes() {}

  /// Something that every measured step of every trial keeps, and that is 0 but for chance. One
  /// trial's number means little on a machine that others use, so a row is judged by all its
  /// trials: the 95 % interval of their median lies wholly beyond what is allowed.
  ///
  /// @param name of what a trial has seen: `load.<step>.<name>`, in per cent
  /// @param allowed in per cent, to either side
  /// @param words around the number and the step
  public record Law(String name, double allowed, String words) {
    /// The id under which a trial keeps it.
    public String id(String step) {
      return "load." + step + "." + name;
    }

    private Optional<String> broken(List<TrialRow> trials, String step) {
      double[] seen =
          trials.stream()
              .map(trial -> trial.seen().get(id(step)))
              .filter(Objects::nonNull)
              .mapToDouble(Metric::value)
              .toArray();
      if (seen.length < LAW_TRIALS_MIN) {
        return Optional.empty();
      }
      Estimate estimate = Estimate.ofMedian(seen);
      Interval off = estimate.interval();
      if (off.low() <= allowed && off.high() >= -allowed) {
        return Optional.empty();
      }
      String median = Numbers.inUnit(estimate.median(), "%");
      String range = Words.range(off.low(), off.high(), "%");
      return Optional.of(String.format(Locale.ROOT, words, step, median, range));
    }
  }

  /// The rate of a step in its last quarter against its first.
  public static final Law DRIFT =
      new Law(
          "drift", 100 * Drift.ALLOWED, "not warm: %s drifts by %s [%s] %% while it is measured");

  /// Little's law against the operations that were counted.
  public static final Law LITTLE =
      new Law(
          "little_off",
          100 * LittlesLaw.ALLOWED,
          "Little's law: in %s throughput x latency misses the counted operations by %s [%s] %%");

  /// Fewer trials have no 95 % interval.
  private static final int LAW_TRIALS_MIN = 6;

  /// One sentence each, or none.
  public static List<String> of(Result result, FigureRow row) {
    List<String> notes = new ArrayList<>();
    if (row.verdict() != Verdict.INCONCLUSIVE) { // whose reason it is, or it has a graver one
      notes.addAll(weaknesses(result, row));
    }
    TwoGroups.in(numbers(row)).ifPresent(groups -> notes.add(words(groups, row.unit())));
    return notes;
  }

  /// Why a row's trials carry no verdict; none if they do.
  public static List<String> weaknesses(Result result, FigureRow row) {
    return weaknesses(result.trialsOf(row.variant()), row.metric());
  }

  /// As [#weaknesses(Result, FigureRow)], of a metric of the trials of one variant.
  public static List<String> weaknesses(List<TrialRow> trials, String metric) {
    List<String> weaknesses = new ArrayList<>();
    marked(trials, metric).ifPresent(weaknesses::add);
    Set<String> steps = new TreeSet<>();
    trials.forEach(trial -> steps.addAll(trial.stepsOf(metric)));
    for (Law law : List.of(DRIFT, LITTLE)) {
      steps.forEach(step -> law.broken(trials, step).ifPresent(weaknesses::add));
    }
    return weaknesses;
  }

  /// Says that over a fifth of the trials are marked, and why.
  private static Optional<String> marked(List<TrialRow> trials, String metric) {
    List<List<String>> marked =
        trials.stream().map(t -> t.marksOf(metric)).filter(marks -> !marks.isEmpty()).toList();
    if (marked.size() <= MARKED_SHARE_MAX * trials.size()) {
      return Optional.empty();
    }
    String why = marked.stream().flatMap(List::stream).distinct().collect(Collectors.joining("; "));
    return Optional.of(
        marked.size() + " of " + Words.counted(trials.size(), "trial") + " marked: " + why);
  }

  /// Counts the trials that lie far from the others; empty without any.
  static String outliers(FigureRow row) {
    double[] numbers = numbers(row);
    return numbers.length == 0 ? "" : Outliers.of(numbers).sentence();
  }

  private static double[] numbers(FigureRow row) {
    return row.values().stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .toArray();
  }

  private static String words(TwoGroups groups, String unit) {
    return "two groups, so the median describes neither: "
        + Words.counted(groups.lowCount(), "trial")
        + " around "
        + Numbers.inUnit(groups.lowMedian(), unit)
        + ", "
        + groups.highCount()
        + " around "
        + Numbers.inUnit(groups.highMedian(), unit);
  }
}
