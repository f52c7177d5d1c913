package kit.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// What a chart is drawn on: lines and text in the few tones and sizes that charts use, on whatever
/// paper lies below.
record Canvas(Graphics2D graphics, Typeface typeface, Theme theme) {
  /// Which end of a text its position names.
  enum Align {
    LEFT,
    CENTRE,
    RIGHT
  }

  Canvas {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  /// Writes a text on the base line `y`.
  void text(String text, double x, double y, Type type, Tone tone, Align align) {
    String clean = clean(text);
    if (clean.isBlank()) {
      return;
    }
    double width = typeface.width(clean, type);
    double left =
        switch (align) {
          case LEFT -> x;
          case CENTRE -> x - width / 2;
          case RIGHT -> x - width;
        };
    graphics.setColor(theme.colour(tone));
    graphics.setFont(typeface.font(type));
    graphics.drawString(clean, (float) left, (float) y);
  }

  void text(String text, double x, double y, Type type, Tone tone) {
    text(text, x, y, type, tone, Align.LEFT);
  }

  /// A straight line.
  void line(double x1, double y1, double x2, double y2, Tone tone, double width) {
    graphics.setColor(theme.colour(tone));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  /// A filled box.
  void box(Rectangle2D box, Tone tone, double opacity) {
    graphics.setColor(theme.colour(tone, opacity));
    graphics.fill(box);
  }

  /// Text from a result without what no XML file may hold: control characters and halves of pairs.
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .filter(c -> Character.getType(c) != Character.SURROGATE && c < 0xFFFE || c > 0xFFFF)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
