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

  /// The 95 % interval of a statistic of one set of trials. The function gets a resample that it
  /// may reorder and must not keep.
  public Interval of(double[] trials, ToDoubleFunction<double[]> statistic) {
    Quantiles.sorted(trials);
    SplittableRandom random = new SplittableRandom(seed);
    double[] resample = new double[trials.length];
    double[] results = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      draw(trials, resample, random);
      results[i] = statistic.applyAsDouble(resample);
    }
    return middle(results);
  }

  /// The 95 % interval of a statistic of two independent sets of trials, such as a ratio.
  public Interval of(
      double[] first, double[] second, ToDoubleBiFunction<double[], double[]> statistic) {
    Quantiles.sorted(first);
    Quantiles.sorted(second);
    SplittableRandom random = new SplittableRandom(seed);
    double[] firstResample = new double[first.length];
    double[] secondResample = new double[second.length];
    double[] results = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      draw(first, firstResample, random);
      draw(second, secondResample, random);
      results[i] = statistic.applyAsDouble(firstResample, secondResample);
    }
    return middle(results);
  }

  private static void draw(double[] from, double[] into, SplittableRandom random) {
    for (int i = 0; i < into.length; i++) {
      into[i] = from[random.nextInt(from.length)];
    }
  }

  private static Interval middle(double[] results) {
    Arrays.sort(results);
    double tail = (1 - Estimate.CONFIDENCE) / 2;
    return new Interval(Quantiles.ofSorted(results, tail), Quantiles.ofSorted(results, 1 - tail));
  }
}
