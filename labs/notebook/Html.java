package labs.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import kit.chart.Chart;
import kit.result.Numbers;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Pieces of a page, as notebooks show them. Text is escaped here and nowhere else.
public final class Html {
  private static final String TABLE =
      "font-variant-numeric:tabular-nums;border-collapse:collapse;margin:6px 0 14px";
  private static final String CELL = "padding:3px 8px;text-align:%s;white-space:%s";
  private static final String GROUP =
      "text-align:left;padding:10px 8px 3px;font-weight:normal;font-style:italic";
  private static final String PROSE = "max-width:880px;margin:6px 0 14px 20px";

  private Html() {}

  /// What a table or a list is of.
  static String heading(String text) {
    return "<p style='" + PROSE + ";font-weight:bold'>" + escape(text) + "</p>";
  }

  /// A table of rows that [row] made; one that is too wide for the page can be moved in its place.
  static String table(List<String> heads, CharSequence rows) {
    String head =
        heads.stream()
            .map(text -> "<th scope='col' style='text-align:left;padding:3px 8px'>" + text)
            .collect(Collectors.joining("</th>", "<tr>", "</th></tr>"));
    return "<div tabindex='0' style='overflow-x:auto'><table style='%s'>%s%s</table></div>"
        .formatted(TABLE, head, rows);
  }

  /// One row of a table, of cells.
  static String row(String... cells) {
    return "<tr>" + String.join("", cells) + "</tr>";
  }

  /// The head of some rows of a table.
  ///
  /// @param columns of the table
  static String group(int columns, String text) {
    return "<tr><th colspan='%s' style='%s'>%s</th></tr>"
        .formatted(columns, GROUP, unbroken(escape(text)));
  }

  /// The name of a row.
  static String rowHead(String text) {
    return "<th scope='row' style='%s'>%s</th>"
        .formatted(CELL.formatted("left", "nowrap"), escape(text));
  }

  /// @param side `left` or `right`
  static String cell(String side, String html) {
    return "<td style='" + CELL.formatted(side, "nowrap") + "'>" + html + "</td>";
  }

  /// A cell of words, which may take several lines.
  static String words(String text) {
    return "<td style='%s;min-width:110px'>%s</td>"
        .formatted(CELL.formatted("left", "normal"), breaking(unbroken(escape(text))));
  }

  /// Notes on the row above, each on lines of its own, or nothing where there are none.
  ///
  /// @param columns of the table
  static String notes(int columns, List<String> notes) {
    return notes.isEmpty()
        ? ""
        : "<tr><td colspan='%s' style='%s;padding-left:24px'><small>%s</small></td></tr>"
            .formatted(
                columns,
                CELL.formatted("left", "normal"),
                unbroken(escape(String.join("\n", notes))).replace("\n", "<br>"));
  }

  /// A line may end inside `results/run_20250701.json`, which is wider than a column can be.
  private static String breaking(String text) {
    return text.replaceAll("(?<=\\w[/.])(?=[A-Za-z_]{2})|(?<=\\w_)(?=\\w)", "<wbr>");
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

  /// A piece that is shown when the reader asks for it.
  ///
  /// @param summary what it holds
  static String folded(String summary, String html) {
    return "<details><summary style='margin:6px 20px'>%s</summary>%s</details>"
        .formatted(escape(summary), html);
  }

  /// A chart as a picture, twice as fine as it is shown, with its words for readers who cannot
  /// see it; a blank one as the sentence that says what is missing.
  ///
  /// @param name of the chart: `saturation`
  static String picture(String name, Chart chart) {
    if (chart.blank()) {
      return prose(List.of(chart.title() + "."));
    }
    return image(name, Chart.WIDTH, chart.altText(), chart.png(2 * Chart.WIDTH));
  }

  /// A chart of the reader's own as a picture, twice as fine as it is shown; its words are its
  /// title and the names of its series.
  public static String picture(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart) {
    int width = chart.getWidth();
    BufferedImage image =
        new BufferedImage(2 * width, 2 * chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(2, 2);
    chart.paint(graphics, width, chart.getHeight());
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    String series =
        chart.getSeriesCollection().stream().map(Series::getName).collect(Collectors.joining("; "));
    String words = (chart.getTitle() + ": " + series).replaceFirst("^: ", "");
    return image("own", width, words, png.toByteArray());
  }

  private static String image(String name, int width, String words, byte[] png) {
    return "<img data-chart='%s' width='%s' style='max-width:100%%' alt='%s' src='data:image/png;base64,%s'>"
        .formatted(name, width, escape(words), Base64.getEncoder().encodeToString(png));
  }

  /// A Tablesaw table, its numbers at the right; one without rows as the sentence that says so.
  public static String of(Table table) {
    if (table.isEmpty()) {
      return prose(List.of(table.name() + ": no rows."));
    }
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
