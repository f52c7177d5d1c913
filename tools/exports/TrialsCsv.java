package tools.exports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kit.result.Metric;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A plain CSV, a trial a row: `name,value,unit`.
final class TrialsCsv implements Export {
  private static final String HEAD = "name,value,unit";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

  @Override
  public Tool tool() {
    return new Tool(
        "CSV", "any program, as CSV: " + HEAD + ", a trial a row", "a trial is one row");
  }

  @Override
  public boolean knows(Source source) {
    return source.text().lines().findFirst().orElse("").strip().equals(HEAD);
  }

  @Override
  public List<Measured> read(Source source) {
    Map<String, List<Map<String, Metric>>> trials = new LinkedHashMap<>();
    Map<String, String> units = new LinkedHashMap<>();
    for (CSVRecord row : rows(source)) {
      String where = source.file() + ", row " + (row.getRecordNumber() - 1);
      if (row.size() != 3 || row.get(0).isBlank() || row.get(2).isBlank()) {
        throw new IllegalArgumentException(where + ": it should be " + HEAD);
      }
      String unit = units.computeIfAbsent(row.get(0), _ -> row.get(2));
      if (!unit.equals(row.get(2))) {
        throw new IllegalArgumentException(
            "%s: \"%s\" was in %s above, and is in %s here"
                .formatted(where, row.get(0), unit, row.get(2)));
      }
      trials
          .computeIfAbsent(row.get(0), _ -> new ArrayList<>())
          .add(Map.of("value", new Metric(number(where, row.get(1)), unit)));
    }
    return trials.entrySet().stream()
        .map(
            one ->
                new Measured(one.getKey(), tool().name(), "", one.getValue(), List.of(), List.of()))
        .toList();
  }

  private static List<CSVRecord> rows(Source source) {
    try (CSVParser parser = CSVParser.parse(source.text(), FORMAT)) {
      List<CSVRecord> rows = parser.getRecords();
      if (rows.size() < 2) {
        throw new IllegalArgumentException(source.file() + " has a head and no trial");
      }
      return rows.subList(1, rows.size());
    } catch (IOException e) {
      throw new IllegalArgumentException(source.file() + " is no CSV: " + e.getMessage(), e);
    }
  }

  private static double number(String where, String text) {
    if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      throw new IllegalArgumentException(
          "%s: \"%s\" should be a number, such as 12.5".formatted(where, text));
    }
    return Double.parseDouble(text);
  }
}
