package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ClopperPearsonTest {
  @Test
  void allOfAThousandIsNotAHundredPercent() {
    Interval interval = ClopperPearson.interval(1_000, 1_000);

    assertEquals(0.9963, interval.low(), 0.00005);
    assertEquals(1, interval.high());
  }

  @Test
  void noneOfAThousandIsNotZero() {
    assertEquals(0.0037, ClopperPearson.interval(0, 1_000).high(), 0.00005);
  }

  /// R: binom.test(5, 10)$conf.int is 0.187086 to 0.812914.
  @Test
  void halfOfTenMatchesTheTextbook() {
    Interval interval = ClopperPearson.interval(5, 10);

    assertEquals(0.187086, interval.low(), 1e-6);
    assertEquals(0.812914, interval.high(), 1e-6);
  }

  @Test
  void coversAtLeastWhatItPromisesForEveryShare() {
    int of = 40;
    for (double share = 0.01; share < 1; share += 0.01) {
      BinomialDistribution hits = BinomialDistribution.of(of, share);
      double covered = 0;
      for (int k = 0; k <= of; k++) {
        covered += ClopperPearson.interval(k, of).contains(share) ? hits.probability(k) : 0;
      }
      double coverage = covered;
      assertTrue(coverage >= 0.95, () -> "coverage " + coverage);
    }
  }

  @Test
  void ruleOfThreeBoundsWhatWasNeverSeen() {
    assertEquals(3.0 / 1_000, ClopperPearson.noneSeenUpperBound(1_000), 1e-5);
    assertEquals(3.0 / 1_000_000, ClopperPearson.noneSeenUpperBound(1_000_000), 1e-8);
    assertEquals(0.95, ClopperPearson.noneSeenUpperBound(1), 1e-12);
  }

  @Test
  void noEvidenceHasNoInterval() {
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.interval(0, 0));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.interval(3, 2));
    assertThrows(IllegalArgumentException.class, () -> ClopperPearson.noneSeenUpperBound(0));
  }
}
