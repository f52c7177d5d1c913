package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.result.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelationTest {
  private static final DocumentedFigures FIGURES =
      DocumentedFigures.of(
          List.of(
              FigureTest.exact("page.sats.all", "323799"),
              FigureTest.exact("page.events.all", "19379"),
              FigureTest.figure(
                  "page.mean.range",
                  Better.LESS,
                  FigureTest.stated(Comparator.RANGE, "35", "45", "ms"),
                  ""),
              FigureTest.exact("page.loops.slow", "22"),
              FigureTest.exact("page.loops.fast", "6"),
              FigureTest.exact("page.loops.gain", "3.6"),
              FigureTest.exact("page.loops.boast", "4.5"),
              FigureTest.figure(
                  "page.rate.floor",
                  Better.MORE,
                  FigureTest.stated(Comparator.AT_LEAST, "1250", "1250", "RPS"),
                  ""),
              FigureTest.figure(
                  "page.events.again",
                  Better.NONE,
                  FigureTest.stated(Comparator.EQUAL, "19379", "19379", "ms"),
                  "repeat of page.events.all")));

  private static Relation relation(
      String left,
      String sign,
      String right,
      String tolerance,
      Relation.Expected expected,
      String... refutes) {
    return new Relation(
        "A1",
        Expression.parse(left),
        Comparator.of(sign),
        Expression.parse(right),
        Tolerance.parse(tolerance),
        expected,
        List.of(refutes),
        refutes.length == 0 ? null : Relation.Force.CONTRADICTED,
        "",
        "what it means",
        "where from");
  }

  private static boolean holds(String left, String sign, String right, String tolerance) {
    return relation(left, sign, right, tolerance, Relation.Expected.HOLDS).check(FIGURES).holds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page.sats.all / 17 | =  | page.events.all     | 0    | false",
        "page.sats.all / 17 | =  | 19047               | 0    | true",
        "22 / 6             | =  | 3.6                 | 0.05 | false",
        "22 / 6             | =  | 3.7                 | 0.05 | true",
        "102                | =  | 100                 | 2%   | true",
        "102.1              | =  | 100                 | 2%   | false",
        "0.1 + 0.2          | =  | 0.3                 | 0    | true",
        "page.mean.range    | =  | 40                  | 0    | true",
        "page.mean.range    | =  | 46                  | 0    | false",
        "page.mean.range    | =  | 46                  | 1    | true",
        "40                 | =  | page.mean.range     | 0    | true",
        "page.rate.floor    | =  | 5000                | 0    | true",
        "page.rate.floor    | <= | 1000                | 0    | false",
        "page.rate.floor:low | >= | 10000              | 0    | false",
        "page.rate.floor    | >= | 10000               | 0    | true",
        "1                  | <  | 1                   | 0.01 | true",
        "5                  | <  | 5                   | 0    | false",
        "5                  | >  | 5                   | 0    | false",
        "0.1 + 0.2          | >  | 0.3                 | 0    | false",
        "page.rate.floor    | >  | page.rate.floor     | 0    | true",
        "1.1                | <  | 1                   | 0    | false",
        "1                  | >  | 1.1                 | 0    | false",
        "1.2                | >  | 1.1                 | 0    | true"
      })
  void aRelationHoldsIfSomeAllowedValuesSatisfyIt(
      String left, String sign, String right, String tolerance, boolean holds) {
    assertEquals(holds, holds(left, sign, right, tolerance));
  }

  /// 22 ms are 21.5 to 22.5 ms and 6 ms are 5.5 to 6.5 ms, so their quotient is 3.31 to 4.09.
  @Test
  void theRoundingOfEveryStatedNumberIsAllowed() {
    assertTrue(holds("page.loops.slow / page.loops.fast", "=", "page.loops.gain", "0"));
    assertTrue(holds("page.loops.slow:low / page.loops.fast:high", "=", "page.loops.gain", "0"));
    assertFalse(holds("page.loops.slow / page.loops.fast", "=", "page.loops.boast", "0"));
    assertTrue(holds("page.rate.floor:low", ">=", "1250", "0"), "a bound is exact");
    assertFalse(holds("page.rate.floor:low", ">=", "1250.1", "0"), "a bound is exact");
  }

  @Test
  void aFailureSaysWhatItRestsOn() {
    assertEquals(
        "it cannot be that a is b (A1)", against(Relation.Force.CONTRADICTED, "").reason());
    assertEquals(
        "cost is linear (A1)", against(Relation.Force.CONTRADICTED_IF, "cost is linear").reason());
    for (Relation.Force force : Relation.Force.values()) {
      assertEquals(force.word(), Verdict.of(force.word()).word());
      String wrong = force == Relation.Force.CONTRADICTED ? "a guess" : "";
      assertThrows(IllegalArgumentException.class, () -> against(force, wrong));
    }
    assertThrows(IllegalArgumentException.class, () -> against(null, ""));
  }

  private static Relation against(Relation.Force force, String given) {
    return new Relation(
        "A1",
        Expression.parse("1"),
        Comparator.EQUAL,
        Expression.parse("2"),
        Tolerance.parse("0"),
        Relation.Expected.FAILS,
        List.of("page.events.all"),
        force,
        given,
        "a is b",
        "where from");
  }

  @Test
  void theArithmeticIsASentenceWithBothSides() {
    var failing =
        relation("page.sats.all / 17", "=", "page.events.all", "0", Relation.Expected.FAILS)
            .check(FIGURES);
    assertEquals("323 799 / 17 = 19 047 cannot be 19 379", failing.arithmetic());
    assertEquals(
        "22 / 6 = 3.6667 is not 3.6 within 0.05",
        relation("22 / 6", "=", "3.6", "0.05", Relation.Expected.FAILS)
            .check(FIGURES)
            .arithmetic());
    assertEquals(
        "1 250+ can be at least 2 * (35 – 45) = 69 – 91",
        relation("page.rate.floor", ">=", "2 * page.mean.range", "0", Relation.Expected.HOLDS)
            .check(FIGURES)
            .arithmetic());
    assertEquals(
        "1 250+ cannot be at most 1 000",
        relation("page.rate.floor", "<=", "1000", "0", Relation.Expected.FAILS)
            .check(FIGURES)
            .arithmetic());
  }

  @Test
  void anOutcomeAgainstExpectationIsASurprise() {
    Audit audit = Audit.of(FIGURES, List.of(relation("1", "=", "2", "0", Relation.Expected.HOLDS)));
    assertEquals(1, audit.surprises().size());
    assertFalse(audit.clean());
  }

  @Test
  void aFailingRelationRefutesItsFiguresAndTheirRepeats() {
    Relation failing =
        relation(
            "page.sats.all / 17",
            "=",
            "page.events.all",
            "0",
            Relation.Expected.FAILS,
            "page.events.all");
    Audit audit = Audit.of(FIGURES, List.of(failing));
    assertEquals(failing, audit.against(FIGURES.figure("page.events.all")).orElseThrow());
    assertEquals(failing, audit.against(FIGURES.figure("page.events.again")).orElseThrow());
    assertTrue(audit.against(FIGURES.figure("page.sats.all")).isEmpty());
  }

  @Test
  void aRelationThatHoldsAfterAllRefutesNothing() {
    Relation holding = relation("1", "=", "1", "0", Relation.Expected.FAILS, "page.events.all");
    Audit audit = Audit.of(FIGURES, List.of(holding));
    assertTrue(audit.against(FIGURES.figure("page.events.all")).isEmpty());
  }

  @Test
  void figuresWithNeitherLabNorReasonAreNamedByTheAudit() {
    assertEquals(FIGURES.all().size(), Audit.of(FIGURES, List.of()).unaccounted().size());
  }

  @Test
  void whatIsExpectedToHoldRefutesNothing() {
    assertThrows(
        IllegalArgumentException.class,
        () -> relation("1", "=", "1", "0", Relation.Expected.HOLDS, "page.events.all"));
    assertThrows(
        IllegalArgumentException.class,
        () -> relation("1", "range", "1", "0", Relation.Expected.HOLDS));
  }

  @Property
  void equalityWithinAToleranceIsThatDistance(
      @ForAll @DoubleRange(min = 0, max = 1000) double a,
      @ForAll @DoubleRange(min = 0, max = 1000) double b,
      @ForAll @DoubleRange(min = 0, max = 100) double allowed) {
    double distance = Math.abs(a - b);
    if (Math.abs(distance - allowed) > 1e-6) {
      assertEquals(
          distance < allowed,
          holds(plain(a), "=", plain(b), plain(allowed)),
          () -> a + " and " + b + " within " + allowed);
    }
  }

  private static String plain(double number) {
    return new BigDecimal(number).toPlainString();
  }

  private static final String HEAD = String.join(",", Relations.COLUMNS) + "\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A1,1 +,=,1,0,holds,,,,m,s | line 2, column left: the end stands at character 4 of \"1 +\","
            + " where a number, a figure's id or ( would be right",
        "A1,1,~,1,0,holds,,,,m,s | line 2, column id: a relation compares by = < <= > or >=, not by"
            + " ~",
        "A1,1,=,1,some,holds,,,,m,s | line 2, column tolerance: \"some\" is no tolerance; write an"
            + " amount such as 0.05 or a share such as 2%",
        "A1,1,=,1,-1,holds,,,,m,s | line 2, column tolerance: a tolerance of -1 would forbid"
            + " agreement",
        "A1,1,=,1,0,perhaps,,,,m,s | line 2, column expected: \"perhaps\" is none of holds, fails",
        "A1,page.sats.none,=,1,0,holds,,,,m,s | line 2, column left: there is no documented figure"
            + " \"page.sats.none\"; the nearest is \"page.sats.all\"",
        "A1,1,=,2,0,fails,page.sats.none,contradicted,,m,s | line 2, column refutes: there is no"
            + " documented figure \"page.sats.none\"; the nearest is \"page.sats.all\"",
        "A1,1,=,2,0,fails,page.sats.all,force,,m,s | line 2, column force: \"force\" is none of"
            + " contradicted, contradicted if, disputed",
        "a1,1,=,1,0,holds,,,,m,s | line 2, column id: \"a1\" is no id of a relation; it is a letter"
            + " and a number, such as A3"
      })
  void aBrokenRowIsToldWithLineAndColumn(String row, String problem, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("relations.csv"), HEAD + row + "\n");
    assertEquals(
        "relations.csv " + problem,
        assertThrows(DatasetException.class, () -> Relations.load(folder, FIGURES)).getMessage());
  }

  @Test
  void anIdTwiceIsRefused(@TempDir Path folder) throws IOException {
    String row = "A1,1,=,1,0,holds,,,,m,s\n";
    Files.writeString(folder.resolve("relations.csv"), HEAD + row + row);
    assertEquals(
        "relations.csv line 3, column id: \"A1\" stands above already; ids are unique",
        assertThrows(DatasetException.class, () -> Relations.load(folder, FIGURES)).getMessage());
  }

  @Test
  void everyCommittedRelationComesOutAsWrittenDown() {
    DocumentedFigures figures = DocumentedFigures.load(SourceDocuments.FIGURES);
    Audit audit = Audit.of(figures, Relations.load(SourceDocuments.FIGURES, figures));
    assertEquals(
        List.of(),
        audit.surprises().stream()
            .map(outcome -> outcome.relation().id() + " " + outcome.arithmetic())
            .toList());
    assertEquals(List.of(), audit.unaccounted());
  }

  @Test
  void theKnownContradictionsAreFound() {
    DocumentedFigures figures = DocumentedFigures.load(SourceDocuments.FIGURES);
    Audit audit = Audit.of(figures, Relations.load(SourceDocuments.FIGURES, figures));
    List<String> arithmetic =
        audit.outcomes().stream()
            .filter(outcome -> !outcome.holds())
            .map(Relation.Outcome::arithmetic)
            .toList();
    assertTrue(arithmetic.contains("323 799 / 17 = 19 047 is not 19 379"), arithmetic::toString);
    assertTrue(arithmetic.contains("35 is not at most 100 / 3 = 33.333"), arithmetic::toString);
    assertTrue(audit.against(figures.figure("agent-bounty.loops.speedup")).isEmpty());
    assertTrue(audit.against(figures.figure("prsm.network.byzantine")).isPresent());
    assertTrue(audit.against(figures.figure("agent-bounty.health.latency.p95")).isPresent());
  }
}
