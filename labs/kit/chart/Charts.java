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

  /// Latency against offered load, open loop: p50 and p99, the limit and what is documented.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart load(Result result) {
    return new Chart(new LoadChart(result).sheet(), Typeface.load());
  }

  /// Throughput and latency against concurrency, closed loop.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart saturation(Result result) {
    return new Chart(new SaturationChart(result).sheet(), Typeface.load());
  }

  /// Every trial in the order in which it ran, disturbed ones crossed out.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart trials(Result result) {
    return new Chart(new TrialsChart(result).sheet(), Typeface.load());
  }

  /// How much of the machine's limits was reached, and what is left.
  ///
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Chart limits(Result result) {
    return new Chart(new LimitsChart(result).sheet(), Typeface.load());
  }
}
