package kit.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// @param columns their names, a space between any two
  Table(String columns) {
    this.columns = List.of(columns.split(" "));
  }

  /// Adds a row: text, numbers, null for nothing; a spread fills three columns, its median, low and
  /// high, and a list as many as it holds.
  Table row(Object... cells) {
    List<Object> row = new ArrayList<>();
    add(row, Arrays.asList(cells));
    if (row.size() != columns.size()) {
      throw new IllegalArgumentException(
          row.size() + " cells in a table of " + columns.size() + " columns: " + columns);
    }
    rows.add(row);
    return this;
  }

  private static void add(List<Object> row, List<?> cells) {
    for (Object cell : cells) {
      switch (cell) {
        case null -> row.add(null);
        case Double number -> row.add(plain(number));
        case String text -> row.add(Canvas.clean(text));
        case Spread spread -> add(row, List.of(spread.median(), spread.low(), spread.high()));
        case List<?> more -> add(row, more);
        default -> row.add(cell);
      }
    }
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
