package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import kit.result.FigureRow;

/// One row of dots in time: a label at the left, an axis of its own that starts near the data and
/// not at zero, and what it comes to at the right.
///
/// @param documented value to draw where it lies within the axis, or null
/// @param box median, low and high to draw behind the dots, or nothing
/// @param line whether the dots are joined
/// @param xTitle what stands on the x axis, whose ticks are written only with it; or null
record StripPanel(
    RowWords words,
    Scale x,
    Scale y,
    List<Dot> dots,
    Double documented,
    List<Double> box,
    boolean line,
    String xTitle)
    implements Panel {
  /// One dot.
  ///
  /// @param low lower end of its interval, or null
  /// @param high upper end
  /// @param marked whether it is crossed out
  /// @param text written above it, or empty
  record Dot(double x, double y, Double low, Double high, Sign sign, boolean marked, String text) {}

  /// What a row comes to and both ends of its interval, if it has one.
  static List<Double> numbers(FigureRow row) {
    return row.low() == null
        ? List.of(row.measured())
        : List.of(row.measured(), row.low(), row.high());
  }

  /// More strips are not drawn.
  private static final int MOST = 24;

  private static final double ROW = 84;
  private static final double INSET = 11;
  private static final double TICKS = 34;
  private static final double SECOND_LINE = 13;

  /// Words and tick labels beside the plot have these shares of the width, and no more than they
  /// need.
  private static final double LEFT_SHARE = 0.28;

  private static final double LEFT_MOST = 236;
  private static final double RIGHT_SHARE = 0.24;
  private static final double RIGHT_MOST = 190;
  private static final double WORDS_GAP = 20;
  private static final double TICKS_LEFT = 72;

  private static final double INSET_NARROW = 12;

  StripPanel {
    dots = List.copyOf(dots);
    box = List.copyOf(box);
  }

  /// Which of these a chart draws, in their order: all, or as many as there is room for, those that
  /// its headline tells of before others.
  static <T> List<T> drawn(Collection<T> all, Predicate<T> told) {
    return all.stream()
        .sorted(Comparator.comparing(told::test).reversed())
        .limit(MOST)
        .sorted(Comparator.comparing(new ArrayList<>(all)::indexOf))
        .toList();
  }

  /// Says that not all are drawn, as the end of a subtitle.
  static String left(int drawn, int all) {
    return drawn == all ? "" : " %s of %s rows.".formatted(drawn, all);
  }

  @Override
  public double height(Typeface typeface, double width) {
    return above(typeface, width) + ROW + foot();
  }

  private double above(Typeface typeface, double width) {
    return width <= NARROW ? RowWords.heightAbove(List.of(words), typeface, width) : 0;
  }

  private double foot() {
    boolean twoLines = x.ticks().stream().anyMatch(tick -> tick.label().contains("\n"));
    return xTitle == null ? 0 : TICKS + (twoLines ? SECOND_LINE : 0);
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double width = room.getWidth();
    boolean narrow = width <= NARROW;
    double above = above(canvas.typeface(), width);
    double left = narrow ? TICKS_LEFT : Math.min(LEFT_MOST, LEFT_SHARE * width);
    double right = narrow ? INSET_NARROW : Math.min(RIGHT_MOST, RIGHT_SHARE * width);
    double top = room.getY() + above;
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + left, top + INSET, width - left - right, ROW - 2 * INSET);
    canvas.line(room.getX(), room.getY(), room.getMaxX(), room.getY(), Tone.GRID, 1);
    plot().paint(canvas, area);
    Axes.left(canvas, area, y);
    texts(canvas, area, room);
    if (narrow) {
      words.above(canvas, new Rectangle2D.Double(room.getX(), room.getY(), width, above));
    } else {
      double from = area.getMaxX() + WORDS_GAP;
      words.beside(
          canvas,
          new Rectangle2D.Double(room.getX(), top, left - TICKS_LEFT, ROW),
          new Rectangle2D.Double(from, top, room.getMaxX() - from, ROW));
    }
    if (xTitle != null) {
      Axes.below(canvas, area, x);
      double base = top + ROW + foot() - 5;
      canvas.text(xTitle, area.getCenterX(), base, Type.BODY, Tone.SOFT, Canvas.Align.CENTRE);
    }
  }

  /// What is written at dots: right above them, or left where the chart ends.
  private void texts(Canvas canvas, Rectangle2D area, Rectangle2D room) {
    Plot places = new Plot(x, y);
    for (Dot dot : dots) {
      double at = places.xPx(area, dot.x()) + 8;
      boolean fits = at + canvas.typeface().width(dot.text(), Type.SMALL) <= room.getMaxX();
      canvas.text(
          dot.text(),
          fits ? at : at - 16,
          places.yPx(area, dot.y()) - 8,
          Type.SMALL,
          dot.sign().tone(),
          fits ? Canvas.Align.LEFT : Canvas.Align.RIGHT);
    }
  }

  private Plot plot() {
    Plot plot = new Plot(x, y).levels();
    if (box.size() == 3 && !dots.isEmpty()) {
      Tone tone = dots.getFirst().sign().tone();
      plot.box(box.get(1), box.get(2), false, tone);
      plot.level(box.get(1), tone, Plot.Line.HAIR).level(box.get(2), tone, Plot.Line.HAIR);
      plot.level(box.getFirst(), tone, Plot.Line.SOLID);
    }
    if (documented != null && y.at(documented) >= 0 && y.at(documented) <= 1) {
      plot.level(documented, Tone.DOCUMENTED, Plot.Line.DASHED);
      plot.signAt(Sign.DOCUMENTED, 0, y.at(documented));
    }
    if (line) {
      plot.curve(
          dots.stream().mapToDouble(Dot::x).toArray(),
          dots.stream().mapToDouble(Dot::y).toArray(),
          Tone.PEER,
          1,
          Plot.Line.HAIR);
    }
    for (Dot dot : dots) {
      if (dot.low() != null && dot.high() != null) {
        plot.upbar(dot.x(), dot.low(), dot.high());
      }
      plot.sign(dot.sign(), dot.x(), dot.y());
      if (dot.marked()) {
        plot.sign(Sign.MARKED, dot.x(), dot.y());
      }
    }
    return plot;
  }
}
