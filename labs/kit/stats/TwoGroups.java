package kit.stats;

import java.util.Arrays;
import java.util.Optional;

/// Trials that fall into two groups, so that their median describes neither: two code paths, two
/// placements in memory, a neighbour that comes and goes.
///
/// Looks for the split of the sorted trials that explains most of their variance, each side holding
/// at least a fifth of them. For evenly spread trials, the widest of all shapes with one mode, such
/// a split explains three quarters, and more by chance where trials are few; above 0.75 + 0.57 /
/// sqrt(n) the groups are real. That bound was fitted to simulations of 8 to 100 trials: evenly
/// spread ones are taken for two groups in 2 % of runs, strongly skewed ones in 3 %, while two
/// groups 8 standard deviations apart are seen in 7 of 10 runs of 10 trials, and a test keeps that.
/// The m-value of Gregg's "Modes and modality", which BenchmarkDotNet uses, was tried first: a
/// histogram of ten trials shows it nothing.
///
/// Groups closer than the usual noise floor are no finding, however neat.
///
/// @param lowCount trials in the lower group
/// @param lowMedian of the lower group
/// @param highCount trials in the upper group
/// @param highMedian of the upper group
public record TwoGroups(int lowCount, double lowMedian, int highCount, double highMedian) {
  /// Fewer trials than this are not looked at.
  public static final int TRIALS_MIN = 8;

  private static final double SMALLEST_GROUP = 0.2;

  /// Groups that lie closer than this share of their values are one, whatever the split explains.
  private static final double NOISE_SHARE = 0.03;

  /// The groups, if there are two.
  public static Optional<TwoGroups> in(double... trials) {
    int n = trials.length;
    if (n < TRIALS_MIN) {
      return Optional.empty();
    }
    double[] sorted = Quantiles.sorted(trials);
    double whole = squares(sorted, 0, n);
    int least = (int) Math.ceil(SMALLEST_GROUP * n);
    int split = 0;
    double within = whole;
    for (int at = least; at <= n - least; at++) {
      double both = squares(sorted, 0, at) + squares(sorted, at, n);
      if (both < within) {
        within = both;
        split = at;
      }
    }
    if (split == 0 || 1 - within / whole <= 0.75 + 0.57 / Math.sqrt(n)) {
      return Optional.empty();
    }
    double low = median(sorted, 0, split);
    double high = median(sorted, split, n);
    double noise = NOISE_SHARE * Math.max(Math.abs(low), Math.abs(high));
    return high - low > noise
        ? Optional.of(new TwoGroups(split, low, n - split, high))
        : Optional.empty();
  }

  private static double squares(double[] values, int from, int to) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += values[i] / (to - from);
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
  }

  private static double median(double[] sorted, int from, int to) {
    return Quantiles.medianOfSorted(Arrays.copyOfRange(sorted, from, to));
  }
}
