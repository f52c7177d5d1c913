package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kit.figure.Better;
import kit.result.Documented;
import kit.result.Proportion;
import kit.result.Ruling;
import kit.result.Verdict;
import kit.stats.ClopperPearson;
import kit.stats.Interval;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
  @ParameterizedTest
  @CsvSource({
    // a value without a bound, more is better
    "=, 100, 100, MORE, ms, 101, 120, exceeded",
    "=, 100, 100, MORE, ms, 101, 109, exceeded", // wholly better, however little
    "=, 100, 100, MORE, ms,  95, 105, reproduced",
    "=, 100, 100, MORE, ms,  91,  95, short", // all of it worse, however little
    "~, 100, 100, MORE, ms,  90, 110, reproduced",
    "=, 100, 100, MORE, ms,  60, 90.1, short", // only its tip is near
    "=, 100, 100, MORE, ms, 100, 120, inconclusive", // not wholly better, not wholly near
    "=, 100, 100, MORE, ms,  60, 180, inconclusive",
    "=, 100, 100, MORE, ms,  80,  89, short",
    // less is better: the same, read downwards
    "=, 100, 100, LESS, ms,  80,  99, exceeded",
    "=, 100, 100, LESS, ms,  90, 110, reproduced",
    "=, 100, 100, LESS, ms, 105, 130, short",
    "=, 100, 100, LESS, ms,  95, 130, inconclusive",
    "=, 100, 100, LESS, ms, 111, 130, short",
    // neither is better
    "=, 100, 100, NONE, ms,  95, 105, reproduced",
    "=, 100, 100, NONE, ms,  85,  95, inconclusive",
    "=, 100, 100, NONE, ms, 111, 130, differs",
    // a range is its own tolerance
    "range, 35, 45, MORE, ms, 46, 50, exceeded",
    "range, 35, 45, MORE, ms, 36, 44, reproduced",
    "range, 35, 45, MORE, ms, 32, 33, short",
    "range, 35, 45, LESS, ms, 30, 34, exceeded",
    "range, 35, 45, LESS, ms, 30, 36, inconclusive",
  })
  void intervalDecidesOnAValue(
      String comparator,
      double low,
      double high,
      Better better,
      String unit,
      double from,
      double to,
      String word) {
    assertWord(comparator, low, high, better, unit, from, to, word);
  }

  @ParameterizedTest
  @CsvSource({
    // a bound has no tolerance, and nothing exceeds it
    "<,   100,  100, LESS, ms, 101,  109, short",
    "<,   100,  100, LESS, ms,  20,   99, kept",
    "<,   100,  100, LESS, ms,  20,  100, inconclusive",
    "<=,  100,  100, LESS, ms,  20,  100, kept",
    ">=, 1000, 1000, MORE, ms, 905,  940, short",
    ">=, 1000, 1000, MORE, ms, 1001, 1002, kept",
    ">=, 1000, 1000, MORE, ms, 1000, 9e9, kept",
    ">=, 1000, 1000, MORE, ms, 999, 1001, inconclusive",
    ">,  1000, 1000, MORE, ms, 1000, 1001, inconclusive",
    ">,  1000, 1000, MORE, ms, 900, 1000, short",
    // a count is equal or not
    "=, 19379, 19379, NONE, events, 17500, 17500, differs",
    "=, 19379, 19379, NONE, events, 19379, 19379, reproduced",
    "=, 323799, 323799, NONE, sats, 325482, 325482, differs",
    "=, 12, 12, MORE, tests, 12, 12, reproduced",
    "=, 12, 12, MORE, tests, 11, 11, short",
    "=, 0, 0, LESS, failures, 0, 0, reproduced",
    "=, 0, 0, LESS, failures, 0, 3, inconclusive",
    "=, 0, 0, LESS, failures, 1e-9, 2e-9, short",
  })
  void intervalDecidesOnABoundOrACount(
      String comparator,
      double low,
      double high,
      Better better,
      String unit,
      double from,
      double to,
      String word) {
    assertWord(comparator, low, high, better, unit, from, to, word);
  }

  private static void assertWord(
      String comparator,
      double low,
      double high,
      Better better,
      String unit,
      double from,
      double to,
      String word) {
    Documented documented = new Documented("a.b", "a", 1, comparator, low, high, "x");
    Ruling ruling =
        Judge.ruling(documented, 0, new Measure("m", "M", unit, better), seen(from, to));
    assertEquals(word, ruling.verdict().word(), ruling::reason);
  }

  @ParameterizedTest
  @CsvSource({
    "100,   905, 1000, short", // 95 failures where the document has none
    "100,   999, 1000, short",
    "99.99, 905, 1000, short", // a thousand times as many failures
    "99.99, 1000, 1000, inconclusive", // none seen, and too few looked at to tell
    "99.99, 1000000, 1000000, exceeded",
    "90,    900, 1000, inconclusive", // 8 to 12 % against 9 to 11 %
    "90,    90000, 100000, reproduced",
    "100,   1000, 1000, reproduced",
  })
  void shareOfSuccessesIsJudgedByItsFailures(double stated, long hits, long of, String word) {
    Documented documented = new Documented("a.b", "a", 1, "=", stated, stated, "x");
    Ruling ruling = Judge.ruling(documented, 0, PERCENT, pooled(hits, of));
    assertEquals(word, ruling.verdict().word(), ruling::reason);
  }

  @Test
  void noFailureSeenPrintsHowManyThereMayBe() {
    Ruling ruling = Judge.ruling(stated(100), 0, PERCENT, pooled(1000, 1000));
    assertEquals("failures < 0.30 %, none of 1 000 seen", ruling.reason());
  }

  @Test
  void digitsOfTheDocumentAllowTheirOwnRounding() {
    Documented four = stated(4);
    assertEquals(Verdict.REPRODUCED, Judge.ruling(four, 0.5, LESS, seen(4.1, 4.5)).verdict());
    assertEquals(Verdict.SHORT, Judge.ruling(four, 0.005, LESS, seen(4.41, 4.5)).verdict());
  }

  @Test
  void weaknessOfTheTrialsForbidsAVerdictAndIsTheReason() {
    Interval interval = new Interval(200, 210);
    Judge.Evidence clean = new Judge.Evidence(interval, null, List.of());
    Judge.Evidence weak =
        new Judge.Evidence(interval, null, List.of("4 of 15 trials marked: steal"));
    assertEquals(Verdict.EXCEEDED, Judge.ruling(stated(100), 0, MORE, clean).verdict());
    assertEquals(
        Verdict.INCONCLUSIVE.because("4 of 15 trials marked: steal; repeat on a quiet machine"),
        Judge.ruling(stated(100), 0, MORE, weak));
  }

  @Test
  void withoutADocumentedValueThereIsNoVerdict() {
    assertEquals(Verdict.NONE, Judge.ruling(null, 0, MORE, seen(1, 2)).verdict());
  }

  /// More throughput never makes a verdict worse, and less latency never does either.
  @Property
  void verdictFollowsTheDirectionOfTheMeasure(
      @ForAll @DoubleRange(min = 1, max = 1000) double at,
      @ForAll @DoubleRange(min = 1, max = 3) double factor) {
    assertTrue(rank(MORE, at * factor) >= rank(MORE, at));
    assertTrue(rank(LESS, at * factor) <= rank(LESS, at));
  }

  /// Twice the distance of the verdicts from short, so that a reason tells on which edge an
  /// inconclusive row lies.
  private static int rank(Measure measure, double at) {
    Ruling ruling = Judge.ruling(stated(100), 0, measure, seen(at * 0.99, at * 1.01));
    return switch (ruling.verdict()) {
      case SHORT -> 0;
      case INCONCLUSIVE -> ruling.reason().contains("short") ? 1 : 3;
      case REPRODUCED -> 2;
      case EXCEEDED -> 4;
      default -> throw new AssertionError(ruling);
    };
  }

  private static final Measure MORE = Measure.more("m", "M", "ms");
  private static final Measure LESS = Measure.less("m", "M", "ms");
  private static final Measure PERCENT = Measure.more("m", "M", "%");

  private static Judge.Evidence seen(double low, double high) {
    return new Judge.Evidence(new Interval(low, high), null, List.of());
  }

  private static Judge.Evidence pooled(long hits, long of) {
    Interval share = ClopperPearson.interval(hits, of);
    Interval percent = new Interval(100 * share.low(), 100 * share.high());
    return new Judge.Evidence(percent, new Proportion(hits, of), List.of());
  }

  private static Documented stated(double value) {
    return new Documented("a.b", "a", 1, "=", value, value, "x");
  }
}
