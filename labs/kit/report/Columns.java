package kit.report;

import java.util.ArrayList;
import java.util.List;

/// Text laid out in columns of one code point each.
final class Columns {
  private Columns() {}

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /// The first columns of a text.
  static String head(String text, int columns) {
    return text.substring(0, text.offsetByCodePoints(0, Math.min(columns, width(text))));
  }

  /// The text, its end replaced by a sign when it is too long.
  static String cut(String text, int columns, String ellipsis) {
    return width(text) <= columns ? text : head(text, columns - ellipsis.length()) + ellipsis;
  }

  /// Breaks at spaces; a word that is too long by itself is broken where the line ends. Never
  /// empty.
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" ")) {
      String left = word;
      if (!line.isEmpty() && width(line.toString()) + 1 + width(left) > columns) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      while (width(left) > columns) {
        String head = head(left, columns);
        lines.add(head);
        left = left.substring(head.length());
      }
      line.append(left);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
