package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kit.result.FigureBuilder;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultBuilder;
import org.junit.jupiter.api.Test;

/// Every lab in one picture: what counts as an answer, and where the numbers come from.
class OverviewChartTest {
  private static Result run(String lab, String cpu, FigureRow row) {
    return new ResultBuilder()
        .with(
            run -> {
              run.lab = lab;
              run.machine = Map.of("cpu", cpu);
              run.figures.add(row);
            })
        .build();
  }

  private static FigureRow row(String id, double ratio, String verdict, String note) {
    return FigureBuilder.row(id, id, "v")
        .documented(100, "100")
        .measured(100 * ratio, 99 * ratio, 101 * ratio)
        .verdict(verdict, note)
        .build();
  }

  private final Chart chart =
      Charts.overview(
          List.of(
              run("saw-iron", "one", row("a", 2, "exceeded", "")),
              run("saw-gold", "another", row("b", 5000, "other conditions", "a larger saw"))));

  @Test
  void aRatioUnderOtherConditionsIsNoAnswerAndHollow() {
    assertEquals("1 row against the documents: 1 exceeded", chart.title());
    assertTrue(chart.sheet().key().containsAll(List.of(Sign.MEASURED, Sign.INCONCLUSIVE)));
    assertTrue(chart.csv().contains("saw,saw-gold,b,b,"), chart.csv());
  }

  @Test
  void everyRunAndEveryMachineIsNamed() {
    assertEquals(4, chart.sheet().source().size(), () -> chart.sheet().source().toString());
    assertTrue(chart.sheet().source().get(1).endsWith(": gold, iron"));
    assertEquals(List.of("another", "one"), chart.sheet().source().subList(2, 4));
  }
}
