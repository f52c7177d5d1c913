package kit.report;

import java.util.List;
import java.util.stream.Collectors;
import kit.result.Documented;
import kit.result.FigureRow;
import kit.result.Numbers;

/// The lines below a row: why its verdict is what it is, and on request what stands behind it.
record FigureNotes(Style style, boolean verbose) {
  private static final String INDENT = "    ";

  void add(List<String> lines, FigureRow row, FigureCells cells) {
    cells.reasons().forEach(reason -> add(lines, Ink.PLAIN, reason));
    cells.weaknesses().forEach(weakness -> add(lines, Ink.YELLOW, weakness));
    if (verbose) {
      add(lines, Ink.DIM, ratio(row));
      add(lines, Ink.DIM, source(row.documented()));
      add(lines, Ink.DIM, RowNotes.outliers(row));
      add(lines, Ink.DIM, trials(row));
    }
  }

  private void add(List<String> lines, Ink ink, String text) {
    if (!text.isBlank()) {
      Columns.wrap(style.text(text), style.terminal().textWidth() - INDENT.length())
          .forEach(line -> lines.add(INDENT + style.ink(ink, line)));
    }
  }

  private static String ratio(FigureRow row) {
    return row.ratio() == null
        ? ""
        : "ratio "
            + Words.ratio(row.ratio(), row.ratioLow(), row.ratioHigh())
            + ", above 1 is better";
  }

  private static String source(Documented documented) {
    return documented == null
        ? ""
        : "document "
            + documented.document()
            + ":"
            + documented.line()
            + ", figure "
            + documented.id();
  }

  private static String trials(FigureRow row) {
    return row.values().isEmpty()
        ? ""
        : row.values().stream()
            .map(value -> Numbers.inUnit(value, row.unit()))
            .collect(Collectors.joining("; ", "trials ", ""));
  }
}
