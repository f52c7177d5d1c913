package labs.notebook;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kit.chart.Chart;
import kit.result.Metric;
import kit.result.Result;
import kit.result.TrialRow;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/// Results as Tablesaw tables, to filter, sort and join.
public final class ResultTables {
  private static final List<ColumnType> TYPES = List.of(ColumnType.DOUBLE, ColumnType.STRING);

  /// Columns of names, even where all of them look like numbers.
  private static final Set<String> NAMES =
      Set.of("variant", "curve", "trial", "lab", "row", "label");

  private ResultTables() {}

  /// The numbers that a chart draws, as its CSV has them: a sweep by its parameter with medians and
  /// intervals, say. Names are text columns, all else is a column of doubles, or of text where one
  /// cell is none. No rows if the chart is blank.
  public static Table of(Chart chart) {
    return Table.read()
        .usingOptions(
            CsvReadOptions.builder(new StringReader(chart.csv()))
                .tableName(chart.title())
                .columnTypesToDetect(TYPES)
                .columnTypesPartial(
                    name ->
                        NAMES.contains(name) ? Optional.of(ColumnType.STRING) : Optional.empty()));
  }

  /// The rows with each name in a text column, in a table of that name; none of an empty table.
  public static List<Table> by(Table table, String column) {
    return table.isEmpty()
        ? List.of()
        : table.stringColumn(column).asList().stream()
            .distinct()
            .map(name -> table.where(table.stringColumn(column).isEqualTo(name)).setName(name))
            .toList();
  }

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
}
