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
  private static final double LEFT_NARROW = 36;

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
  public double height(Typeface typeface, double width) {
    CurveLabels labels = labels(typeface, width);
    return head(typeface, width)
        + plotHeight(labels)
        + TICKS
        + TITLE * xTitle(typeface, width).size();
  }

  private CurveLabels labels(Typeface typeface, double width) {
    return new CurveLabels(typeface, width, curves, points, references);
  }

  private double head(Typeface typeface, double width) {
    return headings(typeface, width)
        + HEADING
        - HEADING_BASE
        + labels(typeface, width).heightAbove(width);
  }

  private double headings(Typeface typeface, double width) {
    int more = typeface.wrap(heading, Type.HEADING, width).size() - 1;
    return HEADING_BASE + RowWords.LINE * more;
  }

  private List<String> xTitle(Typeface typeface, double width) {
    return xTitle.isEmpty() ? List.of() : typeface.wrap(xTitle, Type.BODY, width);
  }

  /// A plot is at least as high as the names beside it.
  private double plotHeight(CurveLabels labels) {
    return Math.max(plotHeight, labels.heightBeside());
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double width = room.getWidth();
    CurveLabels labels = labels(canvas.typeface(), width);
    double left =
        Math.max(width <= NARROW ? LEFT_NARROW : LEFT, Axes.leftRoom(canvas.typeface(), y.ticks()));
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left,
            room.getY() + head(canvas.typeface(), width),
            width - left - labels.right(),
            plotHeight(labels));
    Plot plot = plot();
    plot.paint(canvas, area);
    Axes.left(canvas, area, y);
    Axes.below(canvas, area, x);
    double base = area.getMaxY() + TICKS + TITLE - 5;
    for (String line : xTitle(canvas.typeface(), width)) {
      double half = canvas.typeface().width(line, Type.BODY) / 2;
      double middle =
          Math.clamp(
              area.getCenterX(),
              room.getX() + half,
              Math.max(room.getX() + half, room.getMaxX() - half));
      canvas.text(line, middle, base, Type.BODY, Tone.SOFT, Canvas.Align.CENTRE);
      base += TITLE;
    }
    labels.paint(canvas, plot, area, room, heading(canvas, room));
  }

  /// Writes the heading.
  ///
  /// @return the room that it takes
  private Rectangle2D heading(Canvas canvas, Rectangle2D room) {
    double base = room.getY() + HEADING_BASE;
    double widest = 0;
    for (String line : canvas.typeface().wrap(heading, Type.HEADING, room.getWidth())) {
      canvas.text(line, room.getX(), base, Type.HEADING, Tone.SOFT);
      widest = Math.max(widest, canvas.typeface().width(line, Type.HEADING));
      base += RowWords.LINE;
    }
    double height = headings(canvas.typeface(), room.getWidth()) + HEADING_DESCENT;
    return new Rectangle2D.Double(room.getX(), room.getY(), widest, height);
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
