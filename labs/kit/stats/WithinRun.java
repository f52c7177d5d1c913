package kit.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How this build compares with another one whose trials take turns with its own: in every round of
/// a run this build is measured twice and the other once, one after the other in an order that was
/// drawn.
///
/// The chance that a difference is none is that of the draw itself. If both builds are the same,
/// whatever was measured in a round would have been measured under any order of the three, so all
/// orders of all rounds are equally likely (a randomization test within blocks). Nothing is assumed
/// of the machine: it may wander between rounds and within them. What is ranked are the logarithms
/// of the trials after the middle of their round was taken off (Hodges and Lehmann, "Rank methods
/// for combination of independent experiments in analysis of variance", Annals of Mathematical
/// Statistics 33, 1962), so that one wild trial weighs no more than its rank.
///
/// @param ratio this build over the other: the median of the rounds
/// @param interval of that median, 95 % from six rounds on ([Estimate])
/// @param floor how far this build came from itself: the median of its one measurement over its
///     other, as a ratio from 1 up. A smaller difference between builds is none.
/// @param pValue two-sided: how often the draw alone makes the ranks differ by as much
public record WithinRun(double ratio, Interval interval, double floor, double pValue) {
  /// Fewer rounds have no 95 % interval.
  public static final int ROUNDS_MIN = 6;

  /// Up to this many rounds the chance is counted exactly; beyond, the sum of this many ranks is
  /// normal to more digits than anyone reads.
  private static final int EXACT_ROUNDS = 64;

  private static final int IN_ROUND = 3;

  public WithinRun {
    if (!(floor >= 1)) {
      throw new IllegalArgumentException("a floor is a ratio from 1 up, not " + floor);
    }
  }

  /// Compares by the trials of each round, index by index.
  ///
  /// @param first of this build in each round
  /// @param again the second of this build
  /// @param other of the other build
  /// @throws IllegalArgumentException if there are fewer than [#ROUNDS_MIN] rounds, not as many of
  ///     each, or a trial is not positive
  public static WithinRun of(double[] first, double[] again, double[] other) {
    int rounds = first.length;
    if (rounds < ROUNDS_MIN || again.length != rounds || other.length != rounds) {
      throw new IllegalArgumentException(
          "builds are compared by %s or more whole rounds, not by %s, %s and %s trials"
              .formatted(ROUNDS_MIN, rounds, again.length, other.length));
    }
    double[] betweenBuilds = new double[rounds];
    double[] withItself = new double[rounds];
    double[] aligned = new double[IN_ROUND * rounds];
    for (int round = 0; round < rounds; round++) {
      double one = log(first[round]);
      double two = log(again[round]);
      double that = log(other[round]);
      betweenBuilds[round] = (one + two) / 2 - that;
      withItself[round] = two - one;
      double middle = Quantiles.median(one, two, that);
      aligned[IN_ROUND * round] = that - middle;
      aligned[IN_ROUND * round + 1] = one - middle;
      aligned[IN_ROUND * round + 2] = two - middle;
    }
    Estimate ratio = Estimate.ofMedian(betweenBuilds);
    return new WithinRun(
        Math.exp(ratio.median()),
        new Interval(Math.exp(ratio.interval().low()), Math.exp(ratio.interval().high())),
        Math.exp(Math.abs(Quantiles.median(withItself))),
        chance(doubledRanks(aligned)));
  }

  /// What the ratio amounts to: a change is no play of the draw, and more than the floor.
  ///
  /// @param adjustedP the p-value, adjusted for all rows that were looked at ([Holm])
  public Change change(double adjustedP) {
    boolean beyond = Math.abs(Math.log(ratio)) > Math.log(floor);
    return beyond ? Change.of(ratio, adjustedP) : Change.UNSURE;
  }

  private static double log(double trial) {
    if (!(trial > 0 && trial < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a ratio needs positive trials, not " + trial);
    }
    return Math.log(trial);
  }

  /// Twice the ranks, so that those of equal values, which share the mean of theirs, are whole.
  private static int[] doubledRanks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(at -> values[at]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int at = from; at < to; at++) {
        ranks[order[at]] = from + 1 + to;
      }
      from = to;
    }
    return ranks;
  }

  /// The chance that the other build's sum of ranks lies as far from its mean as it does, if any of
  /// the three of each round could have been its own.
  ///
  /// @param ranks three for each round, the other build's first
  private static double chance(int[] ranks) {
    int rounds = ranks.length / IN_ROUND;
    int seen = IntStream.range(0, rounds).map(round -> ranks[IN_ROUND * round]).sum();
    double mean = Arrays.stream(ranks).sum() / (double) IN_ROUND;
    double away = Math.abs(seen - mean);
    return Math.min(1, rounds <= EXACT_ROUNDS ? exactly(ranks, mean, away) : nearly(ranks, away));
  }

  private static double exactly(int[] ranks, double mean, double away) {
    double[] chances = {1};
    for (int at = 0; at < ranks.length; at += IN_ROUND) {
      int most = Math.max(ranks[at], Math.max(ranks[at + 1], ranks[at + 2]));
      double[] next = new double[chances.length + most];
      for (int sum = 0; sum < chances.length; sum++) {
        for (int which = at; chances[sum] > 0 && which < at + IN_ROUND; which++) {
          next[sum + ranks[which]] += chances[sum] / IN_ROUND;
        }
      }
      chances = next;
    }
    double beyond = 0;
    for (int sum = 0; sum < chances.length; sum++) {
      beyond += Math.abs(sum - mean) >= away - 1e-9 ? chances[sum] : 0;
    }
    return beyond;
  }

  private static double nearly(int[] ranks, double away) {
    double variance = 0;
    for (int at = 0; at < ranks.length; at += IN_ROUND) {
      double mean = (ranks[at] + ranks[at + 1] + ranks[at + 2]) / (double) IN_ROUND;
      for (int which = at; which < at + IN_ROUND; which++) {
        variance += (ranks[which] - mean) * (ranks[which] - mean) / IN_ROUND;
      }
    }
    return variance == 0
        ? 1
        : 2 * NormalDistribution.of(0, 1).survivalProbability(away / Math.sqrt(variance));
  }
}
