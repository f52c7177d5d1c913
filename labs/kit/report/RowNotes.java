package kit.report;

import java.util.ArrayList;
import java.util.List;
import kit.check.TrialChecks;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.Verdict;
import kit.stats.Outliers;

/// What weakens a row, documented or not: read from its trials, so that no result can be shown
/// without it.
public final class RowNotes {
  private RowNotes() {}

  /// One sentence each, or none.
  public static List<String> of(Result result, FigureRow row) {
    List<String> notes = new ArrayList<>();
    if (row.verdict() != Verdict.INCONCLUSIVE) { // whose reason it is, or it has a graver one
      notes.addAll(weaknesses(result, row));
    }
    TrialChecks.notes(row.values(), row.unit()).forEach(notes::add);
    return notes;
  }

  /// Why a row's trials carry no verdict; none if they do.
  public static List<String> weaknesses(Result result, FigureRow row) {
    return TrialChecks.weaknesses(result.trialsOf(row.variant()), row.metric());
  }

  /// Counts the trials that lie far from the others; empty without any.
  static String outliers(FigureRow row) {
    double[] numbers =
        row.values().stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    return numbers.length == 0 ? "" : Outliers.of(numbers).sentence();
  }
}
