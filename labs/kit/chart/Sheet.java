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

  private static final double MARGIN = 20;

  /// The width that panels have.
  static final double INSIDE = Chart.WIDTH - 2 * MARGIN;
  private static final double TITLE_LINE = 24;
  private static final double SUBTITLE_LINE = 17;
  private static final double KEY_HEIGHT = 30;
  private static final double PANEL_GAP = 14;
  private static final double FOOT_LINE = 15;
  private static final double FOOT_GAP = 22;

  /// How high the chart is, in pixels of a chart that is [Chart#WIDTH] wide.
  int height(Typeface typeface) {
    return (int) Math.ceil(paint(null, typeface));
  }

  /// Draws the chart.
  void paint(Canvas canvas) {
    int height = height(canvas.typeface());
    canvas.box(new Rectangle2D.Double(0, 0, Chart.WIDTH, height), Tone.GROUND, 1);
    paint(canvas, canvas.typeface());
  }

  /// Lays the chart out and draws it, unless there is nothing to draw on.
  ///
  /// @return the height that it took
  private double paint(Canvas canvas, Typeface typeface) {
    double y = 12;
    y = lines(canvas, typeface, List.of(title), y, TITLE_LINE, Type.TITLE, Tone.INK);
    y = lines(canvas, typeface, List.of(subtitle), y + 4, SUBTITLE_LINE, Type.SUBTITLE, Tone.SOFT);
    if (!key.isEmpty()) {
      key(canvas, typeface, y + KEY_HEIGHT / 2 + 3);
      y += KEY_HEIGHT;
    }
    for (Panel panel : panels) {
      y += PANEL_GAP;
      if (canvas != null) {
        panel.paint(canvas, new Rectangle2D.Double(MARGIN, y, INSIDE, panel.height(typeface)));
      }
      y += panel.height(typeface);
    }
    y += FOOT_GAP - FOOT_LINE;
    y = lines(canvas, typeface, warnings, y, FOOT_LINE, Type.SMALL, Tone.INK);
    y = lines(canvas, typeface, source, y, FOOT_LINE, Type.SMALL, Tone.SOFT);
    return y + 12;
  }

  private static double lines(
      Canvas canvas,
      Typeface typeface,
      List<String> texts,
      double from,
      double lineHeight,
      Type type,
      Tone tone) {
    double y = from;
    for (String text : texts) {
      for (String line : typeface.wrap(Canvas.clean(text), type, INSIDE)) {
        y += lineHeight;
        if (canvas != null) {
          canvas.text(line, MARGIN, y, type, tone);
        }
      }
    }
    return y;
  }

  private void key(Canvas canvas, Typeface typeface, double y) {
    if (canvas == null) {
      return;
    }
    double x = MARGIN + 8;
    for (Sign sign : key) {
      if (sign == Sign.MEASURED) {
        canvas.box(new Rectangle2D.Double(x - 6, y - 8, 12, 16), sign.tone(), Plot.VEIL);
      }
      sign.paint(canvas.graphics(), x, y);
      canvas.text(sign.word(), x + 15, y + Axes.DROP, Type.KEY, Tone.INK);
      x += 15 + typeface.width(sign.word(), Type.KEY) + 30;
    }
  }
}
