package kit.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The numbers that a chart draws, in full precision, for whoever wants to draw it again or cannot
/// see it.
final class Table {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  Table(String... columns) {
    this.columns = List.of(columns);
  }

  /// Adds a row: text, numbers, or null for nothing.
  Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns.size() + " columns: " + columns);
    }
    List<Object> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(
          switch (cell) {
            case null -> null;
            case Double number -> plain(number);
            case String text -> Canvas.clean(text);
            default -> cell;
          });
    }
    rows.add(row);
    return this;
  }

  /// `1432`, `0.0025`: every digit, and an exponent only where there would be too many zeros.
  private static String plain(double number) {
    if (Double.isNaN(number)) {
      return null;
    }
    boolean readable = number == 0 || Math.abs(number) >= 1e-9 && Math.abs(number) < 1e15;
    return readable
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  /// As CSV (RFC 4180, but with line feeds): a header, then the rows.
  String csv() {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecord(columns);
      for (List<Object> row : rows) {
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
