package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import kit.chart.Charts;
import kit.chart.Gallery;
import kit.result.FigureBuilder;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.TrialBuilder;
import kit.result.TrialRow;
import kit.stats.Drift;
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

  /// A trial of a row that tells of the step `at_8`, which drifts by so much.
  private static TrialRow trial(int index, double drift, double little, String... marks) {
    return TrialBuilder.trial("variant", index)
        .series(Map.of("rate/at_8", List.of(1.0), "rate/at_64", List.of(1.0)))
        .marked(List.of(marks))
        .saw(RowNotes.DRIFT.id("at_8"), drift, "%")
        .saw(RowNotes.LITTLE.id("at_8"), little, "%")
        .build();
  }

  private static List<TrialRow> trials(IntFunction<TrialRow> trial) {
    return IntStream.range(0, 10).mapToObj(trial).toList();
  }

  @Test
  void rowWhoseTrialsDriftTheSameWayIsNotWarm() {
    List<TrialRow> cold = trials(index -> trial(index, 24 + index % 3, 0));

    assertEquals(
        List.of("not warm: at_8 drifts by 25 [24 – 26] % while it is measured"),
        RowNotes.weaknesses(cold, "at_8"));
    assertEquals(List.of(), RowNotes.weaknesses(cold, "at_64"));
    assertEquals(1, RowNotes.weaknesses(cold, "p99").size(), "a metric that names no step");
  }

  @Test
  void rowWhoseCountIsNotThroughputTimesLatencyBreaksLittlesLaw() {
    List<TrialRow> lost = trials(index -> trial(index, 0, -4 - index % 2));

    assertEquals(
        List.of(
            "Little's law: in at_8 throughput x latency misses the counted operations by -4.50 [-5"
                + " – -4] %"),
        RowNotes.weaknesses(lost, "p99_at_8"));
  }

  @Test
  void markOfAStepConcernsItsOwnRowsAlone() {
    List<TrialRow> late = trials(index -> trial(index, 0, 0, "at_64: late generator"));
    List<TrialRow> stolen = trials(index -> trial(index, 0, 0, "steal above 5 %"));

    assertEquals(List.of(), RowNotes.weaknesses(late, "at_8"));
    assertEquals(
        List.of("10 of 10 trials marked: at_64: late generator"),
        RowNotes.weaknesses(late, "p99_at_64"));
    assertEquals(1, RowNotes.weaknesses(stolen, "at_8").size());
  }

  /// Rates of a machine that others use wander: each window keeps nine tenths of what disturbed the
  /// one before. In a single trial they drift by over 5 % most of the time, over ten trials to
  /// neither side.
  @Test
  void wanderingRatesAreSeldomCalledColdAndRisingOnesNearlyAlways() {
    assertTrue(cold(0) <= 0.05, "steady");
    assertTrue(cold(0.15) >= 0.95, "15 % slower at first");
  }

  private static double cold(double slower) {
    SplittableRandom random = new SplittableRandom(11);
    int runs = 400;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      List<TrialRow> trials =
          trials(index -> trial(index, 100 * Drift.of(wandering(random, slower)).share(), 0));
      found += RowNotes.weaknesses(trials, "at_8").isEmpty() ? 0 : 1;
    }
    return (double) found / runs;
  }

  private static List<Double> wandering(SplittableRandom random, double slower) {
    List<Double> rates = new ArrayList<>();
    double off = 0;
    for (int i = 0; i < 10; i++) {
      off = 0.9 * off + 0.02 * random.nextGaussian();
      rates.add(1_000 * (1 - slower * (1 - i / 9.0)) * (1 + off));
    }
    return rates;
  }
}
