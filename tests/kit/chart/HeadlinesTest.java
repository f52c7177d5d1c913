package kit.chart;

import static kit.result.FigureBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kit.result.ExampleResults;
import kit.result.Limit;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.TrialBuilder;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;

/// A headline says nothing that the points below it contradict.
class HeadlinesTest {
  private static TrialBuilder trial(String name, int index, double rate) {
    return TrialBuilder.trial(name, index).metric("throughput", rate, "payments/s");
  }

  private static List<Double> list(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /// Offered 100, 200, ... with these p99s in ms.
  private static String load(double... p99Ms) {
    ResultBuilder run = new ResultBuilder();
    double[] offered = IntStream.rangeClosed(1, p99Ms.length).mapToDouble(i -> 100 * i).toArray();
    double[] p99 = DoubleStream.of(p99Ms).map(ms -> 1e6 * ms).toArray();
    Map<String, List<Double>> series =
        Map.of("offered", list(offered), "offered_p50", list(offered), "offered_p99", list(p99));
    run.trials.add(trial("open loop", 0, 1).series(series).build());
    return Charts.load(run.build()).title();
  }

  @Test
  void aPeakBetweenTheLeastAndTheGreatestLoadIsTold() {
    assertEquals(
        "p99 goes from 3.57 ms at 100 over 23 ms at 400 to 13.6 ms at 500 operations/s",
        load(3.57, 3.97, 11.4, 23, 13.6));
  }

  @Test
  void aDipBelowBothEndsIsTold() {
    assertEquals(
        "p99 goes from 9 ms at 100 over 1 ms at 200 to 13 ms at 300 operations/s", load(9, 1, 13));
    assertEquals(
        "p99 goes from 9 ms at 100 over 20 ms at 300 and 1 ms at 200 to 13 ms at 400"
            + " operations/s",
        load(9, 1, 20, 13));
  }

  @Test
  void whatLiesBetweenTheEndsGoesWithoutSaying() {
    assertEquals("p99 rises from 1 ms at 100 to 9 ms at 400 operations/s", load(1, 5, 4, 9));
    assertEquals("p99 goes from 9 ms at 100 to 1 ms at 300 operations/s", load(9, 5, 1));
  }

  @Test
  void ofManyHistogramsTheFastestAndTheSlowestAreNamed() {
    ResultBuilder run = new ResultBuilder();
    double[] factors = {2, 1, 3, 40, 5};
    for (int at = 0; at < factors.length; at++) {
      Latencies latencies = ExampleResults.latencies(factors[at]);
      run.trials.add(trial("v" + at, at, 1).latency(latencies).build());
    }
    assertEquals(
        "99 % of the operations end within 1.65 ms (v1) to 66.0 ms (v3)",
        Charts.spectrum(run.build()).title());
  }

  private static Result trials(double[] rates, String... marks) {
    ResultBuilder run = new ResultBuilder();
    run.figures.add(row("a", "burst", "v").measured(1, 1, 1, rates).build());
    for (int at = 0; at < rates.length; at++) {
      List<String> own = at == 0 ? List.of(marks) : List.of();
      run.trials.add(trial("v", at, rates[at]).marked(own).build());
    }
    return run.build();
  }

  @Test
  void twoGroupsAreNoUndisturbedRun() {
    double[] split = {100, 101, 99, 100, 300, 301, 299, 300, 302, 100};
    assertEquals(
        "None of 10 trials is marked; those of burst fall into two groups",
        Charts.trials(trials(split)).title());
  }

  @Test
  void reasonsThatAreNotNamedAreCounted() {
    double[] rates = {100, 102, 104, 106};
    assertEquals(
        "1 of 4 trials was disturbed: a, b, c and 2 more",
        Charts.trials(trials(rates, "a", "b", "c", "d", "e")).title());
  }

  @Test
  void noShareIsQuotedOfALimitThatDiffersFromRepeatToRepeat() {
    ResultBuilder run = ExampleResults.swept();
    List<Limit> limits = new ArrayList<>(run.limits);
    run.limits.clear();
    for (Limit limit : limits) {
      double low = limit.value() / 2;
      String unit = limit.unit();
      run.limits.add(
          new Limit(limit.id(), limit.label(), limit.value(), unit, low, limit.high(), "before"));
    }
    assertEquals(
        "Throughput reaches 1 511 payments/s with 512 clients at once",
        Charts.saturation(run.build()).title());
    assertEquals(
        "p99 rises from 1.81 ms at 150 to 2.97 s at 1 575 payments/s",
        Charts.load(run.build()).title());
  }
}
