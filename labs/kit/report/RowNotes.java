package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.TrialRow;
import kit.result.Verdict;
import kit.stats.Outliers;
import kit.stats.TwoGroups;

/// What weakens a row, documented or not: read from its trials, so that no result can be shown
/// without it.
public final class RowNotes {
  /// A row of which more trials than this share are marked says so; a reference run with such a row
  /// is run again.
  public static final double MARKED_SHARE_MAX = 0.2;

  private RowNotes() {}

  /// One sentence each, or none.
  public static List<String> of(Result result, FigureRow row) {
    List<String> notes = new ArrayList<>();
    if (row.verdict() != Verdict.INCONCLUSIVE) { // whose reason it is, or it has a graver one
      marked(result, row.variant()).ifPresent(notes::add);
    }
    TwoGroups.in(numbers(row)).ifPresent(groups -> notes.add(words(groups, row.unit())));
    return notes;
  }

  /// Says that over a fifth of a variant's trials are marked, and why.
  public static Optional<String> marked(Result result, String variant) {
    List<TrialRow> trials = result.trialsOf(variant);
    List<TrialRow> marked = trials.stream().filter(trial -> !trial.marks().isEmpty()).toList();
    if (marked.size() <= MARKED_SHARE_MAX * trials.size()) {
      return Optional.empty();
    }
    String why =
        marked.stream()
            .flatMap(trial -> trial.marks().stream())
            .distinct()
            .collect(Collectors.joining("; "));
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
