package kit.chart;

import static kit.result.FigureBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.result.Result;
import kit.result.ResultBuilder;
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
  void whatLiesWithinTheNoiseFloorIsNoChange() {
    assertEquals(
        "No change beyond noise over 4 runs", Charts.history(runs(1000, 1004, 998, 1010)).title());
  }

  @Test
  void dropIsFoundWhereItHappenedAndNowhereElse() {
    List<Result> runs = runs(1000, 1004, 800, 803);
    assertEquals(
        "Burst, 1 channel fell by 20 % on 2026-11-22 over 4 runs", Charts.history(runs).title());
    List<String> rows = csv(runs);
    assertTrue(rows.get(3).endsWith("regression"), rows.get(3));
    assertTrue(rows.get(2).endsWith(",,") && rows.get(4).endsWith(",,"), rows.toString());
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
        run(-3, 10)
            .with(other -> other.runtime = new RuntimeFacts("process", "", Map.of()))
            .build());
    Chart chart = Charts.history(runs);
    assertEquals(3, chart.csv().lines().count());
    assertEquals(
        "3 runs of another lab, machine, profile, runtime or protocol are not shown.",
        chart.sheet().warnings().getFirst());
  }

  @Test
  void noRunAndOneRunAreNoHistory() {
    assertTrue(Charts.history(List.of()).blank());
    assertEquals(
        "One run so far: a second one makes a history", Charts.history(runs(1000)).title());
  }
}
