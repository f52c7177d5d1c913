package kit.figure;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// One row of a data file. Whatever is wrong with a cell is told with file, line and column.
///
/// @param usual what stands for a cell that is empty, or whose column is left out
record CsvRow(String file, long line, CSVRecord cells, Map<String, String> usual) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /// The rows of a file whose head must be exactly these columns.
  static List<CsvRow> read(Path file, List<String> columns) {
    return read(file, columns, Map.of());
  }

  /// The rows of a file whose head has some of these columns, in any order.
  ///
  /// @param usual by the columns that may be left out; without any, all stand in their order
  static List<CsvRow> read(Path file, List<String> columns, Map<String, String> usual) {
    String name = file.getFileName().toString();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = FORMAT.parse(reader)) {
      List<String> head = parser.getHeaderNames();
      List<String> needed = columns.stream().filter(one -> !usual.containsKey(one)).toList();
      boolean right =
          columns.containsAll(head)
              && head.containsAll(needed)
              && Set.copyOf(head).size() == head.size();
      if (usual.isEmpty() ? !head.equals(columns) : !right) {
        throw new DatasetException(
            "%s line 1: the columns are %s; they must be %s%s"
                .formatted(name, head, needed, usual.isEmpty() ? "" : ", and may be " + columns));
      }
      List<CsvRow> rows = new ArrayList<>();
      for (CSVRecord cells : parser) {
        refuseGaps(name, parser.getCurrentLineNumber(), cells, head);
        rows.add(new CsvRow(name, parser.getCurrentLineNumber(), cells, usual));
      }
      return rows;
    } catch (NoSuchFileException e) {
      throw new DatasetException("there is no data file " + file);
    } catch (IOException | UncheckedIOException e) {
      throw new DatasetException(name + " cannot be read as CSV in UTF-8: " + e.getMessage());
    }
  }

  private static void refuseGaps(String file, long line, CSVRecord cells, List<String> head) {
    if (cells.size() != head.size()) {
      throw new DatasetException(
          "%s line %s: it has %s cells; the head has %s, so a comma is missing or needs quotes"
              .formatted(file, line, cells.size(), head.size()));
    }
  }

  /// The cell, possibly empty.
  String text(String column) {
    String cell = cells.isMapped(column) ? cells.get(column) : "";
    return cell.isBlank() ? usual.getOrDefault(column, cell) : cell;
  }

  /// The cell, which must not be empty.
  String required(String column) {
    String text = text(column);
    if (text.isBlank()) {
      throw error(column, "it is empty");
    }
    return text;
  }

  /// A number in digits with a point.
  BigDecimal number(String column) {
    return parsed(
        column,
        text -> {
          try {
            return new BigDecimal(text);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is no number; write digits and a point, such as 1250 or 27.81");
          }
        });
  }

  /// A whole number from 1 up.
  int count(String column) {
    BigDecimal number = number(column);
    try {
      int count = number.intValueExact();
      if (count >= 1) {
        return count;
      }
    } catch (ArithmeticException e) {
      // falls through to the sentence that both cases share
    }
    throw error(column, "\"" + number + "\" is no whole number from 1 up");
  }

  /// Words parted by spaces, possibly none.
  List<String> words(String column) {
    String text = text(column).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /// The cell through a parser whose complaint becomes this row's.
  <T> T parsed(String column, Function<String, T> parser) {
    String text = required(column);
    try {
      return parser.apply(text);
    } catch (DatasetException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw error(column, e.getMessage());
    }
  }

  DatasetException error(String column, String problem) {
    return DatasetException.at(file, line, column, problem);
  }
}
