package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first lines of a run: which lab, and what it is going to do.
final class HeadLines {
  private static final Pattern NAME = Pattern.compile("\\p{Lower}{1,9} {2,9}|! ");
  private static final String INDENT = "  ";

  private HeadLines() {}

  static String first(String lab, String title, Style style) {
    String name = style.text(lab);
    int width = style.terminal().textWidth();
    String line = Columns.cut(name + "   " + style.text(title), width, style.ellipsis());
    int bold = Math.min(name.length(), line.length());
    return style.ink(Ink.BOLD, line.substring(0, bold)) + line.substring(bold);
  }

  /// A line that stays; what does not fit stands below the text, right of its name.
  static List<String> named(String line, Style style) {
    Matcher name = NAME.matcher(style.text(line));
    String head = name.lookingAt() ? name.group() : "";
    String rest = style.text(line).substring(head.length());
    int columns = style.terminal().textWidth() - INDENT.length() - head.length();
    List<String> lines = new ArrayList<>();
    for (String part : Columns.wrap(rest, columns)) {
      lines.add(INDENT + (lines.isEmpty() ? head : " ".repeat(head.length())) + part);
    }
    return lines;
  }

  static List<String> plan(String plan, Style style) {
    return Columns.wrap(style.text(plan), style.terminal().textWidth());
  }
}
