package kit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kit.report.BaselineTable;
import kit.report.Trouble;
import kit.result.Result;

/// How a run compares with an earlier one, or with another build, row by row.
///
/// @param worse whether a row got worse by more than runs differ
/// @param decided whether any row got a verdict
public record Comparison(BaselineTable.Content table, boolean worse, boolean decided) {
  /// Compares two results of one lab that are kept.
  ///
  /// @param others further results of the lab; those that may be compared tell how runs differ
  /// @throws Trouble with exit status 2 if one of the two is no result, not of this lab, a smoke
  ///     run or not to be relied on
  public static Comparison of(Path then, Path now, String lab, List<Result> others) {
    return Baseline.read("", then, lab).compareAnyway(Baseline.read("", now, lab).result(), others);
  }

  Comparison remarking(String sentence) {
    List<String> remarks = new ArrayList<>(List.of(sentence));
    remarks.addAll(table.remarks());
    return new Comparison(
        new BaselineTable.Content(
            table.heading(), table.name(), table.legend(), table.lines(), remarks),
        worse,
        decided);
  }
}
