package labs.notebook;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import kit.result.Metric;
import kit.result.Result;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Latencies;
import kit.stats.Quantiles;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A result as Tablesaw tables, to filter, sort and join.
public final class ResultTables {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final String[] PERCENTILE_NAMES = {"p50", "p90", "p99", "p99.9", "max"};

  private ResultTables() {}

  /// One row for each number that a trial gave: order, variant, metric, value, unit, marks.
  public static Table trials(Result result) {
    IntColumn order = IntColumn.create("order");
    StringColumn variant = StringColumn.create("variant");
    StringColumn metric = StringColumn.create("metric");
    DoubleColumn value = DoubleColumn.create("value");
    StringColumn unit = StringColumn.create("unit");
    StringColumn marks = StringColumn.create("marks");
    for (TrialRow trial : result.trials()) {
      for (Map.Entry<String, Metric> entry : trial.metrics().entrySet()) {
        order.append(trial.order() + 1);
        variant.append(trial.name());
        metric.append(entry.getKey());
        value.append(entry.getValue().value());
        unit.append(entry.getValue().unit());
        marks.append(String.join(", ", trial.marksOf(entry.getKey())));
      }
    }
    return Table.create(result.lab() + " trials", order, variant, metric, value, unit, marks)
        .sortOn("variant", "metric", "order");
  }

  /// Latency percentiles of each variant over all its trials, in milliseconds.
  public static Table latencies(Result result) {
    StringColumn name = StringColumn.create("latencies of");
    DoubleColumn[] columns = new DoubleColumn[PERCENTILES.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = DoubleColumn.create(PERCENTILE_NAMES[i]);
    }
    Map<String, Latencies> byName = new java.util.TreeMap<>();
    for (TrialRow trial : result.trials()) {
      trial
          .histograms()
          .forEach(
              (id, text) ->
                  byName.merge(trial.name() + ", " + id, Latencies.decode(text), Latencies::plus));
    }
    byName.forEach(
        (key, all) -> {
          name.append(key);
          for (int i = 0; i < columns.length; i++) {
            columns[i].append(all.percentileNs(PERCENTILES[i]) / 1e6);
          }
        });
    return Table.create(result.lab() + " latencies, ms").addColumns(name).addColumns(columns);
  }

  /// The closed-loop sweep, medians over its trials: channels, throughput a second, p50 and p99 in
  /// milliseconds. Empty if the result holds no sweep.
  public static Table sweep(Result result) {
    return medians(result, "sweep over channels", "lanes", "throughput", "p50", "p99");
  }

  /// The open-loop sweep, medians over its trials: offered load a second, p50 and p99 in
  /// milliseconds from the intended send time. Empty if the result holds none.
  public static Table offered(Result result) {
    return medians(result, "sweep over offered load", "offered", "offered_p50", "offered_p99");
  }

  private static Table medians(Result result, String name, String... series) {
    Table table = Table.create(name);
    List<TrialRow> swept = swept(result, series[0]);
    for (String id : series) {
      List<List<Double>> trials =
          swept.stream().map(trial -> trial.series().get(id)).filter(Objects::nonNull).toList();
      if (trials.isEmpty()) {
        return Table.create(name);
      }
      boolean time = id.endsWith("p50") || id.endsWith("p99");
      DoubleColumn column = DoubleColumn.create(time ? id + ", ms" : id);
      for (int step = 0; step < trials.getFirst().size(); step++) {
        double median = medianOf(trials, step);
        column.append(time ? median / 1e6 : Math.rint(median));
      }
      table.addColumns(column);
    }
    return table;
  }

  /// Over the trials that reached this step; if none did it is no number, which Tablesaw calls
  /// missing.
  private static double medianOf(List<List<Double>> trials, int step) {
    double[] values =
        trials.stream()
            .filter(trial -> trial.size() > step)
            .mapToDouble(trial -> trial.get(step))
            .filter(Double::isFinite)
            .toArray();
    return values.length == 0 ? Double.NaN : Quantiles.median(values);
  }

  /// The trials of the system's first variant that recorded this series: peers and other variants
  /// have a sweep of their own.
  private static List<TrialRow> swept(Result result, String series) {
    List<String> variants = variants(result, series);
    return variants.isEmpty()
        ? List.of()
        : result.trials().stream()
            .filter(trial -> trial.name().equals(variants.getFirst()))
            .filter(trial -> trial.series().containsKey(series))
            .toList();
  }

  /// The system's variants that recorded this series, in the order of the table of figures.
  static List<String> variants(Result result, String series) {
    return result.variants().stream()
        .filter(
            name ->
                result.trialsOf(name).stream()
                    .anyMatch(t -> t.role() == Role.SYSTEM && t.series().containsKey(series)))
        .toList();
  }
}
