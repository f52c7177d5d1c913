package kit.stats;

import java.util.Arrays;

/// Medians and quantiles of small sets of trials. (Latencies by the million go into [Latencies].)
public final class Quantiles {
  private Quantiles() {}

  /// The middle value, or the mean of the two middle ones.
  ///
  /// @throws IllegalArgumentException if there is no value, or one is not a finite number
  public static double median(double... values) {
    return medianOfSorted(sorted(values));
  }

  static double medianOfSorted(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : between(sorted[middle - 1], sorted[middle], 0.5);
  }

  /// The value below which a share `p` lies, from 0 (the least value) to 1 (the greatest),
  /// interpolated between neighbours: definition 7 of Hyndman and Fan (1996), the default of R and
  /// NumPy.
  static double ofSorted(double[] sorted, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("a quantile is asked for by a share from 0 to 1: " + p);
    }
    double position = (sorted.length - 1) * p;
    int below = (int) position;
    return below + 1 == sorted.length
        ? sorted[below]
        : between(sorted[below], sorted[below + 1], position - below);
  }

  /// Interpolates so that two equal values give exactly that value, and the sum cannot overflow.
  static double between(double from, double to, double share) {
    return from == to ? from : from * (1 - share) + to * share;
  }

  /// A sorted copy, refusing what no statistic can digest.
  static double[] sorted(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values: a statistic needs at least one");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "value " + (i + 1) + " of " + values.length + " is " + values[i] + ", not a number");
      }
    }
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
