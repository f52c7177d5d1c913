package labs.notebook;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import kit.chart.Chart;
import kit.report.Numbers;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Pieces of a page, as notebooks show them. Text is escaped here and nowhere else.
public final class Html {
  private static final String TABLE =
      "font-variant-numeric:tabular-nums;border-collapse:collapse;margin:6px 0 14px";
  private static final String CELL = "padding:3px 12px;text-align:%s;white-space:%s";
  private static final String PROSE = "max-width:880px;margin:6px 0 14px 20px";

  private Html() {}

  /// What a table or a list is of.
  static String heading(String text) {
    return "<p style='" + PROSE + ";font-weight:bold'>" + escape(text) + "</p>";
  }

  /// A table of rows that [row] made.
  static String table(List<String> heads, CharSequence rows) {
    String head =
        heads.stream()
            .map(text -> "<th scope='col' style='text-align:left;padding:3px 12px'>" + text)
            .collect(Collectors.joining("</th>", "<tr>", "</th></tr>"));
    return "<table style='" + TABLE + "'>" + head + rows + "</table>";
  }

  /// One row of a table, of cells.
  static String row(String... cells) {
    return "<tr>" + String.join("", cells) + "</tr>";
  }

  /// @param side `left` or `right`
  static String cell(String side, String html) {
    return "<td style='" + CELL.formatted(side, "nowrap") + "'>" + html + "</td>";
  }

  /// A cell of words, which may take several lines.
  static String words(String text) {
    return "<td style='" + CELL.formatted("left", "normal") + "'>" + escape(text) + "</td>";
  }

  /// Sentences as one paragraph, or nothing where there are none.
  static String prose(List<String> sentences) {
    return sentences.isEmpty()
        ? ""
        : "<p style='" + PROSE + "'>" + unbroken(escape(String.join(" ", sentences))) + "</p>";
  }

  /// Sentences as a list, or nothing where there are none.
  static String list(List<String> sentences) {
    return sentences.isEmpty()
        ? ""
        : sentences.stream()
            .map(sentence -> "<li>" + unbroken(escape(sentence)) + "</li>")
            .collect(Collectors.joining("", "<ul style='" + PROSE + "'>", "</ul>"));
  }

  /// A chart as a picture, twice as fine as it is shown, with its words for readers who cannot
  /// see it; a blank one as the sentence that says what is missing.
  ///
  /// @param name of the chart: `saturation`
  static String picture(String name, Chart chart) {
    if (chart.blank()) {
      return prose(List.of(chart.title() + "."));
    }
    String png = Base64.getEncoder().encodeToString(chart.png(2 * Chart.WIDTH));
    return "<img data-chart='%s' width='%s' style='max-width:100%%' alt='%s' src='data:image/png;base64,%s'>"
        .formatted(name, Chart.WIDTH, escape(chart.altText()), png);
  }

  /// A Tablesaw table, its numbers at the right.
  public static String of(Table table) {
    StringBuilder rows = new StringBuilder();
    for (int at = 0; at < table.rowCount(); at++) {
      rows.append("<tr>");
      for (Column<?> column : table.columns()) {
        String side = column instanceof NumericColumn<?> ? "right" : "left";
        rows.append(cell(side, escape(text(column, at))));
      }
      rows.append("</tr>");
    }
    return table(table.columnNames().stream().map(Html::escape).toList(), rows);
  }

  private static String text(Column<?> column, int at) {
    return column instanceof DoubleColumn numbers && Double.isFinite(numbers.getDouble(at))
        ? Numbers.plain(numbers.getDouble(at))
        : column.getString(at);
  }

  /// No line ends inside `16 640`, `95 %` or `25.3 GB`.
  private static String unbroken(String text) {
    return text.replaceAll("(?<=\\d) (?=\\d{3}|%|[kMGT]?B\\b|[num]?s\\b)", "&nbsp;");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&quot;");
  }
}
