package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChangeTest {
  @Test
  void aRatioIsAChangeOnlyIfItsChanceIsBelowFivePercent() {
    assertEquals(Change.SMALLER, Change.of(0.9, 0.0499));
    assertEquals(Change.GREATER, Change.of(1.1, 0.0499));
    assertEquals(Change.UNSURE, Change.of(0.61, 0.05));
  }

  @Test
  void wordFollowsTheDirectionOfTheMeasure() {
    assertEquals("improvement", Change.GREATER.word(true));
    assertEquals("regression", Change.GREATER.word(false));
    assertEquals("regression", Change.SMALLER.word(true));
    assertEquals("improvement", Change.SMALLER.word(false));
    assertEquals("unsure", Change.UNSURE.word(false));
  }
}
