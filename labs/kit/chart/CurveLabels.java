package kit.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is written at the curves of one plot: their names at their ends, levels beside the plot,
/// upright values above it, and words at points.
///
/// No text lies on another or leaves the chart, whatever the curves do. A curve that ends at the
/// right edge has its name in a column beside the plot; one that ends inside it has its name there,
/// off the other curves if there is room. A name that stands away from its end has a line to it.
final class CurveLabels {
  /// Room for the column of names beside a plot, at most, and as a share of the width.
  private static final double RIGHT_MOST = 128;

  private static final double RIGHT_SHARE = 0.25;

  private static final double ROW_ABOVE = 17;
  private static final double LINE = 15;
  private static final double SMALL_LINE = 12;

  /// From the top of a line of type to its base line.
  private static final double BASE = LINE - Axes.DROP;

  private static final double GAP = 12;
  private static final double NEAR = 9;

  /// From the end of a curve to its name.
  private static final double OFF = 8;

  /// A curve that ends so near to the edge of the plot has its name beside it.
  private static final double EDGE = 48;

  /// A longer name inside the plot is cut.
  private static final double WIDEST = 240;

  /// A name no further than this stands at its end.
  private static final double NEXT = 2 * OFF;

  private static final double LEADER = 1;

  private final Typeface typeface;
  private final double right;
  private final List<CurvesPanel.Curve> curves;
  private final List<CurvesPanel.Point> points;
  private final List<CurvesPanel.Reference> levels;
  private final List<CurvesPanel.Reference> uprights;

  /// A text, and the point that it names.
  private record Label(double x, double y, String text, List<String> more, Tone tone) {
    double height() {
      return LINE + more.size() * SMALL_LINE;
    }

    boolean placed() {
      return Double.isFinite(x) && Double.isFinite(y);
    }

    /// A curve that leaves the plot ends at its edge.
    Label within(Rectangle2D area) {
      return new Label(
          Math.clamp(x, area.getX(), area.getMaxX()),
          Math.clamp(y, area.getY(), area.getMaxY()),
          text,
          more,
          tone);
    }
  }

  /// @param led whether a line leads to it if it stands away from what it names
  private record Placed(Label label, Rectangle2D box, boolean led) {
    boolean away() {
      return Labels.leader(label.x(), label.y(), box).getP2().distance(label.x(), label.y()) > NEXT;
    }
  }

  CurveLabels(
      Typeface typeface,
      double width,
      List<CurvesPanel.Curve> curves,
      List<CurvesPanel.Point> points,
      List<CurvesPanel.Reference> references) {
    this.typeface = typeface;
    this.right = Math.min(RIGHT_MOST, RIGHT_SHARE * width);
    this.curves = curves;
    this.points = points;
    this.levels = references.stream().filter(reference -> !reference.upright()).toList();
    this.uprights = references.stream().filter(CurvesPanel.Reference::upright).toList();
  }

  /// How wide the column beside the plot is.
  double right() {
    return right;
  }

  /// How high the column beside the plot gets if all names stand in it.
  double heightBeside() {
    long named = curves.stream().filter(curve -> !curve.name().isEmpty()).count();
    return named * LINE
        + levels.stream().mapToDouble(level -> LINE + more(level).size() * SMALL_LINE).sum();
  }

  /// How high the names above the plot stand.
  double heightAbove(double width) {
    return rowsAbove(width).size() * ROW_ABOVE;
  }

  /// Writes everything.
  ///
  /// @param area of the plot
  /// @param room of the whole panel
  /// @param heading what is written above it, which is room taken
  void paint(Canvas canvas, Plot plot, Rectangle2D area, Rectangle2D room, Rectangle2D heading) {
    Labels labels =
        new Labels(
            new Rectangle2D.Double(
                area.getX(),
                area.getY() - GAP,
                area.getWidth() + right,
                area.getHeight() + GAP + LINE / 2));
    labels.take(heading);
    above(canvas, plot, area, room).forEach(labels::take);
    obstacles(labels, plot, area);
    List<Label> names = Stream.concat(ends(plot, area), levels(plot, area)).toList();
    List<Label> beside = names.stream().filter(name -> atTheEdge(name, area)).toList();
    List<Label> inside = names.stream().filter(name -> !atTheEdge(name, area)).toList();
    place(labels, plot, area, inside, beside).forEach(placed -> write(canvas, placed));
  }

  private static boolean atTheEdge(Label name, Rectangle2D area) {
    return name.x() > area.getMaxX() - EDGE;
  }

  private void obstacles(Labels labels, Plot plot, Rectangle2D area) {
    for (CurvesPanel.Curve curve : curves) {
      for (int i = 1; i < curve.xs().length; i++) {
        labels.line(
            plot.xPx(area, curve.xs()[i - 1]),
            plot.yPx(area, curve.ys()[i - 1]),
            plot.xPx(area, curve.xs()[i]),
            plot.yPx(area, curve.ys()[i]));
      }
    }
    for (CurvesPanel.Reference level : levels) {
      double y = plot.yPx(area, level.value());
      labels.line(area.getX(), y, area.getMaxX(), y);
    }
    for (CurvesPanel.Reference upright : uprights) {
      double x = plot.xPx(area, upright.value());
      labels.line(x, area.getY(), x, area.getMaxY());
    }
    points.forEach(point -> labels.sign(plot.xPx(area, point.x()), plot.yPx(area, point.y())));
  }

  private Stream<Label> ends(Plot plot, Rectangle2D area) {
    List<Label> ends = new ArrayList<>();
    for (CurvesPanel.Curve curve : curves) {
      int last = curve.xs().length - 1;
      if (!Canvas.clean(curve.name()).isBlank() && last >= 0) {
        double x = plot.xPx(area, curve.xs()[last]);
        double y = plot.yPx(area, curve.ys()[last]);
        ends.add(new Label(x, y, Canvas.clean(curve.name()), List.of(), curve.tone()));
      }
    }
    return ends.stream().filter(Label::placed).map(end -> end.within(area));
  }

  private Stream<Label> levels(Plot plot, Rectangle2D area) {
    return levels.stream()
        .map(
            level ->
                new Label(
                    area.getMaxX(),
                    plot.yPx(area, level.value()),
                    Canvas.clean(level.text()),
                    more(level),
                    level.sign().tone()))
        .filter(Label::placed)
        .map(end -> end.within(area));
  }

  private List<String> more(CurvesPanel.Reference level) {
    return level.more().isEmpty()
        ? List.of()
        : typeface.wrap(Canvas.clean(level.more()), Type.SMALL, right - OFF, 3);
  }

  /// A name that finds no room inside the plot joins the column beside it, where there is room for
  /// all of them. Words at a point that find no room are left out: the table has them.
  private List<Placed> place(
      Labels empty, Plot plot, Rectangle2D area, List<Label> inside, List<Label> beside) {
    Labels labels = empty.copy();
    List<Placed> placed = new ArrayList<>(column(area, beside));
    placed.forEach(name -> labels.take(name.box()));
    placed.addAll(atPoints(labels, plot, area));
    List<Label> crowded = new ArrayList<>();
    for (Label name : inside) {
      Optional<Rectangle2D> box = labels.clear(atItsEnd(name));
      box.ifPresentOrElse(
          free -> placed.add(new Placed(name, free, true)), () -> crowded.add(name));
    }
    for (Label name : crowded) {
      Optional<Rectangle2D> box = labels.near(name.x(), name.y(), atItsEnd(name));
      if (box.isEmpty()) {
        List<Label> others = inside.stream().filter(other -> other != name).toList();
        List<Label> more = Stream.concat(beside.stream(), Stream.of(name)).toList();
        return place(empty, plot, area, others, more);
      }
      placed.add(new Placed(name, box.get(), true));
    }
    return placed;
  }

  private Rectangle2D atItsEnd(Label name) {
    double width = Math.min(WIDEST, typeface.width(name.text(), Type.VALUE));
    double top = name.y() - name.height() / 2;
    return new Rectangle2D.Double(name.x() + OFF, top, width, name.height());
  }

  /// Names right of the plot, shifted apart where they end close together.
  private List<Placed> column(Rectangle2D area, List<Label> names) {
    double top = area.getY() - (uprights.isEmpty() ? LINE / 2 : 0);
    double[] middles =
        Axes.apart(
            names.stream().mapToDouble(Label::y).toArray(),
            names.stream().mapToDouble(Label::height).toArray(),
            top,
            area.getMaxY() + LINE / 2);
    boolean moved = false;
    for (int i = 0; i < middles.length; i++) {
      moved |= Math.abs(middles[i] - names.get(i).y()) > LINE || !atTheEdge(names.get(i), area);
    }
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < middles.length; i++) {
      Label name = names.get(i);
      double left = OFF + (moved ? area.getMaxX() : name.x());
      double width = area.getMaxX() + right - left;
      double from = middles[i] - name.height() / 2;
      placed.add(new Placed(name, new Rectangle2D.Double(left, from, width, name.height()), true));
    }
    return placed;
  }

  /// Words at points: left above, where a rising curve leaves room, else on another side.
  private List<Placed> atPoints(Labels labels, Plot plot, Rectangle2D area) {
    List<Placed> placed = new ArrayList<>();
    for (CurvesPanel.Point point : points.stream().distinct().toList()) {
      double x = plot.xPx(area, point.x());
      double y = plot.yPx(area, point.y());
      String text = Canvas.clean(point.text());
      Label label = new Label(x, y, text, List.of(), point.sign().tone());
      if (label.placed() && !text.isBlank()) {
        Rectangle2D[] sides = sides(x, y, typeface.width(text, Type.VALUE));
        labels
            .clear(sides)
            .or(() -> labels.free(sides))
            .ifPresent(box -> placed.add(new Placed(label, box, false)));
      }
    }
    return placed;
  }

  private static Rectangle2D[] sides(double x, double y, double width) {
    double above = y - NEAR - BASE;
    double below = y + LINE / 2 + 1;
    double left = x - NEAR - width;
    double right = x + NEAR;
    return new Rectangle2D[] {
      new Rectangle2D.Double(left, above, width, LINE),
      new Rectangle2D.Double(right, below, width, LINE),
      new Rectangle2D.Double(right, above, width, LINE),
      new Rectangle2D.Double(left, below, width, LINE)
    };
  }

  private void write(Canvas canvas, Placed placed) {
    Label label = placed.label();
    Rectangle2D box = placed.box();
    double base = box.getY() + BASE;
    String text = typeface.cut(label.text(), Type.VALUE, box.getWidth());
    canvas.text(text, box.getX(), base, Type.VALUE, label.tone());
    for (String more : label.more()) {
      base += SMALL_LINE;
      canvas.text(more, box.getX(), base, Type.SMALL, label.tone());
    }
    if (placed.led() && placed.away()) {
      Line2D leader = Labels.leader(label.x(), label.y(), box);
      canvas.line(
          leader.getX1(), leader.getY1(), leader.getX2(), leader.getY2(), label.tone(), LEADER);
    }
  }

  /// Rows of names above the plot, from the lowest, each no wider than the panel.
  private List<List<CurvesPanel.Reference>> rowsAbove(double width) {
    List<List<CurvesPanel.Reference>> rows = new ArrayList<>();
    double left = 0;
    for (CurvesPanel.Reference upright :
        uprights.stream()
            .sorted(Comparator.comparingDouble(CurvesPanel.Reference::value))
            .toList()) {
      double needed = widthAbove(upright, width);
      if (needed > left) {
        rows.add(new ArrayList<>());
        left = width;
      }
      rows.getLast().add(upright);
      left -= needed;
    }
    return rows;
  }

  private double widthAbove(CurvesPanel.Reference upright, double width) {
    return Math.min(width, typeface.width(Canvas.clean(upright.label()), Type.VALUE) + GAP);
  }

  /// Names at the heads of upright lines, shifted apart.
  ///
  /// @return the room that they take
  private List<Rectangle2D> above(Canvas canvas, Plot plot, Rectangle2D area, Rectangle2D room) {
    List<Rectangle2D> boxes = new ArrayList<>();
    double base = area.getY() - 6;
    for (List<CurvesPanel.Reference> all : rowsAbove(room.getWidth())) {
      List<CurvesPanel.Reference> row =
          all.stream().filter(one -> Double.isFinite(plot.xPx(area, one.value()))).toList();
      double[] sizes = row.stream().mapToDouble(one -> widthAbove(one, room.getWidth())).toArray();
      double[] middles =
          Axes.apart(
              row.stream().mapToDouble(one -> plot.xPx(area, one.value())).toArray(),
              sizes,
              room.getX(),
              room.getMaxX());
      for (int i = 0; i < middles.length; i++) {
        String text =
            typeface.cut(Canvas.clean(row.get(i).label()), Type.VALUE, sizes[i] - GAP + 1e-6);
        Tone tone = row.get(i).sign().tone();
        canvas.text(text, middles[i], base, Type.VALUE, tone, Canvas.Align.CENTRE);
        boxes.add(new Rectangle2D.Double(middles[i] - sizes[i] / 2, base - BASE, sizes[i], LINE));
      }
      base -= ROW_ABOVE;
    }
    return boxes;
  }
}
