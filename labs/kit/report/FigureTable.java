package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.Verdict;

/// Documented beside measured, one line a figure, in blocks of one unit.
///
/// Columns are as wide as their content wants. What does not fit is wrapped inside its column, the
/// label first, so that no number is ever cut.
final class FigureTable implements Section {
  private static final int[] LEAST = {22, 10, 8, 13, 1};
  private static final String GAP = "  ";
  private static final String INDENT = "  ";

  private final Style style;
  private final boolean verbose;

  FigureTable(Style style, boolean verbose) {
    this.style = style;
    this.verbose = verbose;
  }

  /// The cells of one line, and the ink of the last of them.
  private record Cells(List<String> texts, Ink number, Ink verdict) {}

  @Override
  public List<String> lines(Result result) {
    if (result.figures().isEmpty()) {
      return List.of();
    }
    String interval = Words.intervalName(result);
    Cells head = head(interval);
    List<Cells> rows = result.figures().stream().map(this::cells).toList();
    int[] columns = columns(head, rows);
    List<String> lines = new ArrayList<>(table(head, columns));
    String block = "";
    for (int at = 0; at < rows.size(); at++) {
      FigureRow row = result.figures().get(at);
      if (!Words.block(row).equals(block)) {
        block = Words.block(row);
        lines.addAll(dim(Columns.wrap(style.text(block), style.terminal().width())));
      }
      lines.addAll(table(rows.get(at), columns));
      new FigureNotes(style, verbose).add(lines, result, row, interval);
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

  private Cells cells(FigureRow row) {
    Verdict verdict = row.ruling();
    String said = (style.mark(verdict) + " " + verdict.word()).strip();
    return new Cells(
        List.of(
            INDENT + style.text(row.label()),
            row.documented() == null ? "(none)" : style.text(row.documented().text()),
            row.measured() == null ? "" : Numbers.inUnit(row.measured(), row.unit()),
            style.text(Words.interval(row)),
            verdict instanceof Verdict.None ? "" : said),
        Ink.BOLD,
        style.inkOf(verdict));
  }

  private int[] columns(Cells head, List<Cells> rows) {
    int[] columns = new int[LEAST.length];
    for (int at = 0; at < columns.length; at++) {
      int column = at;
      int widest =
          rows.stream().mapToInt(row -> Columns.width(row.texts().get(column))).max().orElse(0);
      columns[at] = Math.max(widest, Columns.width(head.texts().get(at)));
    }
    int room = style.terminal().width() - GAP.length() * (columns.length - 1);
    for (int at = 0; at < columns.length; at++) {
      int over = Math.max(0, IntStream.of(columns).sum() - room);
      columns[at] = Math.max(Math.min(columns[at], LEAST[at]), columns[at] - over);
    }
    return columns;
  }

  private List<String> table(Cells row, int[] columns) {
    List<List<String>> cells = new ArrayList<>();
    for (int at = 0; at < columns.length; at++) {
      cells.add(wrapped(row.texts().get(at), columns[at]));
    }
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      String measured = cell(cells, 2, line);
      String pad = " ".repeat(columns[2] - Columns.width(measured));
      lines.add(
          String.join(
                  GAP,
                  Columns.left(cell(cells, 0, line), columns[0]),
                  Columns.right(cell(cells, 1, line), columns[1]),
                  pad + style.ink(row.number(), measured),
                  Columns.left(cell(cells, 3, line), columns[3]),
                  style.ink(row.verdict(), cell(cells, 4, line)))
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
