package kit.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// The percentile bootstrap: resample the trials with replacement, compute the statistic again,
/// take the middle 95 % of what comes out (Efron 1979). The same seed gives the same interval.
///
/// Good for smooth statistics such as a mean, and for a ratio of two medians ([Ratio] uses it). Not
/// for one median: see [Estimate], which is measured to keep its promise.
///
/// @param seed of the resampling
/// @param resamples how often; the ends of the interval move by about 1/sqrt(resamples)
public record Bootstrap(long seed, int resamples) {
  /// Resamples that let the ends of an interval settle to the third digit of the trials' spread.
  public static final int RESAMPLES = 4_000;

  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException(
          resamples + " resamples cannot show the outer 2.5 %; 100 is the least, 4000 is usual");
    }
  }

  /// A bootstrap with the usual number of resamples.
  public Bootstrap(long seed) {
    this(seed, RESAMPLES);
  }

  /// The 95 % interval of a statistic of one set of trials. The function gets a resample, sorted,
  /// that it must not keep.
  public Interval of(double[] trials, ToDoubleFunction<double[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    Resample resample = new Resample(trials);
    double[] results = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      results[i] = statistic.applyAsDouble(resample.next(random));
    }
    return middle(results);
  }

  /// The 95 % interval of a statistic of two independent sets of trials, such as a ratio.
  public Interval of(
      double[] first, double[] second, ToDoubleBiFunction<double[], double[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    Resample firstResample = new Resample(first);
    Resample secondResample = new Resample(second);
    double[] results = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      results[i] = statistic.applyAsDouble(firstResample.next(random), secondResample.next(random));
    }
    return middle(results);
  }

  /// Draws with replacement. Counts how often each trial was drawn, so that what comes out is
  /// sorted without sorting: most statistics of this kit are made of ranks.
  private static final class Resample {
    private final double[] sorted;
    private final int[] drawn;
    private final double[] values;

    Resample(double[] trials) {
      sorted = Quantiles.sorted(trials);
      drawn = new int[sorted.length];
      values = new double[sorted.length];
    }

    double[] next(SplittableRandom random) {
      for (int i = 0; i < drawn.length; i++) {
        drawn[random.nextInt(drawn.length)]++;
      }
      int at = 0;
      for (int i = 0; i < drawn.length; i++) {
        for (; drawn[i] > 0; drawn[i]--) {
          values[at++] = sorted[i];
        }
      }
      return values;
    }
  }

  private static Interval middle(double[] results) {
    Arrays.sort(results);
    double tail = (1 - Estimate.CONFIDENCE) / 2;
    return new Interval(Quantiles.ofSorted(results, tail), Quantiles.ofSorted(results, 1 - tail));
  }
}
