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
final class StripPanel implements Panel {
  /// One dot.
  ///
  /// @param low lower end of its interval, or null
  /// @param high upper end
  /// @param marked whether it is crossed out
  /// @param text written above it, or empty
  record Dot(double x, double y, Double low, Double high, Sign sign, boolean marked, String text) {}

  /// What is written around the dots.
  ///
  /// @param head what it is
  /// @param tail under which conditions
  /// @param value what it comes to
  /// @param interval beside it
  /// @param documented what the document states, or empty
  record Words(String head, String tail, String value, String interval, String documented) {
    /// @param quantity what the numbers are
    /// @param numbers what it comes to and both ends of its interval, or less
    /// @param stated the row whose documented value is written, or null
    static Words of(
        String label, String quantity, String unit, List<Double> numbers, FigureRow stated) {
      String tail = Finding.tail(label);
      return new Words(
          Finding.head(label),
          (tail.isEmpty() ? "" : tail + "; ") + quantity,
          numbers.isEmpty() ? "" : FiguresChart.number(numbers.getFirst(), unit),
          numbers.size() < 3 ? "" : FiguresChart.interval(numbers.get(1), numbers.get(2), unit),
          stated == null || stated.documented() == null
              ? ""
              : stated.documented().text() + " documented");
    }
  }

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
  private static final double LEFT = 236;
  private static final double LABEL = 164;
  private static final int LABEL_LINES = 4;
  private static final double RIGHT = 190;

  private final Words words;
  private final Scale x;
  private final Scale y;
  private final List<Dot> dots;
  private final Double documented;
  private final List<Double> box;
  private final boolean line;
  private final String xTitle;

  /// @param documented value to draw where it lies within the axis, or null
  /// @param box median, low and high to draw behind the dots, or nothing
  /// @param line whether the dots are joined
  /// @param xTitle what stands on the x axis, whose ticks are written only with it; or null
  StripPanel(
      Words words,
      Scale x,
      Scale y,
      List<Dot> dots,
      Double documented,
      List<Double> box,
      boolean line,
      String xTitle) {
    this.words = words;
    this.x = x;
    this.y = y;
    this.dots = List.copyOf(dots);
    this.documented = documented;
    this.box = List.copyOf(box);
    this.line = line;
    this.xTitle = xTitle;
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
  public double height(Typeface typeface) {
    return ROW + foot();
  }

  private double foot() {
    boolean twoLines = x.ticks().stream().anyMatch(tick -> tick.label().contains("\n"));
    return xTitle == null ? 0 : TICKS + (twoLines ? SECOND_LINE : 0);
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + LEFT,
            room.getY() + INSET,
            room.getWidth() - LEFT - RIGHT,
            ROW - 2 * INSET);
    canvas.line(room.getX(), room.getY(), room.getMaxX(), room.getY(), Tone.GRID, 1);
    plot().paint(canvas, area);
    Axes.left(canvas, area, y);
    for (Dot dot : dots) {
      Plot places = new Plot(x, y);
      canvas.text(
          dot.text(),
          places.xPx(area, dot.x()) + 8,
          places.yPx(area, dot.y()) - 8,
          Type.SMALL,
          dot.sign().tone());
    }
    left(canvas, room);
    right(canvas, area, room.getY());
    if (xTitle != null) {
      Axes.below(canvas, area, x);
      double base = room.getY() + ROW + foot() - 5;
      canvas.text(xTitle, area.getCenterX(), base, Type.BODY, Tone.SOFT, Canvas.Align.CENTRE);
    }
  }

  private Plot plot() {
    Plot plot = new Plot(x, y).levels();
    if (box.size() == 3 && !dots.isEmpty()) {
      Tone tone = dots.getFirst().sign().tone();
      plot.box(box.get(1), box.get(2), false, tone, Plot.VEIL / 2);
      plot.level(box.getFirst(), tone, Plot.Line.THIN);
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
        plot.upbar(dot.x(), dot.low(), dot.high(), dot.sign().tone());
      }
      plot.sign(dot.sign(), dot.x(), dot.y());
      if (dot.marked()) {
        plot.sign(Sign.MARKED, dot.x(), dot.y());
      }
    }
    return plot;
  }

  private void left(Canvas canvas, Rectangle2D room) {
    Typeface typeface = canvas.typeface();
    List<String> lines = new ArrayList<>(typeface.wrap(words.head(), Type.LABEL, LABEL, 2));
    int heads = lines.size();
    if (!words.tail().isEmpty()) {
      lines.addAll(typeface.wrap(words.tail(), Type.BODY, LABEL, LABEL_LINES - heads));
    }
    double y = room.getY() + ROW / 2 + 4 - 7.5 * (lines.size() - 1);
    for (int at = 0; at < lines.size(); at++) {
      Type type = at < heads ? Type.LABEL : Type.BODY;
      canvas.text(lines.get(at), room.getX(), y, type, at < heads ? Tone.INK : Tone.SOFT);
      y += 15;
    }
  }

  private void right(Canvas canvas, Rectangle2D area, double top) {
    Typeface typeface = canvas.typeface();
    double at = area.getMaxX() + 22;
    double room = RIGHT - 22;
    double base = top + ROW / 2 + (words.documented().isEmpty() ? 4 : -4);
    canvas.text(words.value(), at, base, Type.LABEL, Tone.INK);
    double used = words.value().isEmpty() ? 0 : typeface.width(words.value(), Type.LABEL) + 7;
    String interval = typeface.cut(words.interval(), Type.BODY, room - used);
    canvas.text(interval, at + used, base, Type.BODY, Tone.SOFT);
    if (!words.documented().isEmpty()) {
      Sign.DOCUMENTED.paint(canvas.graphics(), at + 7, base + 17);
      String text = typeface.cut(words.documented(), Type.BODY, room - 20);
      canvas.text(text, at + 20, base + 17 + Axes.DROP, Type.BODY, Tone.DOCUMENTED);
    }
  }
}
