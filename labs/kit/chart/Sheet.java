package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.List;
import kit.result.Result;

/// A whole chart before it is put on paper: the frame that all charts share, and the panels in it.
///
/// @param title the finding, in one sentence without a full stop
/// @param subtitle what is drawn: quantity, unit, kind of axis, which way is better, what dot and
///     bar are
/// @param key the signs that the panels use
/// @param panels from top to bottom; none where there is nothing to draw
/// @param warnings what weakens the chart, in words: smoke, noise
/// @param source where the numbers come from
/// @param description kind, finding, extremes, for readers who cannot see the chart
/// @param numbers what is drawn
record Sheet(
    String title,
    String subtitle,
    List<Sign> key,
    List<Panel> panels,
    List<String> warnings,
    List<String> source,
    String description,
    Table numbers) {
  Sheet {
    key = List.copyOf(key);
    panels = List.copyOf(panels);
    warnings = List.copyOf(warnings);
    source = List.copyOf(source);
  }

  /// A chart of one result, which its foot names.
  static Sheet of(
      Result result,
      String title,
      String subtitle,
      List<Sign> key,
      List<? extends Panel> panels,
      String description,
      Table numbers) {
    return new Sheet(
        title,
        subtitle,
        key,
        List.copyOf(panels),
        Source.warnings(result),
        Source.of(result),
        description,
        numbers);
  }

  private static final double KEY_ROW = 22;
  private static final double KEY_HEAD = 8;
  private static final double KEY_SIGN = 15;
  private static final double KEY_GAP = 30;
  private static final double PANEL_GAP = 14;
  private static final double FOOT_LINE = 15;
  private static final double FOOT_GAP = 22;

  /// How high the chart is, in pixels of its layout.
  int height(Typeface typeface, Print print) {
    return (int) Math.ceil(paint(null, typeface, print));
  }

  /// Draws the chart.
  void paint(Canvas canvas, Print print) {
    int height = height(canvas.typeface(), print);
    canvas.box(new Rectangle2D.Double(0, 0, print.width(), height), Tone.GROUND, 1);
    paint(canvas, canvas.typeface(), print);
  }

  /// Lays the chart out and draws it, unless there is nothing to draw on.
  ///
  /// @return the height that it took
  private double paint(Canvas canvas, Typeface typeface, Print print) {
    Column column = new Column(canvas, typeface, print);
    boolean page = print.page();
    column.skip(page ? 12 : 2);
    if (print.titled()) {
      column.lines(List.of(title), page ? 24 : 16, page ? Type.TITLE : Type.LABEL, Tone.INK);
      column.skip(4);
      column.lines(
          List.of(subtitle), page ? 17 : FOOT_LINE, page ? Type.SUBTITLE : Type.BODY, Tone.SOFT);
    }
    if (!key.isEmpty()) {
      column.key(key);
    }
    for (Panel panel : panels) {
      column.skip(PANEL_GAP);
      column.panel(panel);
    }
    column.skip(FOOT_GAP - FOOT_LINE);
    column.lines(warnings, FOOT_LINE, Type.SMALL, Tone.INK);
    column.lines(source, FOOT_LINE, Type.SMALL, Tone.SOFT);
    column.skip(page ? 12 : 6);
    return column.y;
  }

  /// What stands below each other in a chart, from its top.
  private static final class Column {
    private final Canvas canvas;
    private final Typeface typeface;
    private final double left;
    private final double width;
    private double y;

    /// @param canvas null where only the height is asked for
    Column(Canvas canvas, Typeface typeface, Print print) {
      this.canvas = canvas;
      this.typeface = typeface;
      this.left = print.margin();
      this.width = print.width() - 2 * print.margin();
    }

    void skip(double px) {
      y += px;
    }

    void lines(List<String> texts, double lineHeight, Type type, Tone tone) {
      for (String text : texts) {
        for (String line : typeface.wrap(Canvas.clean(text), type, width)) {
          y += lineHeight;
          if (canvas != null) {
            canvas.text(line, left, y, type, tone);
          }
        }
      }
    }

    void panel(Panel panel) {
      double height = panel.height(typeface, width);
      if (canvas != null) {
        panel.paint(canvas, new Rectangle2D.Double(left, y, width, height));
      }
      y += height;
    }

    /// The signs in a row, or in as many rows as they need.
    void key(List<Sign> signs) {
      y += KEY_HEAD;
      double from = left + 8;
      double x = from;
      for (Sign sign : signs) {
        double needed = KEY_SIGN + typeface.width(sign.word(), Type.KEY);
        if (x > from && x + needed > left + width) {
          x = from;
          y += KEY_ROW;
        }
        if (canvas != null) {
          sign(sign, x, y + KEY_ROW / 2);
        }
        x += needed + KEY_GAP;
      }
      y += KEY_ROW;
    }

    private void sign(Sign sign, double x, double middle) {
      if (sign == Sign.MEASURED) {
        canvas.box(new Rectangle2D.Double(x - 6, middle - 8, 12, 16), Tone.INTERVAL, 1);
      }
      sign.paint(canvas.graphics(), canvas.theme(), x, middle);
      canvas.text(sign.word(), x + KEY_SIGN, middle + Axes.DROP, Type.KEY, Tone.INK);
    }
  }
}
