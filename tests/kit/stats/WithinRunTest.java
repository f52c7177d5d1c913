package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole labs, in which three trials of a row follow each other in a drawn order while the machine
/// does what it likes: how often is a row called a change, and how often is a real one missed?
class WithinRunTest {
  private static final int ROWS = 8;

  /// What a machine does to the trials of a run, as the logarithm of each.
  private enum Machine {
    /// Every trial by itself.
    STEADY {
      @Override
      double next(SplittableRandom random, double before) {
        return 0.18 * random.nextGaussian();
      }
    },
    /// As far from the last as from one round to the next.
    WANDERING {
      @Override
      double next(SplittableRandom random, double before) {
        return before + 0.10 * random.nextGaussian();
      }
    },
    /// Slower with every trial: whoever comes last in a round is always the slowest.
    TIRING {
      @Override
      double next(SplittableRandom random, double before) {
        return before - 0.05 * (1 + random.nextDouble());
      }
    },
    /// One of two speeds for some trials, then the other.
    TWO_MODES {
      @Override
      double next(SplittableRandom random, double before) {
        boolean slow = random.nextDouble() < 0.2 ? before > -0.3 : before < -0.3;
        return (slow ? -0.6 : 0) + 0.03 * random.nextGaussian();
      }
    },
    /// Some trials go wild.
    WILD {
      @Override
      double next(SplittableRandom random, double before) {
        return 0.05 * Math.tan(Math.PI * (random.nextDouble() - 0.5) * 0.98);
      }
    };

    abstract double next(SplittableRandom random, double before);
  }

  /// A row of a run: three trials a round in an order that is drawn.
  ///
  /// @param truth the speed of this build over the other's
  private static WithinRun row(
      SplittableRandom random, int rounds, double truth, DoubleUnaryOperator next) {
    double[][] trials = new double[3][rounds];
    double now = 0;
    for (int round = 0; round < rounds; round++) {
      int first = random.nextInt(3);
      int step = random.nextBoolean() ? 1 : 2;
      for (int place = 0; place < 3; place++) {
        now = next.applyAsDouble(now);
        int who = (first + place * step) % 3;
        trials[who][round] = 1000 * Math.exp(now) * (who == 2 ? 1 : truth);
      }
    }
    return WithinRun.of(trials[0], trials[1], trials[2]);
  }

  /// The share of labs in which a row is called a change; the truth is that of the first row.
  private static double called(
      int labs, int rows, int rounds, double truth, SplittableRandom random, Draw draw) {
    int called = 0;
    for (int lab = 0; lab < labs; lab++) {
      WithinRun[] seen = new WithinRun[rows];
      Arrays.setAll(seen, at -> row(random, rounds, at == 0 ? truth : 1, draw.of(random)));
      double[] p = Holm.adjusted(Arrays.stream(seen).mapToDouble(WithinRun::pValue).toArray());
      boolean change = false;
      for (int at = 0; at < (truth == 1 ? rows : 1); at++) {
        change |= seen[at].change(p[at]) != Change.UNSURE;
      }
      called += change ? 1 : 0;
    }
    return (double) called / labs;
  }

  @FunctionalInterface
  private interface Draw {
    DoubleUnaryOperator of(SplittableRandom random);
  }

  /// 5 % and three standard deviations of what 1,000 labs show.
  @ParameterizedTest
  @EnumSource(Machine.class)
  void unchangedCodeIsCalledAChangeInAtMostFiveOfAHundredLabs(Machine machine) {
    Draw draw = random -> before -> machine.next(random, before);
    double share = called(1_000, ROWS, 10, 1, new SplittableRandom(20261128), draw);
    assertTrue(share <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 1_000), () -> share + " of labs");
  }

  /// A slowdown by 20 %, where trials spread by so much around a machine that wanders by half of
  /// it from trial to trial.
  @ParameterizedTest
  @CsvSource({"0.03, 1, 10, 0.99", "0.09, 8, 10, 0.9", "0.18, 1, 10, 0.7", "0.18, 8, 20, 0.7"})
  void slowdownByAFifthIsFound(double spread, int rows, int rounds, double power) {
    SplittableRandom random = new SplittableRandom(20261128);
    double[] wandered = {0};
    Draw draw =
        same ->
            _ -> {
              wandered[0] += spread / 2 * same.nextGaussian();
              return wandered[0] + spread * same.nextGaussian();
            };
    double share = called(300, rows, rounds, 0.8, random, draw);
    assertTrue(share >= power, () -> share + " of labs");
  }

  @Test
  void ratioFloorAndChanceByHand() {
    double[] first = {10, 10, 10, 10, 10, 10};
    double[] again = {11, 11, 11, 11, 11, 11};
    double[] other = {20, 20, 20, 20, 20, 20};
    WithinRun seen = WithinRun.of(first, again, other);
    assertEquals(Math.sqrt(110) / 20, seen.ratio(), 1e-12);
    assertEquals(1.1, seen.floor(), 1e-12);
    // the greatest of the three in all of six rounds, or the least in all
    assertEquals(2 * Math.pow(3, -6), seen.pValue(), 1e-12);
    assertEquals(Change.SMALLER, seen.change(seen.pValue()));
  }

  @Test
  void differenceThatThisBuildHasFromItselfIsNone() {
    double[] first = {10, 10, 10, 10, 10, 10};
    double[] again = {12, 12, 12, 12, 12, 12};
    double[] other = {12.1, 12.1, 12.1, 12.1, 12.1, 12.1};
    WithinRun seen = WithinRun.of(first, again, other);
    assertTrue(seen.pValue() < 0.05, seen.toString());
    assertEquals(Change.UNSURE, seen.change(seen.pValue()));
  }

  @Test
  void equalTrialsAreNoChange() {
    double[] same = {7, 7, 7, 7, 7, 7};
    WithinRun seen = WithinRun.of(same, same, same);
    assertEquals(1, seen.pValue());
    assertEquals(new Interval(1, 1), seen.interval());
    assertEquals(Change.UNSURE, seen.change(1));
  }

  /// Beyond the rounds that are counted exactly the chance goes on where it was.
  @Test
  void manyRoundsAreCountedAsFewAre() {
    double[] chances = new double[2];
    for (int at = 0; at < 2; at++) {
      int rounds = 64 + at;
      double[][] trials = new double[3][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int who = 0; who < 3; who++) {
          trials[who][round] = 100 + (who + round) % 3 + (who == 2 && round % 4 == 0 ? 5 : 0);
        }
      }
      chances[at] = WithinRun.of(trials[0], trials[1], trials[2]).pValue();
    }
    assertFalse(chances[0] < 1e-6 || chances[0] > 0.5, () -> Arrays.toString(chances));
    assertEquals(Math.log(chances[0]), Math.log(chances[1]), 0.4, () -> Arrays.toString(chances));
  }

  @Test
  void roundsWithAHoleAreRefused() {
    double[] six = {1, 1, 1, 1, 1, 1};
    double[] five = {1, 1, 1, 1, 1};
    assertThrows(IllegalArgumentException.class, () -> WithinRun.of(five, five, five));
    assertThrows(IllegalArgumentException.class, () -> WithinRun.of(six, six, five));
    double[] zero = {1, 1, 0, 1, 1, 1};
    assertThrows(IllegalArgumentException.class, () -> WithinRun.of(six, six, zero));
  }
}
