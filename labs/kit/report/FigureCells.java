package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Verdict;

/// What the table of figures says of a row, cell by cell. The terminal and the notebook write
/// the same cells.
///
/// @param documented as the document writes it
/// @param interval what [Words#intervalName(Result)] heads
/// @param ratio `51.5x`, or empty
/// @param reasons what the interval is where its head says another thing, and why the verdict is
///     what it is
/// @param weaknesses what weakens the row, from [RowNotes]
public record FigureCells(
    String label,
    String documented,
    String measured,
    String interval,
    String ratio,
    Verdict verdict,
    List<String> reasons,
    List<String> weaknesses) {
  /// The cells of a row of a result.
  public static FigureCells of(Result result, FigureRow row) {
    List<String> reasons = new ArrayList<>();
    String own = Words.intervalName(result, row);
    if (row.low() != null && !Words.intervalName(result).startsWith(own)) {
      reasons.add(own + ", " + Numbers.counted(row.values().size(), "trial"));
    }
    if (!Words.note(row).isEmpty()) {
      reasons.add(Words.note(row));
    }
    return new FigureCells(
        row.label(),
        row.documented() == null ? "(none)" : row.documented().text(),
        row.measured() == null ? "" : Numbers.inUnit(row.measured(), row.unit()),
        Words.interval(row),
        row.ratio() == null ? "" : Words.ratio(row.ratio(), null, null),
        row.verdict(),
        reasons,
        RowNotes.of(result, row));
  }

  /// The verdict's sign and word; empty where there is none.
  ///
  /// @param utf8 whether the sign may leave ASCII
  public String verdict(boolean utf8) {
    String mark = utf8 ? verdict.mark() : verdict.asciiMark();
    return verdict == Verdict.NONE ? "" : (mark + " " + verdict.word()).strip();
  }

  /// Every sentence below the row.
  public List<String> notes() {
    return Stream.concat(reasons.stream(), weaknesses.stream()).toList();
  }
}
