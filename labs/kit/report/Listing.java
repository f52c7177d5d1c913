package kit.report;

import java.util.ArrayList;
import java.util.List;

/// A section whose name stands once, left of its lines.
final class Listing {
  private static final int NAME_COLUMNS = 8;

  private final Style style;
  private final String name;
  private final List<String> lines = new ArrayList<>();

  Listing(Style style, String name) {
    this.style = style;
    this.name = name;
  }

  /// Adds a text, wrapped; its continuation lines are indented once more.
  void add(String text) {
    int columns = style.terminal().textWidth() - NAME_COLUMNS;
    List<String> wrapped = Columns.wrap(style.text(text), columns);
    put(wrapped.getFirst());
    if (wrapped.size() > 1) {
      String rest = String.join(" ", wrapped.subList(1, wrapped.size()));
      Columns.wrap(rest, columns - 2).forEach(line -> put("  " + line));
    }
  }

  private void put(String line) {
    lines.add(Columns.left(lines.isEmpty() ? name : "", NAME_COLUMNS) + line);
  }

  List<String> lines() {
    return lines;
  }
}
