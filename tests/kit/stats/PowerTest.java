package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Powers that are known without simulation.
class PowerTest {
  private static final Power.Draw NORMAL = SplittableRandom::nextGaussian;

  private static Power.Draw exponential(double rate) {
    return random -> -Math.log1p(-random.nextDouble()) / rate;
  }

  /// With four a side only a complete separation is significant: 2 of the C(8,4) = 70 orders,
  /// 2.9 %; the next one is at 5.7 %. Between exponentials of rate 1 and r all of one come first
  /// with the chance that four races end so: the product of k / (k + 4 r) for k = 4, 3, 2, 1, and
  /// the same the other way round.
  @Test
  void fourAgainstFourExponentialsHaveTheirClosedForm() {
    double rate = 0.1;
    double fastFirst = 1;
    double slowFirst = 1;
    for (int left = 4; left >= 1; left--) {
      fastFirst *= left / (left + 4 * rate);
      slowFirst *= left * rate / (left * rate + 4);
    }
    double expected = fastFirst + slowFirst;

    double seen = new Power(exponential(1), exponential(rate), 20_000, 7).at(4);

    // Three standard errors of 20 000 experiments.
    assertEquals(expected, seen, 3 * Math.sqrt(expected * (1 - expected) / 20_000));
  }

  /// Three a side reach 2 / C(6,3) = 10 % at best, four 2.9 %: whatever the difference, four it is.
  @Test
  void setsThatNeverOverlapNeedFourSamplesASide() {
    Power apart = new Power(NORMAL, random -> 100 + random.nextGaussian(), 200, 1);

    assertEquals(0, apart.at(3));
    assertEquals(1, apart.at(4));
    assertEquals(OptionalInt.of(4), apart.samples());
  }

  /// Half a standard deviation apart, normal, 5 % two-sided, 95 % power: the t test's tables
  /// (Cohen 1988) say 105 a side, and the Mann-Whitney test needs pi / 3 times as many, 110.
  @Test
  void halfAStandardDeviationNeedsWhatTheTablesSay() {
    Power half = new Power(NORMAL, random -> 0.5 + random.nextGaussian(), 4_000, 3);

    int samples = half.samples().orElseThrow();

    assertTrue(samples >= 104 && samples <= 116, () -> samples + " a side");
  }

  @Test
  void aDistributionAgainstItselfIsAFalseAlarmInAtMostFivePercent() {
    for (int samples : new int[] {5, 20, 80}) {
      double alarms = new Power(NORMAL, NORMAL, 4_000, 11).at(samples);
      assertTrue(alarms <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 4_000), () -> alarms + " alarms");
      assertTrue(alarms > 0.02, () -> "the test must be able to fail: " + alarms);
    }
  }

  /// Half a standard deviation: P(X < Y) is the normal's value at 0.5 / sqrt(2), 0.638163; then
  /// (1.959964 + 1.644854)^2 / (6 x 0.138163^2) = 113.5.
  @Test
  void noethersFormulaGivesItsOwnExample() {
    assertEquals(113.46, Power.noether(0.638163), 0.01);
    assertEquals(Power.noether(0.638163), Power.noether(1 - 0.638163), 1e-9);
  }

  @Test
  void nothingToSeeNeedsMoreThanIsSimulated() {
    assertEquals(OptionalInt.empty(), new Power(NORMAL, NORMAL, 100, 5).samples());
    assertThrows(IllegalArgumentException.class, () -> Power.noether(0.5));
  }

  @Test
  void theSameSeedGivesTheSamePower() {
    Power.Draw shifted = random -> 0.3 + random.nextGaussian();

    assertEquals(
        new Power(NORMAL, shifted, 500, 9).at(50), new Power(NORMAL, shifted, 500, 9).at(50));
  }
}
