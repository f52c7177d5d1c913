package kit.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Labs of many rows whose code never changed, on a machine that is faster on some days: how often
/// is one of them called a change?
class AcrossRunsTest {
  private static final int TRIALS = 10;
  private static final int ROWS = 14;

  /// Medians of all rows of one run. Half of what runs differ by is the day's and common to all
  /// rows, half is the row's own.
  private static double[] run(SplittableRandom random, double within, double between) {
    double day = random.nextGaussian() * between / Math.sqrt(2);
    double[] medians = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      double own = day + random.nextGaussian() * between / Math.sqrt(2);
      double[] trials = new double[TRIALS];
      Arrays.setAll(trials, _ -> 1000 * Math.exp(own + within * random.nextGaussian()));
      medians[row] = Quantiles.median(trials);
    }
    return medians;
  }

  /// The share of labs in which a row is called a change.
  private static double called(int runs, double within, double between, double truth) {
    SplittableRandom random = new SplittableRandom(20261128);
    int labs = 2_000;
    int called = 0;
    for (int lab = 0; lab < labs; lab++) {
      double[][] earlier = new double[runs][];
      Arrays.setAll(earlier, _ -> run(random, within, between));
      double[] then = run(random, within, between);
      double[] now = run(random, within, between);
      double[] p = new double[ROWS];
      for (int at = 0; at < ROWS; at++) {
        int row = at;
        double[] others = Arrays.stream(earlier).mapToDouble(medians -> medians[row]).toArray();
        p[row] = AcrossRuns.of(truth * now[row], then[row], others).pValue();
      }
      called += Arrays.stream(Holm.adjusted(p)).anyMatch(chance -> chance < 0.05) ? 1 : 0;
    }
    return (double) called / labs;
  }

  /// 5 % and three standard deviations of what 2,000 labs show.
  @ParameterizedTest
  @CsvSource({
    "5, 0.03, 0",
    "5, 0.03, 0.05",
    "5, 0.03, 0.10",
    "5, 0.18, 0.05",
    "12, 0.03, 0.05",
    "12, 0.18, 0.10"
  })
  void unchangedCodeIsCalledAChangeInAtMostFiveOfAHundredLabs(
      int runs, double within, double between) {
    double share = called(runs, within, between, 1);
    assertTrue(share <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 2_000), () -> share + " of labs");
  }

  /// A comparison that never says anything would pass the test above.
  @ParameterizedTest
  @CsvSource({"5, 0.03, 0, 0.8, 0.95", "12, 0.03, 0.05, 0.7, 0.8", "12, 0.03, 0.02, 0.8, 0.9"})
  void whatIsWellBeyondTheSpreadIsFound(
      int runs, double within, double between, double truth, double power) {
    double share = called(runs, within, between, truth);
    assertTrue(share >= power, () -> share + " of labs");
  }

  /// The control of three reference runs of one day, whose code did not change: 100,464, then
  /// 92,202, then 61,209 exchanges per second. The trials of the first and the last of these runs
  /// alone gave p = 0.0002. A verdict takes five further runs: one of them is the second reference
  /// run, the other four are made up for this test, in the range of the three that were measured.
  @Test
  void aSlowDayOfUnchangedCodeIsNoRegression() {
    double measured = 92_202;
    double[] others = {measured, 65_000, 75_000, 85_000, 95_000}; // all but the first made up
    AcrossRuns seen = AcrossRuns.of(61_209, 100_464, others);
    assertEquals(0.61, seen.ratio(), 0.005);
    assertEquals(Change.UNSURE, Change.of(seen.ratio(), Holm.adjusted(seen.pValue())[0]));
    assertTrue(seen.interval().contains(1), seen.toString());
  }

  @Test
  void fewerThanFiveOtherRunsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> AcrossRuns.of(1, 1, new double[] {1, 1, 1, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> AcrossRuns.of(0, 1, new double[] {1, 1, 1, 1, 1}));
  }

  @Test
  void runsThatNeverDifferMakeAnyDifferenceAChange() {
    double[] same = {34_320, 34_320, 34_320, 34_320, 34_320};
    assertEquals(1, AcrossRuns.of(34_320, 34_320, same).pValue());
    assertEquals(0, AcrossRuns.of(34_321, 34_320, same).pValue());
  }

  /// The example of Holm's step-down by hand: 4 x 0.005, 3 x 0.01, then 2 x 0.03, never less than
  /// the one before.
  @Test
  void holmMultipliesByWhatIsLeftAndNeverFalls() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjusted(0.01, 0.04, 0.03, 0.005), 1e-12);
    assertArrayEquals(new double[] {1, 1}, Holm.adjusted(0.7, 0.9), 0);
    assertEquals(0, Holm.adjusted().length);
  }
}
