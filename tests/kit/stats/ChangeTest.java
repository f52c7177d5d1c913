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

class ChangeTest {
  private static Change of(double low, double high, double floor) {
    Ratio ratio = new Ratio((low + high) / 2, new Interval(low, high), 0.5);
    return Change.of(ratio, new NoiseFloor(floor));
  }

  @Test
  void onlyAnIntervalBeyondTheFloorIsAChange() {
    assertEquals(Change.SMALLER, of(0.78, 0.84, 0.03));
    assertEquals(Change.GREATER, of(1.031, 1.2, 0.03));
    assertEquals(Change.UNSURE, of(1.02, 1.2, 0.03));
    assertEquals(Change.UNSURE, of(0.95, 0.98, 0.03));
    assertEquals(Change.UNSURE, of(0.9, 1.1, 0.03));
    assertEquals(Change.NONE, of(0.98, 1.02, 0.03));
    assertEquals(Change.GREATER, of(1.001, 1.002, 0));
    assertEquals(Change.UNSURE, of(1, 1.002, 0));
  }

  @Test
  void wordFollowsTheDirectionOfTheMeasure() {
    assertEquals("improvement", Change.GREATER.word(true));
    assertEquals("regression", Change.GREATER.word(false));
    assertEquals("regression", Change.SMALLER.word(true));
    assertEquals("improvement", Change.SMALLER.word(false));
    assertEquals("no change", Change.NONE.word(true));
    assertEquals("unsure", Change.UNSURE.word(false));
  }

  static Stream<Arguments> distributionsAndFloors() {
    return Draws.ALL.stream()
        .flatMap(draws -> Stream.of(0.0, 0.03).map(floor -> Arguments.of(draws, floor)));
  }

  @ParameterizedTest
  @MethodSource("distributionsAndFloors")
  void runComparedWithItselfIsCalledAChangeInAtMost5PercentOfCases(Draws draws, double floor) {
    int runs = 2_000;
    int changes = 0;
    SplittableRandom random = new SplittableRandom(99);
    for (int run = 0; run < runs; run++) {
      double[] first = draws.trials(10, random);
      double[] second = draws.trials(10, random);
      Ratio ratio = Ratio.ofMedians(first, second, new Bootstrap(run, 1_000));
      Change change = Change.of(ratio, new NoiseFloor(floor));
      changes += change == Change.GREATER || change == Change.SMALLER ? 1 : 0;
    }
    double percent = 100.0 * changes / runs;

    assertTrue(percent <= 5, () -> percent + " % of runs");
  }

  /// A comparison that never says anything would pass the test above.
  @Test
  void tenPercentMoreIsSeenInTrialsThatScatterByThree() {
    int seen = 0;
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 200; run++) {
      double[] before = new double[10];
      double[] after = new double[10];
      for (int i = 0; i < 10; i++) {
        before[i] = 100 * (1 + 0.03 * random.nextGaussian());
        after[i] = 110 * (1 + 0.03 * random.nextGaussian());
      }
      Ratio ratio = Ratio.ofMedians(after, before, new Bootstrap(run, 300));
      seen += Change.of(ratio, NoiseFloor.USUAL) == Change.GREATER ? 1 : 0;
    }
    int found = seen;
    assertTrue(found > 180, () -> found + " of 200");
  }

  @Test
  void noiseFloorIsHowFarTheSameDiffersFromItself() {
    Ratio ofItself = new Ratio(1.01, new Interval(0.96, 1.03), 0.7);

    NoiseFloor floor = NoiseFloor.measured(ofItself);

    assertEquals(1 / 0.96 - 1, floor.share(), 1e-12);
    assertEquals(0.96, floor.interval().low(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new NoiseFloor(-0.01));
    assertThrows(IllegalArgumentException.class, () -> new NoiseFloor(Double.NaN));
  }
}
