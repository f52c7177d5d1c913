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
  private static final double RIGHT = 128;
  private static final double LEFT = 66;
  private static final double UPRIGHT_NAMES = 17;
  private static final double LINE = 15;
  private static final double SMALL_LINE = 12;
  private static final double GAP = 12;
  private static final double NEAR = 9;

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
    return head() + plotHeight + TICKS + (xTitle.isEmpty() ? 0 : TITLE);
  }

  private double head() {
    return HEADING + (references.stream().anyMatch(Reference::upright) ? UPRIGHT_NAMES : 0);
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double left = Math.max(LEFT, Axes.leftRoom(canvas.typeface(), y.ticks()));
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left, room.getY() + head(), room.getWidth() - left - RIGHT, plotHeight);
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
    points.forEach(point -> write(canvas, area, point));
    namesBeside(canvas, area);
    namesAbove(canvas, area, room);
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

  /// A name beside the plot, with what it is below it.
  private record Name(double x, double y, String text, List<String> more, Tone tone) {
    double size() {
      return LINE + more.size() * SMALL_LINE;
    }
  }

  /// Names at the right ends of curves and levels, shifted apart where they end close together.
  private void namesBeside(Canvas canvas, Rectangle2D area) {
    Plot places = new Plot(x, y);
    List<Name> names = new ArrayList<>();
    for (Curve curve : curves) {
      if (!curve.name().isEmpty()) {
        int last = curve.xs().length - 1;
        double end = places.xPx(area, curve.xs()[last]) + 8;
        names.add(
            new Name(
                end, places.yPx(area, curve.ys()[last]), curve.name(), List.of(), curve.tone()));
      }
    }
    for (Reference reference : references) {
      if (!reference.upright()) {
        double at = places.yPx(area, reference.value());
        Tone tone = reference.sign().tone();
        List<String> more =
            reference.more().isEmpty()
                ? List.of()
                : canvas.typeface().wrap(reference.more(), Type.SMALL, RIGHT - 8, 2);
        names.add(new Name(area.getMaxX() + 8, at, reference.text(), more, tone));
      }
    }
    names.removeIf(name -> !Double.isFinite(name.x()) || !Double.isFinite(name.y()));
    double[] placed =
        Axes.apart(
            names.stream().mapToDouble(Name::y).toArray(),
            names.stream().mapToDouble(Name::size).toArray(),
            area.getY() - LINE / 2,
            area.getMaxY() + LINE / 2);
    for (int i = 0; i < placed.length; i++) {
      Name name = names.get(i);
      double room = RIGHT + area.getMaxX() - name.x();
      double base = placed[i] - name.size() / 2 + LINE - Axes.DROP;
      String text = canvas.typeface().cut(name.text(), Type.VALUE, room);
      canvas.text(text, name.x(), base, Type.VALUE, name.tone());
      for (String more : name.more()) {
        base += SMALL_LINE;
        canvas.text(more, name.x(), base, Type.SMALL, name.tone());
      }
    }
  }

  /// Names at the heads of upright lines, shifted apart.
  private void namesAbove(Canvas canvas, Rectangle2D area, Rectangle2D room) {
    Plot places = new Plot(x, y);
    List<Reference> uprights = references.stream().filter(Reference::upright).toList();
    double[] centres = new double[uprights.size()];
    double[] sizes = new double[uprights.size()];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = places.xPx(area, uprights.get(i).value());
      sizes[i] = canvas.typeface().width(uprights.get(i).label(), Type.VALUE) + GAP;
    }
    double[] placed = Axes.apart(centres, sizes, room.getX(), room.getMaxX());
    for (int i = 0; i < placed.length; i++) {
      Reference reference = uprights.get(i);
      canvas.text(
          reference.label(),
          placed[i],
          area.getY() - 6,
          Type.VALUE,
          reference.sign().tone(),
          Canvas.Align.CENTRE);
    }
  }

  /// Left above the point, where a rising curve leaves room; at the left edge right below it.
  private void write(Canvas canvas, Rectangle2D area, Point point) {
    Plot places = new Plot(x, y);
    double width = canvas.typeface().width(point.text(), Type.VALUE);
    double x = places.xPx(area, point.x());
    double y = places.yPx(area, point.y());
    boolean room = x - NEAR - width > area.getX();
    canvas.text(
        point.text(),
        room ? x - NEAR : x + NEAR,
        room ? y - NEAR : Math.min(y + 2 * NEAR, area.getMaxY() - 3),
        Type.VALUE,
        point.sign().tone(),
        room ? Canvas.Align.RIGHT : Canvas.Align.LEFT);
  }
}
