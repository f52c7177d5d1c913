package kit.figure.view;

import kit.result.Verdict;

/// What one run says about one documented figure.
///
/// @param lab the lab that ran
/// @param profile how long it took: `quick`, `standard` or `full`
/// @param file the result file, as it should be shown
/// @param verdict its verdict
/// @param measured the median over trials, or NaN when the figure was not run
/// @param low lower end of its 95 % interval (least trial of a quick run), or NaN
/// @param high upper end, or NaN
/// @param ratio measured over documented, turned so that more is better, or NaN
/// @param unit unit of all four
record Finding(
    String lab,
    String profile,
    String file,
    Verdict verdict,
    double measured,
    double low,
    double high,
    double ratio,
    String unit) {
  /// Whether it decides anything: a smoke run or a row left out must not hide an older answer.
  boolean decides() {
    return switch (verdict) {
      case Verdict.Smoke _, Verdict.NotRun _, Verdict.None _ -> false;
      default -> true;
    };
  }
}
