package kit.stats;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How many samples a comparison needs before it sees a difference: the power of the two-sided
/// Mann-Whitney test ([Ratio#mannWhitney]) at the 5 % level, found by drawing both sets again and
/// again.
///
/// Power is the share of such experiments that call the two sets different. Between two sets of one
/// distribution it is the rate of false alarms and stays within [#LEVEL].
///
/// Every experiment has a generator of its own for each side, so that the samples of a small
/// experiment are the first of a larger one: a curve of power is smooth, and the same seed gives
/// the same curve.
///
/// @param first draws a sample of the one side
/// @param second draws a sample of the other
/// @param runs experiments for each point; 1,000 place a power of 95 % to within 1.4 points
/// @param seed of all of them
public record Power(Draw first, Draw second, int runs, long seed) {
  /// The chance of a false alarm that the test allows: 5 %.
  public static final double LEVEL = 0.05;

  /// The usual wish: 95 of 100 experiments see the difference.
  public static final double WANTED = 0.95;

  /// Beyond this many samples a side nothing is simulated; [#noether] goes on from there.
  public static final int MOST = 4_096;

  /// A sample of a distribution.
  @FunctionalInterface
  public interface Draw {
    /// The next sample.
    double next(SplittableRandom random);
  }

  public Power {
    if (runs < 100) {
      throw new IllegalArgumentException(
          runs + " runs cannot place a power; 100 are the least, 1000 are usual");
    }
  }

  /// The power with this many samples a side, from 0 to 1.
  public double at(int samples) {
    if (samples < 1 || samples > MOST) {
      throw new IllegalArgumentException(
          samples + " samples a side; from 1 to " + MOST + " are simulated");
    }
    SplittableRandom seeds = new SplittableRandom(seed);
    double[] one = new double[samples];
    double[] other = new double[samples];
    int seen = 0;
    for (int run = 0; run < runs; run++) {
      fill(one, first, new SplittableRandom(seeds.nextLong()));
      fill(other, second, new SplittableRandom(seeds.nextLong()));
      seen += Ratio.mannWhitney(one, other) < LEVEL ? 1 : 0;
    }
    return (double) seen / runs;
  }

  private static void fill(double[] samples, Draw draw, SplittableRandom random) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = draw.next(random);
    }
  }

  /// The least number of samples a side that has [#WANTED] power; empty if [#MOST] have not.
  public OptionalInt samples() {
    int enough = 2;
    while (enough <= MOST && at(enough) < WANTED) {
      enough *= 2;
    }
    if (enough > MOST) {
      return OptionalInt.empty();
    }
    int few = enough / 2;
    while (enough - few > 1) {
      int middle = (few + enough) / 2;
      if (at(middle) < WANTED) {
        few = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  /// The same by a formula, for differences too small to be simulated: Noether, "Sample size
  /// determination for some common nonparametric tests", JASA 82, 1987.
  ///
  /// @param chance that a sample of one side exceeds one of the other; 0.5 where they are alike.
  ///     The formula is good near 0.5 and asks for too many where the sides hardly overlap.
  /// @return samples a side for [#WANTED] power, not rounded
  public static double noether(double chance) {
    if (!(chance > 0 && chance < 1) || chance == 0.5) {
      throw new IllegalArgumentException(
          "a chance of " + chance + " needs no test or no test can see it");
    }
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double reach =
        normal.inverseSurvivalProbability(LEVEL / 2) + normal.inverseCumulativeProbability(WANTED);
    return reach * reach / (6 * (chance - 0.5) * (chance - 0.5));
  }
}
