package kit.chart;

import static kit.result.FigureBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import kit.result.FigureRow;
import org.junit.jupiter.api.Test;

class FindingTest {
  private static List<FigureRow> rows(String... verdicts) {
    List<FigureRow> rows = new ArrayList<>();
    for (int i = 0; i < verdicts.length; i++) {
      rows.add(
          row("row." + i, "thing " + i + ", window 1", "v")
              .documented(10, "10")
              .measured(20, 19, 21, 20)
              .verdict(verdicts[i], "a reason")
              .build());
    }
    return rows;
  }

  private static String finding(String... verdicts) {
    return Finding.of(rows(verdicts), false);
  }

  @Test
  void oneRowIsNamed() {
    assertEquals("Thing 0, window 1: the documented figure is exceeded", finding("exceeded"));
    assertEquals("Thing 0, window 1: the run gives no verdict", finding("inconclusive"));
  }

  @Test
  void allAlikeIsOneClause() {
    assertEquals(
        "All three documented figures are exceeded", finding("exceeded", "exceeded", "exceeded"));
    assertEquals("Both documented figures fall short", finding("short", "short"));
  }

  @Test
  void singleRowThatFallsOutOfLineIsNamedByWhatItIs() {
    assertEquals(
        "Two of four documented figures are exceeded; one is reproduced; thing 3 falls short",
        finding("exceeded", "exceeded", "reproduced", "short"));
  }

  @Test
  void rowIsNamedInFullWhereAnotherStartsAlike() {
    List<FigureRow> rows = new ArrayList<>(rows("exceeded", "short"));
    rows.set(
        0,
        row("a", "thing 1, window 9", "v")
            .documented(1, "1")
            .measured(2, 2, 2)
            .verdict("exceeded", "")
            .build());
    assertEquals(
        "One of two documented figures is exceeded; thing 1, window 1 falls short",
        Finding.of(rows, false));
  }

  @Test
  void whatWasNotMeasuredIsCountedAndNotHidden() {
    assertEquals(
        "One of four documented figures is exceeded; one has a stand-in only; two not measured",
        finding("exceeded", "proxy", "not run", "unmeasurable"));
    assertEquals("None of the documented figures was measured", finding("not run", "unmeasurable"));
  }

  @Test
  void smokeRunHasNoFinding() {
    assertEquals(
        "Smoke run: it works, and gives no verdict", Finding.of(rows("smoke", "smoke"), true));
  }

  @Test
  void withoutADocumentTheTitleNamesTheMeasure() {
    FigureRow row = row("a", "a", "v").measured(2, 2, 2, 2).build();
    assertEquals("Throughput, payments/s, more is better", Finding.of(List.of(row), false));
  }
}
