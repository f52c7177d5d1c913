package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kit.result.Documented;
import kit.result.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  @ParameterizedTest
  @CsvSource({
    // document 100, more is better
    "MORE, 100, 100, 101, 120, exceeded",
    "MORE, 100, 100, 100, 120, reproduced", // touches it: not wholly better
    "MORE, 100, 100,  95,  99, reproduced", // wholly below, yet within 10 %
    "MORE, 100, 100,  80,  90, reproduced", // the upper end reaches the band
    "MORE, 100, 100,  80,  89, short",
    // less is better: the same, read downwards
    "LESS, 100, 100,  80,  99, exceeded",
    "LESS, 100, 100,  80, 100, reproduced",
    "LESS, 100, 100, 110, 130, reproduced",
    "LESS, 100, 100, 111, 130, short",
    // a documented range: better than its better end, worse than its worse end
    "MORE,  35,  45,  46,  50, exceeded",
    "MORE,  35,  45,  44,  50, reproduced",
    "MORE,  35,  45,  20,  31, short",
    "LESS,  35,  45,  30,  34, exceeded",
    "LESS,  35,  45,  30,  36, reproduced",
    // neither is better: only nearness counts
    "NONE, 100, 100,  95, 105, reproduced",
    "NONE, 100, 100, 111, 130, short",
    "NONE, 100, 100,  70,  89, short",
  })
  void intervalDecides(
      Measure.Better better, double low, double high, double from, double to, String word) {
    Verdict verdict =
        Judge.verdict(stated(low, high), better, evidence(from, to, (from + to) / 2, 10, 0));
    assertEquals(word, verdict.word());
  }

  @Test
  void wideIntervalThatTouchesTheDocumentDecidesNothing() {
    Verdict verdict =
        Judge.verdict(stated(100, 100), Measure.Better.MORE, evidence(60, 180, 110, 10, 0));
    assertEquals("inconclusive", verdict.word());
  }

  @Test
  void wideIntervalThatLiesWhollyAboveStillExceeds() {
    Verdict verdict =
        Judge.verdict(stated(100, 100), Measure.Better.MORE, evidence(200, 900, 400, 10, 0));
    assertEquals("exceeded", verdict.word());
  }

  @Test
  void moreThanAQuarterOfDisturbedTrialsForbidsAVerdictAndSaysWhy() {
    Judge.Evidence quarter = evidence(200, 210, 205, 12, 3);
    Judge.Evidence more = evidence(200, 210, 205, 12, 4);
    assertEquals("exceeded", Judge.verdict(stated(100, 100), Measure.Better.MORE, quarter).word());
    Verdict verdict = Judge.verdict(stated(100, 100), Measure.Better.MORE, more);
    assertEquals("inconclusive", verdict.word());
    assertEquals("steal in 4 of 12 trials; repeat on a quiet machine", verdict.reason());
  }

  @Test
  void withoutADocumentedValueThereIsNoVerdict() {
    assertEquals(
        "none", Judge.verdict(null, Measure.Better.MORE, evidence(1, 2, 1.5, 10, 9)).word());
  }

  /// More throughput never makes a verdict worse, and less latency never does either.
  @Property
  void verdictFollowsTheDirectionOfTheMeasure(
      @ForAll @DoubleRange(min = 1, max = 1000) double at,
      @ForAll @DoubleRange(min = 1, max = 3) double factor) {
    Documented hundred = stated(100, 100);
    Verdict slow = Judge.verdict(hundred, Measure.Better.MORE, narrow(at));
    Verdict fast = Judge.verdict(hundred, Measure.Better.MORE, narrow(at * factor));
    assertTrue(rank(fast) >= rank(slow), slow.word() + " then " + fast.word());
    Verdict quick = Judge.verdict(hundred, Measure.Better.LESS, narrow(at));
    Verdict lame = Judge.verdict(hundred, Measure.Better.LESS, narrow(at * factor));
    assertTrue(rank(quick) >= rank(lame), quick.word() + " then " + lame.word());
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Short s -> 0;
      case Verdict.Reproduced r -> 1;
      case Verdict.Exceeded e -> 2;
      default -> throw new AssertionError(verdict.word());
    };
  }

  private static Judge.Evidence narrow(double at) {
    return evidence(at * 0.99, at * 1.01, at, 10, 0);
  }

  private static Judge.Evidence evidence(
      double low, double high, double median, int trials, int marked) {
    return new Judge.Evidence(low, high, median, trials, marked, "steal");
  }

  private static Documented stated(double low, double high) {
    return new Documented("a.b", "a", 1, "=", low, high, "x");
  }
}
