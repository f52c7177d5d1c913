package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Curves over two axes, named at their ends, with what is documented and what limits them.
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
      double[] highs) {}

  /// A point on a curve, with what is written at it.
  record Point(Sign sign, double x, double y, String text) {}

  /// A value of one axis that reaches across the other.
  ///
  /// @param sign [Sign#DOCUMENTED] or [Sign#LIMIT]
  /// @param upright whether it is a value of x
  /// @param place where its sign and text stand along it, from 0 to 1
  record Reference(Sign sign, boolean upright, double value, double place, String text) {}

  private static final double HEADING = 26;
  private static final double TICKS = 24;
  private static final double TITLE = 17;
  private static final double RIGHT = 128;
  private static final double LEFT = 66;
  private static final double LINE = 15;

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
  public double height() {
    return HEADING + plotHeight + TICKS + TITLE;
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double left = Math.max(LEFT, Axes.leftRoom(canvas.typeface(), y.ticks()));
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left, room.getY() + HEADING, room.getWidth() - left - RIGHT, plotHeight);
    canvas.text(
        canvas.typeface().cut(heading, Type.HEADING, room.getWidth()),
        room.getX(),
        room.getY() + HEADING - 12,
        Type.HEADING,
        Tone.SOFT);
    plot().paint(canvas, area);
    Axes.left(canvas, area, y);
    Axes.below(canvas, area, x);
    canvas.text(
        xTitle,
        area.getCenterX(),
        area.getMaxY() + TICKS + TITLE - 5,
        Type.BODY,
        Tone.SOFT,
        Canvas.Align.CENTRE);
    names(canvas, area);
    points.forEach(point -> write(canvas, area, point));
    references.forEach(reference -> write(canvas, area, reference));
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

  /// Names at the ends of the curves, shifted apart where curves end close to each other.
  private void names(Canvas canvas, Rectangle2D area) {
    List<Curve> named = curves.stream().filter(curve -> !curve.name().isEmpty()).toList();
    double[] centres = new double[named.size()];
    double[] sizes = new double[named.size()];
    Plot places = new Plot(x, y);
    for (int i = 0; i < centres.length; i++) {
      double[] ys = named.get(i).ys();
      centres[i] = places.yPx(area, ys[ys.length - 1]);
      sizes[i] = LINE;
    }
    double[] placed = Axes.apart(centres, sizes, area.getY() - LINE / 2, area.getMaxY());
    for (int i = 0; i < placed.length; i++) {
      Curve curve = named.get(i);
      double end = places.xPx(area, curve.xs()[curve.xs().length - 1]) + 7;
      String name = canvas.typeface().cut(curve.name(), Type.VALUE, RIGHT + area.getMaxX() - end);
      canvas.text(name, end, placed[i] + Axes.DROP, Type.VALUE, curve.tone());
    }
  }

  private void write(Canvas canvas, Rectangle2D area, Point point) {
    Plot places = new Plot(x, y);
    double width = canvas.typeface().width(point.text(), Type.VALUE);
    double end = Math.max(area.getX() + width + 4, places.xPx(area, point.x()) - 8);
    canvas.text(
        point.text(),
        end,
        places.yPx(area, point.y()) - 9,
        Type.VALUE,
        point.sign().tone(),
        Canvas.Align.RIGHT);
  }

  private void write(Canvas canvas, Rectangle2D area, Reference reference) {
    Plot places = new Plot(x, y);
    String text = reference.text();
    Tone tone = reference.sign().tone();
    if (!reference.upright()) {
      double from = area.getX() + reference.place() * area.getWidth() + 12;
      double width = canvas.typeface().width(text, Type.VALUE);
      double left = Math.max(area.getX() + 4, Math.min(from, area.getMaxX() - width));
      canvas.text(text, left, places.yPx(area, reference.value()) - 7, Type.VALUE, tone);
      return;
    }
    double width = canvas.typeface().width(text, Type.VALUE);
    double at = places.xPx(area, reference.value());
    boolean fits = at + 12 + width < area.getMaxX() + RIGHT;
    double y = area.getMaxY() - reference.place() * area.getHeight() - 12;
    canvas.text(
        text,
        fits ? at + 10 : at - 10,
        y,
        Type.VALUE,
        tone,
        fits ? Canvas.Align.LEFT : Canvas.Align.RIGHT);
  }
}
