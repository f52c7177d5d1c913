package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RatioTest {
  static Stream<Arguments> distributionsAndTrials() {
    return Draws.ALL.stream()
        .flatMap(
            draws ->
                Stream.of(
                    Arguments.of(draws, 10, 10),
                    Arguments.of(draws, 10, 30),
                    Arguments.of(draws, 30, 30)));
  }

  @ParameterizedTest
  @MethodSource("distributionsAndTrials")
  void intervalHoldsTheTrueRatioIn93To97PercentOfRuns(Draws draws, int n, int m) {
    SplittableRandom random = new SplittableRandom(41);
    int runs = 4_000;
    int held = 0;
    for (int run = 0; run < runs; run++) {
      double[] system = draws.trials(n, random);
      double[] baseline = draws.trials(m, random);
      for (int i = 0; i < n; i++) {
        system[i] *= 1.5;
      }
      Ratio ratio = Ratio.ofMedians(system, baseline, new Bootstrap(run, 300));
      held += ratio.interval().contains(1.5) ? 1 : 0;
    }
    double coverage = 100.0 * held / runs;

    assertTrue(coverage >= 93 && coverage <= 97, () -> coverage + " %");
  }

  @Test
  void sameSeedGivesTheSameInterval() {
    double[] system = Draws.NORMAL.trials(10, new SplittableRandom(1));
    double[] baseline = Draws.NORMAL.trials(10, new SplittableRandom(2));

    assertEquals(Ratio.ofMedians(system, baseline, 5), Ratio.ofMedians(system, baseline, 5));
  }

  /// Mann and Whitney's exact distribution: of the C(6,3) = 20 orders, 2 put all of one set first.
  @Test
  void mannWhitneyIsExactForFewTrials() {
    assertEquals(0.1, Ratio.mannWhitney(new double[] {1, 2, 3}, new double[] {4, 5, 6}), 1e-12);
  }

  @Test
  void equalTrialsDifferInNothing() {
    double[] same = {5, 5, 5, 5};

    assertEquals(new Ratio(1, new Interval(1, 1), 1), Ratio.ofMedians(same, same, 1));
  }

  @Test
  void numbersAroundZeroAreRefused() {
    assertEquals(
        "a trial of the baseline is 0.0; a ratio needs positive numbers",
        assertThrows(
                IllegalArgumentException.class,
                () -> Ratio.ofMedians(new double[] {1, 2, 3}, new double[] {1, 0, 3}, 1))
            .getMessage());
    assertEquals(
        "the ratio needs at least 3 trials of the system, not 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> Ratio.ofMedians(new double[] {1, 2}, new double[] {1, 2, 3}, 1))
            .getMessage());
  }
}
