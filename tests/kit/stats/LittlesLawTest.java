package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LittlesLawTest {
  @Test
  void holdsWithinTwoPercent() {
    // 10,000/s for 1 ms each are 10 in the system.
    assertTrue(new LittlesLaw(10, 0, 10_000, 1_000_000).holds());
    assertTrue(new LittlesLaw(10, 0, 10_199, 1_000_000).holds());
    assertFalse(new LittlesLaw(10, 0, 10_201, 1_000_000).holds());
    assertFalse(new LittlesLaw(10, 0, 9_799, 1_000_000).holds());
  }

  @Test
  void sentenceGivesBothNumbers() {
    assertEquals("off by 1.5 %, allowed 2 %", new LittlesLaw(10, 0, 10_150, 1_000_000).sentence());
  }

  @Test
  void nothingMeasuredHoldsNothing() {
    assertFalse(new LittlesLaw(0, 0, 0, 0).holds());
    assertFalse(new LittlesLaw(8, 0, 0, 0).holds());
  }

  @Test
  void noisyCountAllowsMoreAndSaysHowMuch() {
    LittlesLaw noisy = new LittlesLaw(10, 0.1, 10_500, 1_000_000);

    assertTrue(noisy.holds());
    assertFalse(new LittlesLaw(10, 0.05, 10_500, 1_000_000).holds());
    assertEquals("off by 5.0 %, allowed 6 %", noisy.sentence());
  }
}
