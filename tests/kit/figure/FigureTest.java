package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FigureTest {
  static Stated stated(Comparator comparator, String low, String high, String unit) {
    return new Stated(comparator, new BigDecimal(low), new BigDecimal(high), unit);
  }

  static Figure figure(String id, Better better, Stated stated, String note) {
    return new Figure(
        id,
        new Place("page", 7, "Results", "some words"),
        "a metric",
        better == Better.NONE ? Kind.PARAMETER : Kind.ACHIEVED,
        stated,
        better,
        "",
        "demo",
        List.of(),
        Standing.MEASURED,
        "",
        "",
        note);
  }

  static Figure exact(String id, String value) {
    return figure(id, Better.NONE, stated(Comparator.EQUAL, value, value, "ms"), "");
  }

  @Test
  void statedDigitsAreKeptAndGrouped() {
    assertEquals("14.00 TPS", stated(Comparator.EQUAL, "14.00", "14.00", "TPS").toString());
    assertEquals("3 600 000 req", stated(Comparator.EQUAL, "3600000", "3600000", "req").toString());
    assertEquals(
        "323 799.50 s", stated(Comparator.EQUAL, "323799.50", "323799.50", "s").toString());
    assertEquals("1 250+ RPS", stated(Comparator.AT_LEAST, "1250", "1250", "RPS").toString());
    assertEquals("35 – 45 ms", stated(Comparator.RANGE, "35", "45", "ms").toString());
    assertEquals("< 50 ms", stated(Comparator.BELOW, "50", "50", "ms").toString());
    assertEquals("~ 139.77 KB", stated(Comparator.ABOUT, "139.77", "139.77", "KB").toString());
    assertEquals("22.5x", stated(Comparator.EQUAL, "22.5", "22.5", "x").toString());
  }

  @Test
  void aGermanMachineWritesTheSameBytes() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("1 234.50 s", stated(Comparator.EQUAL, "1234.50", "1234.50", "s").toString());
      assertEquals("1 234.5", Digits.computed(1234.5));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void oneSidedStatementsAllowEverythingBeyondTheirBound() {
    assertEquals(
        new Interval(100, Double.POSITIVE_INFINITY),
        stated(Comparator.AT_LEAST, "100", "100", "TPS").interval());
    assertEquals(
        new Interval(Double.NEGATIVE_INFINITY, 50),
        stated(Comparator.BELOW, "50", "50", "ms").interval());
    assertEquals(new Interval(34.5, 45.5), stated(Comparator.RANGE, "35", "45", "ms").interval());
  }

  @Test
  void onlyRangesHaveTwoEndsAndTheyRunUpwards() {
    assertThrows(IllegalArgumentException.class, () -> stated(Comparator.EQUAL, "1", "2", "ms"));
    assertThrows(IllegalArgumentException.class, () -> stated(Comparator.RANGE, "2", "1", "ms"));
    assertThrows(IllegalArgumentException.class, () -> stated(Comparator.RANGE, "2", "2", "ms"));
  }

  @Test
  void ratiosReferToTheEndOfARangeThatIsHarderToReach() {
    Stated range = stated(Comparator.RANGE, "35", "45", "ms");
    assertEquals(35, figure("page.a.b", Better.LESS, range, "").reference());
    assertEquals(45, figure("page.a.b", Better.MORE, range, "").reference());
  }

  @Test
  void aRepeatNamesItsFirstAndMayGoOn() {
    Stated one = stated(Comparator.EQUAL, "1", "1", "ms");
    assertEquals(
        Optional.of("page.a.b"),
        figure("page.c.d", Better.NONE, one, "repeat of page.a.b").repeats());
    assertEquals(
        Optional.of("page.a.b"),
        figure("page.c.d", Better.NONE, one, "repeat of page.a.b; rounded").repeats());
    assertEquals(
        Optional.empty(), figure("page.c.d", Better.NONE, one, "a repeat of old").repeats());
  }

  @Test
  void anIdBeginsWithItsDocument() {
    var refused = assertThrows(IllegalArgumentException.class, () -> exact("other.a.b", "1"));
    assertEquals("id other.a.b does not begin with its document, page", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> exact("page.A b", "1"));
  }

  @Test
  void aSettingHasNoBetterSide() {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Figure(
                    "page.a.b",
                    new Place("page", 1, "", "10 s"),
                    "duration",
                    Kind.PARAMETER,
                    stated(Comparator.EQUAL, "10", "10", "s"),
                    Better.MORE,
                    "",
                    "demo",
                    List.of(),
                    Standing.MEASURED,
                    "",
                    "",
                    ""));
    assertEquals(
        "figure page.a.b is a parameter, which has no better side, yet says more",
        refused.getMessage());
  }

  @Test
  void aFigureWithNeitherLabNorReasonIsNotAccountedFor() {
    assertFalse(exact("page.a.b", "1").accounted());
    Figure known = exact("page.a.b", "1");
    Figure excused =
        new Figure(
            known.id(),
            known.place(),
            known.metric(),
            known.kind(),
            known.stated(),
            known.better(),
            known.conditions(),
            known.system(),
            known.labs(),
            Standing.UNMEASURABLE,
            "it needs an auditor",
            "",
            "");
    assertTrue(excused.accounted());
  }
}
