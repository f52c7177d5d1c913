package kit.result;

import java.util.List;

/// Another build, measured in the same run in turns with this one, which was measured once more
/// beside it.
///
/// @param asked what the user named: a commit or a folder
/// @param commit of that build, shortened, or `unknown`
/// @param dirty whether tracked files of that folder differed from the commit
/// @param again trials of this build, one for each of its own, beside those of the run
/// @param other trials of the other build
/// @param rows how the builds compare
/// @param remarks what a reader must know of the comparison, one sentence each
public record Against(
    String asked,
    String commit,
    boolean dirty,
    List<TrialRow> again,
    List<TrialRow> other,
    List<Row> rows,
    List<String> remarks) {

  /// How the builds compare in one row of the run.
  ///
  /// @param row id of it
  /// @param ratio this build over the other
  /// @param low lower end of its 95 % interval
  /// @param high upper end
  /// @param floor how far this build came from itself, as a ratio from 1 up
  /// @param pValue of the ratio, adjusted for all rows
  /// @param word `improvement`, `regression` or `no difference`
  public record Row(
      String row, double ratio, double low, double high, double floor, double pValue, String word) {
    public Row {
      Required.of("row", row, "word", word);
    }
  }

  public Against {
    Required.of("asked", asked, "commit", commit, "again", again, "other", other);
    Required.of("rows", rows, "remarks", remarks);
    again = List.copyOf(again);
    other = List.copyOf(other);
    rows = List.copyOf(rows);
    remarks = List.copyOf(remarks);
  }

  /// The other build for people: `HEAD~3 (1a2b3c4d5e6f)`.
  public String words() {
    return words(asked, commit, dirty);
  }

  /// The same of a build that is yet to be measured.
  public static String words(String asked, String commit, boolean dirty) {
    return "%s (%s%s)".formatted(asked, commit, dirty ? ", with changes" : "");
  }
}
