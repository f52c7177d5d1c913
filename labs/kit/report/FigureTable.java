package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kit.result.FigureRow;
import kit.result.Result;

/// Documented beside measured, one line a figure, in blocks of one unit.
///
/// Columns are as wide as their content wants. What does not fit is wrapped inside its column, the
/// label first, and no number is ever cut or broken.
record FigureTable(Style style, boolean verbose) implements Section {
  private static final int LABEL = 0;
  private static final int DOCUMENTED = 1;
  private static final int MEASURED = 2;
  private static final int INTERVAL = 3;
  private static final int VERDICT = 4;

  /// A label of fewer columns is hard to read, and one of fewer than the second no label.
  private static final int LABEL_LEAST = 22;

  private static final int LABEL_LAST = 8;

  /// No number is wider: what claims to be one may be broken.
  private static final int NUMBER_MOST = 16;

  private static final String GAP = "  ";
  private static final String INDENT = "  ";

  /// The cells of one line, and the ink of the last of them.
  private record Cells(List<String> texts, Ink number, Ink verdict) {}

  @Override
  public List<String> lines(Result result) {
    if (result.figures().isEmpty()) {
      return List.of();
    }
    String interval = Words.intervalName(result);
    Cells head = head(interval);
    List<FigureCells> figures =
        result.figures().stream().map(row -> FigureCells.of(result, row)).toList();
    List<Cells> rows = figures.stream().map(this::cells).toList();
    int[] columns = columns(head, rows);
    boolean list = style.terminal().narrow() && IntStream.of(columns).sum() > room(columns);
    List<String> lines = new ArrayList<>(list ? List.of() : table(head, columns));
    String block = "";
    for (int at = 0; at < rows.size(); at++) {
      FigureRow row = result.figures().get(at);
      if (!Words.block(row).equals(block)) {
        block = Words.block(row);
        lines.addAll(dim(Columns.wrap(style.text(block), style.terminal().textWidth())));
      }
      lines.addAll(list ? list(rows.get(at), interval) : table(rows.get(at), columns));
      new FigureNotes(style, verbose).add(lines, row, figures.get(at));
    }
    return lines;
  }

  private List<String> dim(List<String> lines) {
    return lines.stream().map(line -> style.ink(Ink.DIM, line)).toList();
  }

  private Cells head(String interval) {
    String name = style.text(interval.toUpperCase(Locale.ROOT));
    return new Cells(List.of("FIGURE", "DOCUMENTED", "MEASURED", name, ""), Ink.PLAIN, Ink.PLAIN);
  }

  private Cells cells(FigureCells row) {
    return new Cells(
        List.of(
            INDENT + style.text(row.label()),
            style.text(row.documented()),
            row.measured(),
            style.text(row.interval()),
            row.verdict(style.terminal().utf8())),
        Ink.BOLD,
        style.inkOf(row.verdict()));
  }

  /// How wide each column is. Where the terminal is too narrow for all, the label gives way first,
  /// then the interval, which has a dash to break at, then the document's words; what was measured
  /// never does.
  private int[] columns(Cells head, List<Cells> rows) {
    List<Cells> all = Stream.concat(Stream.of(head), rows.stream()).toList();
    int[] columns = new int[head.texts().size()];
    for (int at = 0; at < columns.length; at++) {
      columns[at] = widest(all, at, Columns::width);
    }
    narrow(columns, LABEL, LABEL_LEAST);
    narrow(columns, INTERVAL, leastWithNumbers(head, rows, INTERVAL));
    narrow(columns, DOCUMENTED, leastWithNumbers(head, rows, DOCUMENTED));
    narrow(columns, LABEL, LABEL_LAST);
    if (!style.terminal().narrow()) {
      narrow(columns, VERDICT, 1);
    }
    return columns;
  }

  private static int leastWithNumbers(Cells head, List<Cells> rows, int column) {
    int number = Math.min(NUMBER_MOST, widest(rows, column, Columns::widestNumber));
    return Math.max(number, Columns.width(head.texts().get(column)));
  }

  private static int widest(List<Cells> rows, int column, ToIntFunction<String> width) {
    return rows.stream().map(row -> row.texts().get(column)).mapToInt(width).max().orElse(0);
  }

  private void narrow(int[] columns, int at, int least) {
    int over = Math.max(0, IntStream.of(columns).sum() - room(columns));
    columns[at] = Math.max(Math.min(columns[at], least), columns[at] - over);
  }

  private int room(int[] columns) {
    return style.terminal().textWidth() - GAP.length() * (columns.length - 1);
  }

  /// A row in lines of its own, where a table has no room.
  private List<String> list(Cells row, String interval) {
    int columns = style.terminal().textWidth() - 2 * INDENT.length();
    List<String> lines = new ArrayList<>();
    Columns.wrapAtCommas(row.texts().get(LABEL), columns + INDENT.length())
        .forEach(line -> lines.add(INDENT + line));
    String range = row.texts().get(INTERVAL);
    String measured = row.texts().get(MEASURED);
    List<String> texts = new ArrayList<>(List.of("documented " + row.texts().get(DOCUMENTED)));
    if (!measured.isEmpty()) {
      texts.add("measured " + measured);
    }
    if (!range.isEmpty()) {
      texts.add(style.text(interval) + " " + range);
    }
    for (String text : texts) {
      Columns.wrap(text, columns).forEach(line -> lines.add(INDENT + INDENT + line));
    }
    if (!row.texts().get(VERDICT).isEmpty()) {
      lines.add(INDENT + INDENT + style.ink(row.verdict(), row.texts().get(VERDICT)));
    }
    return lines;
  }

  private List<String> table(Cells row, int[] columns) {
    List<List<String>> cells = new ArrayList<>();
    for (int at = 0; at < columns.length; at++) {
      cells.add(wrapped(row.texts().get(at), columns[at]));
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      String measured = cell(cells, MEASURED, line);
      String pad = " ".repeat(columns[MEASURED] - Columns.width(measured));
      lines.add(
          String.join(
                  GAP,
                  Columns.left(cell(cells, LABEL, line), columns[LABEL]),
                  Columns.right(cell(cells, DOCUMENTED, line), columns[DOCUMENTED]),
                  pad + style.ink(row.number(), measured),
                  Columns.left(cell(cells, INTERVAL, line), columns[INTERVAL]),
                  style.ink(row.verdict(), cell(cells, VERDICT, line)))
              .stripTrailing());
    }
    return lines;
  }

  private static List<String> wrapped(String cell, int columns) {
    if (!cell.startsWith(INDENT)) {
      return Columns.wrap(cell, columns);
    }
    return Columns.wrapAtCommas(cell, columns - INDENT.length()).stream()
        .map(line -> INDENT + line)
        .toList();
  }

  private static String cell(List<List<String>> cells, int column, int line) {
    return line < cells.get(column).size() ? cells.get(column).get(line) : "";
  }
}
