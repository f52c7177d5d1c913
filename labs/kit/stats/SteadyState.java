package kit.stats;

/// Finds where warm-up ends in a series of equally long windows (their mean latency, say).
///
/// The cut is the one that minimises the marginal standard error of what is left, MSER (White,
/// "An effective truncation heuristic for bias reduction in simulation output", Simulation 69,
/// 1997): it drops windows as long as that sharpens the mean of the rest. What is left must then
/// not drift: its first and last third have medians within [#DRIFT] of each other.
public sealed interface SteadyState {
  /// Fewer windows than this say nothing.
  int WINDOWS = 10;

  /// How far the medians of the first and the last third may lie apart: 5 %.
  double DRIFT = 0.05;

  /// The series is steady after its first `warmUpWindows`.
  record Reached(int warmUpWindows) implements SteadyState {}

  /// The series is not steady yet, for this reason.
  record NotReached(String reason) implements SteadyState {}

  /// Looks for the end of warm-up.
  ///
  /// @param windows one positive number for each window, in time order
  static SteadyState of(double... windows) {
    int n = windows.length;
    if (n < WINDOWS) {
      return new NotReached(n + " windows say nothing; at least " + WINDOWS + " are needed");
    }
    int cut = cut(windows);
    if (cut >= n / 2) {
      return new NotReached("the series still changes in its second half");
    }
    int third = (n - cut) / 3;
    double early = median(windows, cut, cut + third);
    double late = median(windows, n - third, n);
    double drift = Math.abs(late - early) / Math.max(Math.abs(early), Math.abs(late));
    if (drift > DRIFT) {
      return new NotReached(
          String.format(
              java.util.Locale.ROOT,
              "the last third differs from the first by %.1f %%, allowed %.0f %%",
              100 * drift,
              100 * DRIFT));
    }
    return new Reached(cut);
  }

  /// The cut in the first half that minimises the marginal standard error of the rest.
  private static int cut(double[] windows) {
    int n = windows.length;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int cut = 0; cut <= n / 2; cut++) {
      double mean = 0;
      for (int i = cut; i < n; i++) {
        mean += windows[i] / (n - cut);
      }
      double squares = 0;
      for (int i = cut; i < n; i++) {
        squares += (windows[i] - mean) * (windows[i] - mean);
      }
      double error = squares / ((double) (n - cut) * (n - cut));
      if (error < least) {
        least = error;
        best = cut;
      }
    }
    return best;
  }

  private static double median(double[] values, int from, int to) {
    return Quantiles.median(java.util.Arrays.copyOfRange(values, from, to));
  }
}
