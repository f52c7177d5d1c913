package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Text laid out in columns of one code point each.
public final class Columns {
  private static final Pattern SPACE_OUTSIDE_NUMBERS =
      Pattern.compile("(?<![0-9]) | (?![0-9]{3}(?![0-9])|%)");

  /// A word that begins with digits, whatever sign stands before them: `12 500`, `<150`, `100+`.
  private static final Pattern NUMBER = Pattern.compile("[^\\p{L}\\p{N}]*[0-9].*");

  private Columns() {}

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The text, filled up with spaces.
  public static String left(String text, int columns) {
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
  public static String cut(String text, int columns, String ellipsis) {
    return width(text) <= columns ? text : head(text, columns - ellipsis.length()) + ellipsis;
  }

  /// The width of the widest number in a text: in a narrower column it would be broken.
  static int widestNumber(String text) {
    return SPACE_OUTSIDE_NUMBERS
        .splitAsStream(text.strip())
        .filter(word -> NUMBER.matcher(word).matches())
        .mapToInt(Columns::width)
        .max()
        .orElse(0);
  }

  /// Breaks at spaces, but never inside a grouped number nor before its percent sign; a word that
  /// is too long by itself is broken where the line ends. Never empty.
  public static List<String> wrap(String text, int columns) {
    return wrap(List.of(SPACE_OUTSIDE_NUMBERS.split(text.strip())), columns);
  }

  /// As [#wrap(String, int)], but after a comma if that can be.
  public static List<String> wrapAtCommas(String text, int columns) {
    List<String> parts = new ArrayList<>();
    for (String part : text.strip().split("(?<=,) ")) {
      parts.addAll(width(part) <= columns ? List.of(part) : wrap(part, columns));
    }
    return wrap(parts, columns);
  }

  private static List<String> wrap(List<String> parts, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      String left = part;
      if (!line.isEmpty() && width(line.toString()) + 1 + width(left) > columns) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      while (width(left) > columns) {
        String head = head(left, columns);
        lines.add(head.stripTrailing());
        left = left.substring(head.length()).stripLeading();
      }
      line.append(left);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
