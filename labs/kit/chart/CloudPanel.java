package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Many dots over one axis of ratios. Dots that would hide each other are stacked, always in the
/// same way, so that their number can be seen.
///
/// @param dots in rising order of their ratio
/// @param least what the first dot is
/// @param last whether the ticks are written below
record CloudPanel(String name, String counts, Scale x, List<Dot> dots, String least, boolean last)
    implements Panel {
  /// One dot.
  record Dot(double ratio, Sign sign) {}

  private static final double ROW_LEAST = 66;
  private static final double STACK = 11;
  private static final double TOUCH = 11;
  private static final int LEVELS_MAX = 12;
  private static final double TICKS = 26;
  private static final double LEFT = 150;
  private static final double WORDS_GAP = 16;
  private static final double INSET = 12;
  private static final double LINE = 15;
  private static final double NEAR = 0.1;

  CloudPanel {
    dots = List.copyOf(dots);
  }

  /// For each dot how many places it stands above (positive) or below the middle: the nearest place
  /// where it touches no dot before it.
  private int[] levels(double width) {
    int[] taken = new int[dots.size()];
    List<Double> ends = new ArrayList<>();
    for (int at = 0; at < taken.length; at++) {
      double px = x.at(dots.get(at).ratio()) * (width - left(width) - right(width));
      int place = 0;
      while (place < ends.size() && ends.get(place) + TOUCH > px && place < LEVELS_MAX) {
        place++;
      }
      place = Math.min(place, LEVELS_MAX);
      if (place == ends.size()) {
        ends.add(px);
      }
      ends.set(place, px);
      taken[at] = place % 2 == 0 ? place / 2 : -(place + 1) / 2;
    }
    return taken;
  }

  private static double left(double width) {
    return width <= NARROW ? INSET : LEFT;
  }

  private static double right(double width) {
    return width <= NARROW ? INSET : 0;
  }

  private List<String> counts(Typeface typeface, double width) {
    return typeface.wrap(counts, Type.BODY, width <= NARROW ? width : LEFT - WORDS_GAP);
  }

  private double words(Typeface typeface, double width) {
    return LINE * (1 + counts(typeface, width).size()) + 14;
  }

  /// How high the words stand above the plot.
  private double above(Typeface typeface, double width) {
    return width <= NARROW ? words(typeface, width) - 4 : 0;
  }

  private double row(Typeface typeface, double width) {
    int most = IntStream.of(levels(width)).map(Math::abs).max().orElse(0);
    double dots = Math.max(ROW_LEAST, 2 * (most + 1) * STACK + 46);
    return width <= NARROW ? dots : Math.max(dots, words(typeface, width));
  }

  @Override
  public double height(Typeface typeface, double width) {
    return above(typeface, width) + row(typeface, width) + (last ? TICKS : 0);
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double width = room.getWidth();
    double row = row(canvas.typeface(), width);
    double above = above(canvas.typeface(), width);
    int[] levels = levels(width);
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left(width),
            room.getY() + above,
            width - left(width) - right(width),
            row);
    canvas.line(room.getX(), room.getY(), room.getMaxX(), room.getY(), Tone.GRID, 1);
    Plot plot =
        new Plot(x, Scale.between(0, 1))
            .uprights()
            .box(1 - NEAR, 1 + NEAR, true, Tone.PEER)
            .upright(1, Tone.DOCUMENTED, Plot.Line.THIN)
            .signAt(Sign.DOCUMENTED, x.at(1), 1 - 10 / row);
    for (int at = 0; at < levels.length; at++) {
      Dot dot = dots.get(at);
      plot.signAt(dot.sign(), x.at(dot.ratio()), 0.46 + levels[at] * STACK / row);
    }
    plot.paint(canvas, area);
    words(canvas, room, above > 0 ? above - 6 : row);
    least(canvas, area);
    if (last) {
      Axes.below(canvas, area, x);
    }
  }

  private void words(Canvas canvas, Rectangle2D room, double height) {
    List<String> lines = counts(canvas.typeface(), room.getWidth());
    double y = room.getY() + height / 2 - LINE / 2 * lines.size() + 4;
    canvas.text(name, room.getX(), y, Type.LABEL, Tone.INK);
    for (String line : lines) {
      y += LINE;
      canvas.text(line, room.getX(), y, Type.BODY, Tone.SOFT);
    }
  }

  private void least(Canvas canvas, Rectangle2D area) {
    Typeface typeface = canvas.typeface();
    String text = typeface.cut(least, Type.SMALL, area.getWidth() - 8);
    double width = typeface.width(text, Type.SMALL);
    double at = area.getX() + x.at(dots.getFirst().ratio()) * area.getWidth();
    double left = Math.max(area.getX() + 4, Math.min(at - width / 2, area.getMaxX() - width));
    double base = area.getMaxY() - 7;
    canvas.box(new Rectangle2D.Double(left - 2, base - 10, width + 4, 13), Tone.GROUND, 1);
    canvas.text(text, left, base, Type.SMALL, Tone.SOFT);
  }
}
