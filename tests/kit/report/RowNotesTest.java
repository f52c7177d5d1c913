package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kit.chart.Charts;
import kit.chart.Gallery;
import kit.result.FigureBuilder;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.TrialBuilder;
import org.junit.jupiter.api.Test;

class RowNotesTest {
  private static final String LATE = "2 of 9 trials marked: late generator; steal above 5 %";

  /// A run of one row without a document.
  private static Result result(List<Double> values, List<List<String>> marks) {
    ResultBuilder run = new ResultBuilder();
    run.figures.add(
        FigureBuilder.row("row", "a row", "variant")
            .measured(2, 1, 3, values.stream().mapToDouble(v -> v).toArray())
            .build());
    for (int index = 0; index < marks.size(); index++) {
      run.trials.add(TrialBuilder.trial("variant", index).marked(marks.get(index)).build());
    }
    return run.build();
  }

  private static Result disturbed(int trials) {
    List<List<String>> marks = new ArrayList<>();
    marks.add(List.of("late generator"));
    marks.add(List.of("late generator", "steal above 5 %"));
    while (marks.size() < trials) {
      marks.add(List.of());
    }
    return result(List.of(1.0, 2.0, 3.0), marks);
  }

  private static List<String> notes(Result result) {
    return RowNotes.of(result, result.figures().getFirst());
  }

  @Test
  void aRowWithMoreThanAFifthOfItsTrialsMarkedSaysSo() {
    assertEquals(List.of(LATE), notes(disturbed(9)));
    assertEquals(List.of(), notes(disturbed(10)));
  }

  @Test
  void tableChartAndPageSayIt() {
    Result result = disturbed(9);
    String table =
        EndTable.render(result, new Terminal(100, true, false, false), false, Map.of(), Map.of());
    assertTrue(table.contains(LATE), table);
    String page = Gallery.of(result, List.of()).page("a.json", Set.of());
    assertTrue(page.contains("- a row: " + LATE), page);
    String chart = Charts.figures(result).svg();
    assertTrue(chart.contains("with care: " + LATE), chart);
  }

  @Test
  void aRowOfTwoGroupsSaysSo() {
    Result result = result(List.of(1.0, 1.1, 1.0, 1.1, 5.0, 5.1, 5.0, 5.1, 5.0, 5.1), List.of());
    List<String> notes = notes(result);
    assertEquals(1, notes.size());
    assertTrue(
        notes.getFirst().startsWith("two groups, so the median describes neither: 4 trials"),
        notes.getFirst());
  }

  @Test
  void outliersAreCountedWhereTheHelpPromisesThem() {
    Result result = result(List.of(1.0, 1.1, 1.0, 1.1, 1.05, 1.07, 1.02, 9.0), List.of());
    String table =
        EndTable.render(result, new Terminal(100, true, false, false), true, Map.of(), Map.of());
    assertTrue(table.contains("1 of 8 trials is an outlier (1 far high); kept and counted"), table);
  }
}
