package kit.chart;

import java.util.List;
import kit.report.Trouble;
import kit.result.Result;

/// The standard charts of a result. Each shows its finding as a title and always draws the
/// documented value. Each throws [Trouble] with exit status 3 if this machine has no font.
public final class Charts {
  private Charts() {}

  /// Every figure: documented beside measured with its interval, the limit and the peers.
  public static Chart figures(Result result) {
    return new Chart(new FiguresChart(result).sheet());
  }

  /// Latency by percentile: each trial thin, all trials together thick.
  public static Chart spectrum(Result result) {
    return new Chart(new SpectrumChart(result).sheet());
  }

  /// Latency against offered load, open loop: p50 and p99, the limit and what is documented.
  public static Chart load(Result result) {
    return new Chart(new SweepChart(result, SweepChart.Swept.LOAD).sheet());
  }

  /// Throughput and latency against concurrency, closed loop.
  public static Chart saturation(Result result) {
    return new Chart(new SweepChart(result, SweepChart.Swept.CLIENTS).sheet());
  }

  /// Throughput and latency against the size of a batch, closed loop.
  public static Chart batches(Result result) {
    return new Chart(new SweepChart(result, SweepChart.Swept.BATCH).sheet());
  }

  /// How often a test sees a difference, against the samples it gets.
  public static Chart power(Result result) {
    return new Chart(new PowerChart(result).sheet());
  }

  /// Settings placed by two measures, and those that no other one beats in both.
  public static Chart trade(Result result) {
    return new Chart(new TradeChart(result).sheet());
  }

  /// Every trial in the order in which it ran, disturbed ones crossed out.
  public static Chart trials(Result result) {
    return new Chart(new TrialsChart(result).sheet());
  }

  /// How much of its limit each row reached; a limit that a trial exceeded is none and has no
  /// share.
  public static Chart limits(Result result) {
    return new Chart(new LimitsChart(result).sheet());
  }

  /// How a lab's figures moved from run to run, beside each other only where runs may be compared.
  ///
  /// @param results of one lab, in any order; what differs from the newest in machine, profile,
  ///     runtime or protocol is left out and counted
  public static Chart history(List<Result> results) {
    return new Chart(new HistoryChart(results).sheet());
  }

  /// The numbers of [#history] as CSV; nothing is drawn, so no font is asked for.
  public static String historyCsv(List<Result> results) {
    return new HistoryChart(results).sheet().numbers().csv();
  }

  /// Every row of several labs as its ratio to the document, one strip for each system.
  ///
  /// @param results the newest of each lab, or whichever are to be shown
  public static Chart overview(List<Result> results) {
    return new Chart(new OverviewChart(results).sheet());
  }
}
