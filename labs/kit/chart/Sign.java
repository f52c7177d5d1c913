package kit.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.Stream;

/// The signs that mean the same in every chart. The shape carries the meaning, colour repeats it.
enum Sign {
  /// What the document states: a hollow diamond.
  DOCUMENTED("documented", Tone.DOCUMENTED),
  /// What was measured: a filled dot.
  MEASURED("measured", Tone.MEASURED),
  /// Measured, but noise forbids a verdict: the dot is hollow.
  INCONCLUSIVE("measured, no verdict", Tone.MEASURED),
  /// The limit that a row is held against: an upright bar.
  LIMIT("limit", Tone.INK),
  /// Another implementation in the same run: a ring.
  PEER("peer in the same run", Tone.PEER),
  /// A control that repeats the document's own pattern: a hollow square.
  CONTROL("control", Tone.INK),
  /// A disturbed trial: a cross over its sign.
  MARKED("disturbed trial, kept", Tone.INK);

  private static final BasicStroke THIN = stroke(1.8f);
  private static final BasicStroke THICK = stroke(2.1f);
  private static final double LIMIT_REACH = 11;

  private final String word;
  private final Tone tone;

  Sign(String word, Tone tone) {
    this.word = word;
    this.tone = tone;
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4);
  }

  /// This sign if a chart uses it.
  Stream<Sign> when(boolean used) {
    return Stream.of(this).filter(_ -> used);
  }

  /// The signs that a chart uses, in its order.
  @SafeVarargs
  static List<Sign> key(Stream<Sign>... used) {
    return Stream.of(used).flatMap(sign -> sign).toList();
  }

  /// What the key says.
  String word() {
    return word;
  }

  Tone tone() {
    return tone;
  }

  /// Draws the sign around a point. A hollow sign is filled with the ground, and a dot has a seam
  /// of it, so that both stay readable where they lie over a line or a bar.
  void paint(Graphics2D g, Theme theme, double x, double y) {
    switch (this) {
      case DOCUMENTED -> hollow(g, theme, diamond(x, y, 7), THICK);
      case MEASURED -> {
        g.setColor(theme.colour(Tone.GROUND));
        g.fill(circle(x, y, 5.8));
        g.setColor(theme.colour(tone));
        g.fill(circle(x, y, 5));
      }
      case INCONCLUSIVE -> hollow(g, theme, circle(x, y, 4.6), THICK);
      case PEER -> hollow(g, theme, circle(x, y, 4.6), THIN);
      case CONTROL -> hollow(g, theme, new Rectangle2D.Double(x - 4, y - 4, 8, 8), THIN);
      case LIMIT -> {
        g.setColor(theme.colour(tone));
        g.setStroke(THICK);
        g.draw(new Line2D.Double(x, y - LIMIT_REACH, x, y + LIMIT_REACH));
      }
      case MARKED -> {
        g.setColor(theme.colour(tone));
        g.setStroke(THIN);
        g.draw(new Line2D.Double(x - 6, y - 6, x + 6, y + 6));
        g.draw(new Line2D.Double(x - 6, y + 6, x + 6, y - 6));
      }
    }
  }

  private void hollow(Graphics2D g, Theme theme, java.awt.Shape shape, BasicStroke stroke) {
    g.setColor(theme.colour(Tone.GROUND));
    g.fill(shape);
    g.setColor(theme.colour(tone));
    g.setStroke(stroke);
    g.draw(shape);
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static Path2D diamond(double x, double y, double reach) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - reach);
    path.lineTo(x + reach, y);
    path.lineTo(x, y + reach);
    path.lineTo(x - reach, y);
    path.closePath();
    return path;
  }
}
