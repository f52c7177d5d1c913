package kit.chart;

import kit.report.Trouble;
import kit.result.Result;

/// The standard charts of a result. Each shows its finding as a title and always draws the
/// documented value.
public final class Charts {
  private Charts() {}

  /// Every figure: documented beside measured with its interval, the limit and the peers.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart figures(Result result) {
    Typeface typeface = Typeface.load();
    return new Chart(new FiguresChart(result, typeface).sheet(), typeface);
  }

  /// Latency by percentile: each trial thin, all trials together thick.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart spectrum(Result result) {
    return new Chart(new SpectrumChart(result).sheet(), Typeface.load());
  }
}
