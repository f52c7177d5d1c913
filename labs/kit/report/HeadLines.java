package kit.report;

import java.util.List;

/// The first lines of a run: which lab, and what it is going to do.
final class HeadLines {
  private HeadLines() {}

  static String first(String lab, String title, Style style) {
    String name = style.text(lab);
    int width = style.terminal().width();
    String line = Columns.cut(name + "   " + style.text(title), width, style.ellipsis());
    int bold = Math.min(name.length(), line.length());
    return style.ink(Ink.BOLD, line.substring(0, bold)) + line.substring(bold);
  }

  static List<String> plan(String plan, Style style) {
    return Columns.wrap(style.text(plan), style.terminal().width());
  }
}
