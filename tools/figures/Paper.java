package tools.figures;

import java.util.ArrayList;
import java.util.List;
import kit.report.Columns;
import kit.report.Ink;
import kit.report.Style;
import kit.result.Verdict;

/// What the pages of figures have in common, in the style of the terminal that they are written on.
record Paper(Style style) {
  /// Of text.
  int width() {
    return style.terminal().textWidth();
  }

  /// Of tables, which take what there is.
  int tableWidth() {
    return style.terminal().width();
  }

  /// The text in exactly so many columns, cut where it is too long.
  String cell(String text, int columns) {
    return Columns.left(Columns.cut(style.text(text), columns, style.ellipsis()), columns);
  }

  /// The text in lines of this many columns.
  List<String> wrapped(String text, int columns) {
    return Columns.wrap(style.text(text), columns);
  }

  /// A name and its text beside it, wrapped and aligned; nothing where there is no text.
  List<String> named(String name, String text) {
    List<String> lines = new ArrayList<>();
    if (!text.isBlank()) {
      for (String line : wrapped(text, width() - 14)) {
        lines.add("  " + cell(lines.isEmpty() ? name : "", 12) + line);
      }
    }
    return lines;
  }

  /// A verdict's sign and words in its colour.
  String verdict(Verdict verdict, String words) {
    return style.ink(style.inkOf(verdict), style.mark(verdict) + " " + style.text(words));
  }

  /// Heads of tables.
  String bold(String text) {
    return style.ink(Ink.BOLD, style.text(text));
  }

  String good(String text) {
    return style.ink(Ink.GREEN, style.held() + " " + text);
  }

  String bad(String text) {
    return style.ink(Ink.RED, style.failed() + " " + text);
  }
}
