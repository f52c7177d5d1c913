package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutliersTest {
  @Test
  void fencesThemselvesAreNotOutside() {
    // Quartiles 2 and 4 in each, so the inner fences are -1 and 7, the outer ones -4 and 10.
    assertEquals(new Outliers(5, 0, 0, 0, 0), Outliers.of(-1, 2, 3, 4, 7));
    assertEquals(new Outliers(5, 0, 1, 1, 0), Outliers.of(-1.5, 2, 3, 4, 7.5));
    assertEquals(new Outliers(5, 0, 1, 1, 0), Outliers.of(-4, 2, 3, 4, 10));
    assertEquals(new Outliers(5, 1, 0, 0, 1), Outliers.of(-4.5, 2, 3, 4, 10.5));
  }

  @Test
  void sentenceNamesEveryKindAndSaysThatTheyAreKept() {
    assertEquals("", Outliers.of(1, 2, 3).sentence());
    assertEquals(
        "2 of 5 trials are outliers (1 far low, 1 high); kept and counted",
        Outliers.of(-5, 2, 3, 4, 8).sentence());
    assertEquals(
        "1 of 5 trials is an outlier (1 far high); kept and counted",
        Outliers.of(1, 2, 3, 4, 100).sentence());
  }

  @Test
  void amongEqualTrialsAnyOtherIsFarOut() {
    assertEquals(new Outliers(6, 0, 0, 0, 1), Outliers.of(5, 5, 5, 5, 5, 5.1));
  }
}
