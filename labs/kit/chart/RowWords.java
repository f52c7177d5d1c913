package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import kit.result.FigureRow;

/// The words of a row: what it is, and what it comes to. They stand left and right of its plot, or
/// above it where there is no room beside it.
///
/// @param head what it is
/// @param tail under which conditions
/// @param value what it comes to, in a word or number
/// @param interval beside it
/// @param below below it
/// @param documented whether what stands below is what the document states
record RowWords(
    String head, String tail, String value, String interval, String below, boolean documented) {
  static final double LINE = 15;
  private static final double GAP = 7;
  private static final double SIGN = 20;

  /// Of the width above a plot the left words have so much.
  private static final double LEFT_SHARE = 0.55;

  private static final int LINES_MOST = 6;

  /// @param quantity what the numbers are
  /// @param numbers what it comes to and both ends of its interval, or less
  /// @param stated the row whose documented value is written, or null
  static RowWords of(
      String label, String quantity, String unit, List<Double> numbers, FigureRow stated) {
    boolean documented = stated != null && stated.documented() != null;
    return new RowWords(
        Finding.head(label),
        conditions(label, quantity),
        numbers.isEmpty() ? "" : FiguresChart.number(numbers.getFirst(), unit),
        numbers.size() < 3 ? "" : FiguresChart.interval(numbers.get(1), numbers.get(2), unit),
        documented ? stated.documented().text() + " documented" : "",
        documented);
  }

  /// The conditions of a label, and what the numbers are; either may be empty.
  static String conditions(String label, String quantity) {
    String tail = Finding.tail(label);
    return tail + (tail.isEmpty() || quantity.isEmpty() ? "" : "; ") + quantity;
  }

  /// One line, of what is bold and what follows it.
  private record Line(String bold, String plain, Tone tone, boolean signed) {
    Line(String bold, String plain) {
      this(bold, plain, Tone.SOFT, false);
    }
  }

  private List<Line> left(Typeface typeface, double room, int most) {
    List<Line> lines = new ArrayList<>();
    int tails = tail.isEmpty() ? 0 : typeface.wrap(tail, Type.BODY, room).size();
    int heads = Math.max(1, most - Math.min(2, tails));
    typeface.wrap(head, Type.LABEL, room, heads).forEach(line -> lines.add(new Line(line, "")));
    if (!tail.isEmpty() && most > lines.size()) {
      typeface
          .wrap(tail, Type.BODY, room, most - lines.size())
          .forEach(line -> lines.add(new Line("", line)));
    }
    return lines;
  }

  private List<Line> right(Typeface typeface, double room, int most) {
    List<Line> lines = new ArrayList<>();
    double both = typeface.width(value, Type.LABEL) + GAP + typeface.width(interval, Type.BODY);
    if (value.isEmpty() || interval.isEmpty() || both <= room) {
      lines.add(new Line(value, typeface.cut(interval, Type.BODY, room)));
    } else {
      lines.add(new Line(typeface.cut(value, Type.LABEL, room), ""));
      lines.add(new Line("", typeface.cut(interval, Type.BODY, room)));
    }
    if (value.isEmpty() && interval.isEmpty()) {
      lines.clear();
    }
    if (!below.isEmpty()) {
      Tone tone = documented ? Tone.DOCUMENTED : Tone.SOFT;
      double left = room - (documented ? SIGN : 0);
      typeface
          .wrap(below, Type.BODY, left, Math.max(1, most - lines.size()))
          .forEach(line -> lines.add(new Line("", line, tone, documented)));
    }
    return lines;
  }

  /// How high the highest of these stands above its plot.
  static double heightAbove(Collection<RowWords> all, Typeface typeface, double width) {
    return height(all, typeface, leftAbove(width), rightAbove(width));
  }

  /// How high the highest of these is where there is so much room.
  static double height(Collection<RowWords> all, Typeface typeface, double left, double right) {
    int most = 0;
    for (RowWords words : all) {
      most = Math.max(most, words.left(typeface, left, LINES_MOST).size());
      most = Math.max(most, words.right(typeface, right, LINES_MOST).size());
    }
    return GAP + LINE * most;
  }

  private static double leftAbove(double width) {
    return width * LEFT_SHARE;
  }

  private static double rightAbove(double width) {
    return width * (1 - LEFT_SHARE) - 2 * GAP;
  }

  /// Writes them above a plot.
  void above(Canvas canvas, Rectangle2D room) {
    Typeface typeface = canvas.typeface();
    double width = room.getWidth();
    double base = room.getY() + LINE;
    write(canvas, left(typeface, leftAbove(width), LINES_MOST), room.getX(), base);
    List<Line> right = right(typeface, rightAbove(width), LINES_MOST);
    write(canvas, right, room.getMaxX() - rightAbove(width), base);
  }

  /// Writes them in columns left and right of a plot, in the middle of its height.
  ///
  /// @param left room for what it is, as high as the row
  /// @param right room for what it comes to
  void beside(Canvas canvas, Rectangle2D left, Rectangle2D right) {
    int most = (int) ((left.getHeight() - 2) / LINE);
    write(canvas, left(canvas.typeface(), left.getWidth(), most), left);
    write(canvas, right(canvas.typeface(), right.getWidth(), most), right);
  }

  private static void write(Canvas canvas, List<Line> lines, Rectangle2D room) {
    double base = room.getCenterY() + Axes.DROP - LINE / 2 * (lines.size() - 1);
    write(canvas, lines, room.getX(), base);
  }

  private static void write(Canvas canvas, List<Line> lines, double left, double from) {
    double base = from;
    for (Line line : lines) {
      double x = left;
      if (line.signed()) {
        Sign.DOCUMENTED.paint(canvas.graphics(), canvas.theme(), x + 7, base - Axes.DROP);
        x += SIGN;
      }
      canvas.text(line.bold(), x, base, Type.LABEL, Tone.INK);
      double bold = canvas.typeface().width(line.bold(), Type.LABEL);
      canvas.text(line.plain(), x + (bold == 0 ? 0 : bold + GAP), base, Type.BODY, line.tone());
      base += LINE;
    }
  }
}
