package batcher.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import batcher.rule.Mode.OriginalOptimized;
import org.junit.jupiter.api.Test;

class SelfTuningTest {
  private static final long MS = 1_000_000;
  private final SelfTuning rule = new SelfTuning(OriginalOptimized.DEFAULT, 0);

  @Test
  void beginsInTheMiddleOfItsBounds() {
    assertSizeAndLinger(55, 275);
  }

  @Test
  void nothingChangesBetweenTwoTunings() {
    rule.tick(1_999 * MS, 100_000, 100_000);
    assertSizeAndLinger(55, 275);
  }

  @Test
  void highLoadWithLongWaitsMakesBatchesLargerAndTimesShorter() {
    waits(10, 121);
    rule.tick(2_000 * MS, 2_000, 0);
    assertSizeAndLinger(82, 183); // x 1.5 and / 1.5, cut
    rule.tick(4_000 * MS, 4_000, 0);
    assertSizeAndLinger(100, 122);
  }

  @Test
  void highLoadWithADeepQueueMakesBatchesLarger() {
    rule.tick(2_000 * MS, 2_000, 111);
    assertSizeAndLinger(65, 275);
    rule.tick(4_000 * MS, 4_000, 130);
    assertSizeAndLinger(65, 275);
  }

  @Test
  void lowLoadAlwaysMakesBatchesSmaller() {
    rule.tick(2_000 * MS, 99, 0);
    assertSizeAndLinger(45, 275);
    waits(10, 81);
    rule.tick(4_000 * MS, 100, 0);
    assertSizeAndLinger(37, 211);
  }

  @Test
  void mediumLoadFollowsTheWaits() {
    waits(10, 97);
    rule.tick(2_000 * MS, 400, 0);
    assertSizeAndLinger(55, 265);
    SelfTuning quick = new SelfTuning(OriginalOptimized.DEFAULT, 0);
    quick.waited(0, 39 * MS);
    quick.tick(2_000 * MS, 400, 0);
    assertEquals(60, quick.sizeEvents());
  }

  @Test
  void rateIsTheAverageSinceTheStartPausesIncluded() {
    rule.tick(2_000 * MS, 2_000, 200); // 1,000/s: high
    assertSizeAndLinger(65, 275);
    rule.tick(60_000 * MS, 2_000, 200); // the same 2,000 events are now 33/s: low
    assertSizeAndLinger(54, 275);
  }

  /// The experiment behind the document's 266 ms: 450 waits of 18 ms and 50 of 266 ms at the end.
  /// Once a tuning has cut the waits to the last 50, their mean is 266 and the truth is 43.
  @Test
  void meanWaitIsThatOfTheLastFiftyAfterATuning() {
    waits(450, 18);
    waits(50, 266);
    assertEquals(42.8, rule.recentMeanMs(), 1e-9);
    rule.tick(2_000 * MS, 500, 0);
    assertEquals(266, rule.recentMeanMs(), 1e-9);
  }

  @Test
  void moreThanAThousandWaitsAreCutToTheLastFiveHundred() {
    waits(600, 1);
    waits(401, 3);
    rule.closed();
    assertEquals((99 * 1 + 401 * 3) / 500.0, rule.recentMeanMs(), 1e-9);
  }

  private void waits(int count, long ms) {
    for (int i = 0; i < count; i++) {
      rule.waited(0, ms * MS);
    }
  }

  private void assertSizeAndLinger(int size, long lingerMs) {
    assertEquals(size, rule.sizeEvents());
    assertEquals(lingerMs * MS, rule.lingerNs());
  }
}
