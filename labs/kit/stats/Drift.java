package kit.stats;

import java.util.List;

/// How far the last quarter of a series of equally long windows (their rates, say) lies from its
/// first. One look at a whole series whose length was fixed beforehand: looking after every window
/// until the series seems steady finds a moment at which it seems so, whether it is or not.
///
/// @param share difference of the means of the two quarters over the larger of them, signed: above
///     0 if the series rises
/// @param error standard error of the share, from the scatter of neighbouring windows, which a
///     trend or one step hardly touches; infinite where there are too few windows
public record Drift(double share, double error) {
  /// Fewer windows than this tell nothing.
  public static final int WINDOWS = 8;

  /// What a steady series may drift: 5 %.
  public static final double ALLOWED = 0.05;

  /// The median of |x - y| of two draws from one normal distribution, over its deviation.
  private static final double MEDIAN_DIFFERENCE = 0.9539;

  /// Looks at a series of measured rates.
  ///
  /// @param windows one number for each window, in time order, none below 0
  public static Drift of(List<Double> windows) {
    return of(windows, 0);
  }

  /// Looks at the rates of what is counted in whole operations: where one ends a moment later it
  /// falls into the next window. So much between two quarters is no drift.
  ///
  /// @param windows one rate for each window, in time order, none below 0
  /// @param one the rate of a window in which a single operation ended
  public static Drift of(List<Double> windows, double one) {
    int n = windows.size();
    if (n < WINDOWS) {
      return new Drift(0, Double.POSITIVE_INFINITY);
    }
    int quarter = n / 4;
    double first = mean(windows.subList(0, quarter));
    double last = mean(windows.subList(n - quarter, n));
    double larger = Math.max(first, last);
    if (larger == 0) {
      return new Drift(0, Double.POSITIVE_INFINITY);
    }
    double[] steps = new double[n - 1];
    for (int i = 1; i < n; i++) {
      steps[i - 1] = Math.abs(windows.get(i) - windows.get(i - 1));
    }
    double deviation = Quantiles.median(steps) / MEDIAN_DIFFERENCE;
    double apart = Math.max(0, Math.abs(last - first) - one / quarter);
    return new Drift(
        Math.copySign(apart, last - first) / larger, deviation * Math.sqrt(2.0 / quarter) / larger);
  }

  /// Whether the series is steady for all that can be told: its drift and one error together are
  /// within what is allowed.
  public boolean within() {
    return Math.abs(share) + error <= ALLOWED;
  }

  /// Whether the series drifts for all that can be told: by more than is allowed even without one
  /// error.
  public boolean beyond() {
    return Math.abs(share) - error > ALLOWED;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
