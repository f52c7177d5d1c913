package kit.finding;

import java.util.Comparator;
import java.util.List;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.Ruling;
import kit.result.Verdict;

/// What one row of one run says about one documented figure.
///
/// @param lab the lab that ran
/// @param row id of the row in it
/// @param label of the row, for people
/// @param profile how long it took: `quick`, `standard` or `full`
/// @param file the result file, as it should be shown
/// @param ruling its verdict with the reason
/// @param measured the median over trials, or NaN when the figure was not run
/// @param interval what low and high are: [Words#INTERVAL] or [Words#EXTREMES]
/// @param low lower end, or NaN
/// @param high upper end, or NaN
/// @param ratio measured over documented, turned so that more is better, or NaN
/// @param unit unit of all four
public record Finding(
    String lab,
    String row,
    String label,
    String profile,
    String file,
    Ruling ruling,
    double measured,
    String interval,
    double low,
    double high,
    double ratio,
    String unit) {
  /// The least kind first, so that of several rows that may judge a figure the one decides that
  /// says the least for it; after them what was measured and does not judge it, then the rest.
  private static final List<Verdict> ORDER =
      List.of(
          Verdict.CONTRADICTED,
          Verdict.CONTRADICTED_IF,
          Verdict.DISPUTED,
          Verdict.SHORT,
          Verdict.DIFFERS,
          Verdict.INCONCLUSIVE,
          Verdict.REPRODUCED,
          Verdict.KEPT,
          Verdict.EXCEEDED,
          Verdict.PROXY,
          Verdict.COUNTED,
          Verdict.COMPUTED,
          Verdict.ILLUSTRATION,
          Verdict.UNMEASURABLE,
          Verdict.STRONGER,
          Verdict.OTHER,
          Verdict.SMOKE,
          Verdict.NOT_RUN,
          Verdict.NONE);

  /// No file's age is in this order.
  static final Comparator<Finding> LEAST_KIND_FIRST =
      Comparator.comparing((Finding finding) -> ORDER.indexOf(finding.verdict()))
          .thenComparing(Finding::lab)
          .thenComparing(Finding::row);

  /// @param file as it should be shown
  static Finding of(Result result, FigureRow row, String file) {
    return new Finding(
        result.lab(),
        row.id(),
        row.label(),
        result.profile(),
        file,
        row.ruling(),
        orNaN(row.measured()),
        Words.intervalName(result, row),
        orNaN(row.low()),
        orNaN(row.high()),
        orNaN(row.ratio()),
        row.unit());
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  /// The verdict without its reason.
  public Verdict verdict() {
    return ruling.verdict();
  }

  /// Whether it says anything: a smoke run or a row left out must not hide an older answer.
  boolean answers() {
    return switch (verdict()) {
      case SMOKE, NOT_RUN, NONE -> false;
      default -> true;
    };
  }
}
