package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Curves over two axes, named at their ends (see [CurveLabels]), with what is documented and what
/// limits them.
final class CurvesPanel implements Panel {
  /// One curve.
  ///
  /// @param name written at its end, or empty
  /// @param lows lower edge of its band, or null
  /// @param highs upper edge of its band, or null
  record Curve(
      String name,
      Tone tone,
      double opacity,
      Plot.Line line,
      double[] xs,
      double[] ys,
      double[] lows,
      double[] highs) {
    /// Without a band.
    Curve(String name, Tone tone, double opacity, Plot.Line line, double[] xs, double[] ys) {
      this(name, tone, opacity, line, xs, ys, null, null);
    }
  }

  /// A point on a curve, with what is written at it.
  record Point(Sign sign, double x, double y, String text) {}

  /// A value of one axis that reaches across the other. It is named at its end: at the right of the
  /// plot, or above it where it stands upright.
  ///
  /// @param sign [Sign#DOCUMENTED] or [Sign#LIMIT]
  /// @param upright whether it is a value of x
  /// @param place where its sign stands along it, from 0 to 1
  /// @param text its name and value
  /// @param more what it is, or empty
  record Reference(
      Sign sign, boolean upright, double value, double place, String text, String more) {
    String label() {
      return more.isEmpty() ? text : text + ", " + more;
    }
  }

  private static final double HEADING = 26;
  private static final double TICKS = 24;
  private static final double TITLE = 17;
  private static final double LEFT = 66;

  /// From the top of the panel to the base line of its heading.
  private static final double HEADING_BASE = 14;

  private static final double HEADING_DESCENT = 3;

  private final String heading;
  private final String xTitle;
  private final double plotHeight;
  private final Scale x;
  private final Scale y;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();

  CurvesPanel(String heading, String xTitle, double plotHeight, Scale x, Scale y) {
    this.heading = heading;
    this.xTitle = xTitle;
    this.plotHeight = plotHeight;
    this.x = x;
    this.y = y;
  }

  CurvesPanel curve(Curve curve) {
    curves.add(curve);
    return this;
  }

  CurvesPanel point(Point point) {
    points.add(point);
    return this;
  }

  CurvesPanel reference(Reference reference) {
    references.add(reference);
    return this;
  }

  @Override
  public double height(Typeface typeface) {
    CurveLabels labels = labels(typeface);
    return head(labels) + plotHeight(labels) + TICKS + (xTitle.isEmpty() ? 0 : TITLE);
  }

  private CurveLabels labels(Typeface typeface) {
    return new CurveLabels(typeface, curves, points, references);
  }

  private static double head(CurveLabels labels) {
    return HEADING + labels.heightAbove(Sheet.INSIDE);
  }

  /// A plot is at least as high as the names beside it.
  private double plotHeight(CurveLabels labels) {
    return Math.max(plotHeight, labels.heightBeside());
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    CurveLabels labels = labels(canvas.typeface());
    double left = Math.max(LEFT, Axes.leftRoom(canvas.typeface(), y.ticks()));
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left,
            room.getY() + head(labels),
            room.getWidth() - left - CurveLabels.RIGHT,
            plotHeight(labels));
    Plot plot = plot();
    plot.paint(canvas, area);
    Axes.left(canvas, area, y);
    Axes.below(canvas, area, x);
    canvas.text(
        xTitle,
        area.getCenterX(),
        area.getMaxY() + TICKS + TITLE - 5,
        Type.BODY,
        Tone.SOFT,
        Canvas.Align.CENTRE);
    labels.paint(canvas, plot, area, room, heading(canvas, room));
  }

  /// Writes the heading.
  ///
  /// @return the room that it takes
  private Rectangle2D heading(Canvas canvas, Rectangle2D room) {
    String text = canvas.typeface().cut(heading, Type.HEADING, room.getWidth());
    canvas.text(text, room.getX(), room.getY() + HEADING_BASE, Type.HEADING, Tone.SOFT);
    double width = canvas.typeface().width(text, Type.HEADING);
    return new Rectangle2D.Double(room.getX(), room.getY(), width, HEADING_BASE + HEADING_DESCENT);
  }

  private Plot plot() {
    Plot plot = new Plot(x, y).uprights().levels();
    for (Curve curve : curves) {
      if (curve.lows() != null) {
        plot.band(curve.xs(), curve.lows(), curve.highs(), curve.tone());
      }
      plot.curve(curve.xs(), curve.ys(), curve.tone(), curve.opacity(), curve.line());
    }
    for (Reference reference : references) {
      boolean documented = reference.sign() == Sign.DOCUMENTED;
      Plot.Line line = documented ? Plot.Line.DASHED : Plot.Line.HEAVY;
      if (reference.upright()) {
        plot.upright(reference.value(), reference.sign().tone(), line);
      } else {
        plot.level(reference.value(), reference.sign().tone(), line);
      }
      if (documented) {
        double along = reference.place();
        double across = (reference.upright() ? x : y).at(reference.value());
        plot.signAt(
            Sign.DOCUMENTED,
            reference.upright() ? across : along,
            reference.upright() ? along : across);
      }
    }
    points.forEach(point -> plot.sign(point.sign(), point.x(), point.y()));
    return plot;
  }
}
