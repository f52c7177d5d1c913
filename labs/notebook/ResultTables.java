package labs.notebook;

import java.util.Map;
import kit.result.Metric;
import kit.result.Result;
import kit.result.TrialRow;
import kit.stats.Latencies;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A result as Tablesaw tables, to filter, sort and join.
public final class ResultTables {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

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
        order.append(trial.order());
        variant.append(trial.name());
        metric.append(entry.getKey());
        value.append(entry.getValue().value());
        unit.append(entry.getValue().unit());
        marks.append(String.join(", ", trial.marks()));
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
      columns[i] = DoubleColumn.create(i == columns.length - 1 ? "max" : "p" + PERCENTILES[i]);
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
}
