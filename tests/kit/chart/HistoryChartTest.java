package kit.chart;

import static kit.result.FigureBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.RunOptions;
import kit.result.RuntimeFacts;
import org.junit.jupiter.api.Test;

class HistoryChartTest {
  private static final double[] AROUND_ONE = {0.99, 1.01, 1.0, 0.995, 1.005, 1.0, 0.998, 1.002};

  /// A run on this day whose trials lie closely around a middle.
  private static ResultBuilder run(int day, double middle) {
    ResultBuilder run = new ResultBuilder();
    run.started = run.started.plusSeconds(86_400L * day);
    run.finished = run.started.plusSeconds(60);
    double[] trials = AROUND_ONE.clone();
    for (int i = 0; i < trials.length; i++) {
      trials[i] *= middle;
    }
    run.figures.add(
        row("rate", "burst, 1 channel", "1 channel")
            .documented(27.81, "27.81")
            .measured(middle, middle * 0.99, middle * 1.01, trials)
            .verdict("exceeded", "")
            .build());
    return run;
  }

  private static List<Result> runs(double... middles) {
    List<Result> runs = new ArrayList<>();
    for (int day = 0; day < middles.length; day++) {
      runs.add(run(day, middles[day]).build());
    }
    return runs;
  }

  private static List<String> csv(List<Result> runs) {
    return Charts.history(runs).csv().lines().toList();
  }

  @Test
  void whatRunsDifferByIsNoChange() {
    assertEquals(
        "No change beyond what runs differ by over 8 runs",
        Charts.history(runs(1000, 940, 1050, 998, 1010, 970, 1030, 930)).title());
  }

  @Test
  void fewRunsTellNoChange() {
    Chart chart = Charts.history(runs(1000, 1004, 500, 501));
    assertEquals("4 runs: too few to tell a change", chart.title());
    assertTrue(csv(runs(1000, 1004, 500, 501)).get(3).endsWith(",,"));
  }

  @Test
  void dropIsFoundWhereItHappenedAndNowhereElse() {
    List<Result> runs = runs(1000, 1004, 998, 1010, 1002, 1005, 800, 803);
    assertEquals(
        "Burst, 1 channel fell by 20 % on 2026-11-26 over 8 runs", Charts.history(runs).title());
    List<String> rows = csv(runs);
    assertTrue(rows.get(7).endsWith("regression"), rows.get(7));
    assertTrue(rows.get(6).endsWith(",,") && rows.get(8).endsWith(",,"), rows.toString());
  }

  @Test
  void orderIsThatOfTheRunsNotThatOfTheList() {
    List<Result> runs = new ArrayList<>(runs(1000, 1004, 800));
    List<String> sorted = csv(runs);
    java.util.Collections.reverse(runs);
    assertEquals(sorted, csv(runs));
  }

  @Test
  void onlyRunsThatMayBeComparedStandSideBySide() {
    List<Result> runs = new ArrayList<>(runs(1000, 1001));
    runs.add(run(-1, 10).with(other -> other.machine = Map.of("cpu", "another")).build());
    runs.add(run(-2, 10).with(other -> other.profile = "quick").build());
    runs.add(
        run(-4, 10)
            .with(
                other ->
                    other.options =
                        new RunOptions(
                            "none", "journal", List.of(), List.of(), List.of(), 10, "auto"))
            .build());
    runs.add(
        run(-3, 10)
            .with(other -> other.runtime = new RuntimeFacts("process", "", Map.of()))
            .build());
    Chart chart = Charts.history(runs);
    assertEquals(3, chart.csv().lines().count());
    assertEquals(
        "4 runs of another lab, machine, profile, engine, runtime or protocol are not shown.",
        chart.sheet().warnings().getFirst());
  }

  @Test
  void aRowThatChangedIsDrawnHoweverManyRowsThereAre() {
    List<Result> runs = new ArrayList<>();
    double[] middles = {1000, 1004, 998, 1010, 1002, 1005, 400, 401};
    for (int day = 0; day < middles.length; day++) {
      ResultBuilder run = run(day, middles[day]);
      for (int at = 0; at < 30; at++) {
        double same = 5 + 0.01 * ((at + day) % 3);
        run.figures.addFirst(
            row("same_" + at, "same " + at, "1 channel").measured(same, 4.9, 5.1, same).build());
      }
      runs.add(run.build());
    }
    Chart chart = Charts.history(runs);
    assertTrue(chart.title().startsWith("Burst, 1 channel fell by 60 %"), chart.title());
    assertEquals(24, chart.sheet().panels().size());
    assertTrue(chart.sheet().subtitle().endsWith(" 24 of 31 rows."), chart.sheet().subtitle());
    assertTrue(chart.svg().contains(">0.398x<"), "the change is written at its dot");
  }

  @Test
  void noRunAndOneRunAreNoHistory() {
    assertTrue(Charts.history(List.of()).blank());
    assertEquals(
        "One run so far: a second one makes a history", Charts.history(runs(1000)).title());
  }
}
