package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of signs over one axis: a label at the left of each, what it comes to at the right.
final class RowsPanel implements Panel {
  /// A sign with its value and what is written at it.
  record Mark(double value, String text) {}

  /// A span between two values.
  record Span(double low, double high) {}

  /// One row. What is null is not drawn.
  ///
  /// @param documented both ends of what the document states, equal unless it is a range
  /// @param documentedText as the document writes it
  /// @param sign [Sign#MEASURED] or [Sign#INCONCLUSIVE]
  record Row(
      RowWords words,
      Span documented,
      String documentedText,
      Sign sign,
      Mark measured,
      Span interval,
      Double limit,
      List<Mark> peers) {}

  private static final double HEADING = 24;
  private static final double ROW = 58;
  private static final double ROW_OF_MANY = 46;
  private static final double STRIP = 44;
  private static final int MANY = 12;
  private static final double TICKS = 26;

  /// Words beside the plot have these shares of the width, and no more than they need.
  private static final double LEFT_SHARE = 0.27;

  private static final double LEFT_MOST = 232;
  private static final double RIGHT_SHARE = 0.24;
  private static final double RIGHT_MOST = 190;
  private static final double WORDS_GAP = 20;

  /// Where a plot has no words beside it the outermost values still have room.
  private static final double INSET = 18;

  private static final double CENTRE = 0.56;
  private static final double ABOVE = 14;
  private static final double LABEL_GAP = 7;

  /// A text may reach so far beyond the axis.
  private static final double BEYOND = 14;

  /// A name that ends further from its sign than this is taken for another sign's.
  private static final double FAR = 24;

  private final String heading;
  private final String rightHeading;
  private final Scale x;
  private final List<Row> rows;
  private final boolean named;

  RowsPanel(String heading, String rightHeading, Scale x, List<Row> rows) {
    this.heading = heading;
    this.rightHeading = rightHeading;
    this.x = x;
    this.rows = List.copyOf(rows);
    this.named = rows.stream().anyMatch(row -> !row.peers().isEmpty());
  }

  private static boolean narrow(double width) {
    return width <= NARROW;
  }

  /// How high the plot of a row is at least: higher where the names of peers stand below it.
  private double strip(Typeface typeface, double width) {
    if (narrow(width)) {
      return named ? ROW : STRIP;
    }
    double left = left(width) - WORDS_GAP;
    return Math.max(
        named || rows.size() <= MANY ? ROW : ROW_OF_MANY,
        RowWords.height(words(), typeface, left, right(width) - WORDS_GAP));
  }

  /// How much higher a row is whose names take more than one line.
  private double more(Typeface typeface, double width, Row row) {
    return RowWords.LINE * (names(typeface, row, across(width)).size() - 1);
  }

  private List<RowWords> words() {
    return rows.stream().map(Row::words).toList();
  }

  private static double left(double width) {
    return narrow(width) ? INSET : Math.min(LEFT_MOST, LEFT_SHARE * width);
  }

  private static double right(double width) {
    return narrow(width) ? INSET : Math.min(RIGHT_MOST, RIGHT_SHARE * width);
  }

  private static double across(double width) {
    return width - left(width) - right(width);
  }

  /// How high the words of a row stand above its plot.
  private double above(Typeface typeface, double width) {
    return narrow(width) ? RowWords.heightAbove(words(), typeface, width) : 0;
  }

  private List<String> heading(Typeface typeface, double width) {
    boolean joined = narrow(width) && !rightHeading.isEmpty();
    String whole = joined ? heading + "; right: " + rightHeading : heading;
    double room = narrow(width) ? width : width - right(width) - LABEL_GAP;
    return typeface.wrap(whole, Type.HEADING, room);
  }

  private double head(Typeface typeface, double width) {
    return HEADING + RowWords.LINE * (heading(typeface, width).size() - 1);
  }

  @Override
  public double height(Typeface typeface, double width) {
    return head(typeface, width)
        + rows.size() * (above(typeface, width) + strip(typeface, width))
        + rows.stream().mapToDouble(row -> more(typeface, width, row)).sum()
        + TICKS;
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    double width = room.getWidth();
    double above = above(canvas.typeface(), width);
    double strip = strip(canvas.typeface(), width);
    double x = room.getX() + left(width);
    double y = heading(canvas, room);
    for (Row row : rows) {
      double high = strip + more(canvas.typeface(), width, row);
      Rectangle2D area = new Rectangle2D.Double(x, y + above, across(width), high);
      canvas.line(room.getX(), y, room.getMaxX(), y, Tone.GRID, 1);
      plot(row, 1 - CENTRE * strip / high).paint(canvas, area);
      if (narrow(width)) {
        row.words().above(canvas, new Rectangle2D.Double(room.getX(), y, width, above));
      } else {
        row.words().beside(canvas, leftOf(area, room), rightOf(area, room));
      }
      values(canvas, row, area, y + above + CENTRE * strip);
      y += above + high;
    }
    canvas.line(room.getX(), y, room.getMaxX(), y, Tone.GRID, 1);
    Axes.below(canvas, new Rectangle2D.Double(x, y - strip, across(width), strip), this.x);
  }

  private static Rectangle2D leftOf(Rectangle2D area, Rectangle2D room) {
    double width = area.getX() - room.getX() - WORDS_GAP;
    return new Rectangle2D.Double(room.getX(), area.getY(), width, area.getHeight());
  }

  private static Rectangle2D rightOf(Rectangle2D area, Rectangle2D room) {
    double from = area.getMaxX() + WORDS_GAP;
    return new Rectangle2D.Double(from, area.getY(), room.getMaxX() - from, area.getHeight());
  }

  /// Writes the heading.
  ///
  /// @return where the rows begin
  private double heading(Canvas canvas, Rectangle2D room) {
    double y = room.getY() + head(canvas.typeface(), room.getWidth());
    List<String> lines = heading(canvas.typeface(), room.getWidth());
    double base = y - 9 - RowWords.LINE * (lines.size() - 1);
    for (String line : lines) {
      canvas.text(line, room.getX(), base, Type.HEADING, Tone.SOFT);
      base += RowWords.LINE;
    }
    if (!narrow(room.getWidth())) {
      double at = room.getMaxX() - right(room.getWidth()) + WORDS_GAP;
      canvas.text(rightHeading, at, y - 9, Type.HEADING, Tone.SOFT);
    }
    return y;
  }

  private Plot plot(Row row, double y) {
    Plot plot = new Plot(x, Scale.between(0, 1)).uprights();
    signs(plot, row, y);
    return plot;
  }

  private static void signs(Plot plot, Row row, double y) {
    if (row.documented() != null && row.measured() != null) {
      double near =
          row.measured().value() < row.documented().low()
              ? row.documented().low()
              : Math.min(row.documented().high(), row.measured().value());
      plot.connect(near, y, row.measured().value(), y, Tone.PEER, Plot.Line.DOTTED);
    }
    if (row.interval() != null) {
      plot.bar(row.interval().low(), row.interval().high(), y);
    }
    if (row.limit() != null) {
      plot.sign(Sign.LIMIT, row.limit(), y);
    }
    row.peers().forEach(peer -> plot.sign(Sign.PEER, peer.value(), y));
    if (row.documented() != null) {
      Span span = row.documented();
      if (span.high() > span.low()) {
        plot.connect(span.low(), y, span.high(), y, Tone.DOCUMENTED, Plot.Line.HEAVY);
        plot.sign(Sign.DOCUMENTED, span.high(), y);
      }
      plot.sign(Sign.DOCUMENTED, span.low(), y);
    }
    if (row.measured() != null) {
      plot.sign(row.sign(), row.measured().value(), y);
    }
  }

  /// Writes the values above their signs, which stand at `y`, and the names of peers below theirs.
  private void values(Canvas canvas, Row shown, Rectangle2D area, double y) {
    List<Label> above = new ArrayList<>();
    if (shown.documented() != null) {
      double middle =
          Math.min(
              1,
              Math.max(0, (x.at(shown.documented().low()) + x.at(shown.documented().high())) / 2));
      above.add(new Label(shown.documentedText(), middle, Type.BODY, Tone.DOCUMENTED));
    }
    if (shown.measured() != null) {
      above.add(
          new Label(
              shown.measured().text(), x.at(shown.measured().value()), Type.VALUE, Tone.MEASURED));
    }
    write(canvas, above.stream().filter(Label::placed).toList(), area, y - ABOVE);
    double base = area.getMaxY() - 4;
    for (List<Label> line : names(canvas.typeface(), shown, area.getWidth()).reversed()) {
      write(canvas, line, area, base);
      base -= RowWords.LINE;
    }
  }

  /// The names of a row's peers in the fewest lines in which each is near its sign, one at least.
  /// Neighbours on the axis stand in turn on the next line.
  private List<List<Label>> names(Typeface typeface, Row row, double across) {
    List<Label> names =
        row.peers().stream()
            .map(peer -> new Label(peer.text(), x.at(peer.value()), Type.SMALL, Tone.PEER))
            .filter(Label::placed)
            .sorted(Comparator.comparingDouble(Label::at))
            .toList();
    List<List<Label>> lines;
    int count = 0;
    do {
      count++;
      lines = inTurn(names, count);
    } while (count < names.size() && lines.stream().anyMatch(line -> far(typeface, line, across)));
    return lines;
  }

  private static List<List<Label>> inTurn(List<Label> names, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            line ->
                IntStream.range(0, names.size())
                    .filter(at -> at % count == line)
                    .mapToObj(names::get)
                    .toList())
        .toList();
  }

  /// Whether a name in this line is far from its sign, or has no room.
  private static boolean far(Typeface typeface, List<Label> line, double across) {
    double[] placed = centres(typeface, line, across);
    return IntStream.range(0, placed.length)
        .anyMatch(
            at -> {
              double half = line.get(at).size(typeface) / 2;
              double off = Math.abs(placed[at] - line.get(at).at() * across);
              return off > half + FAR || placed[at] - half < -BEYOND - 0.1;
            });
  }

  /// A text over a place on the axis.
  private record Label(String text, double at, Type type, Tone tone) {
    boolean placed() {
      return Double.isFinite(at);
    }

    double size(Typeface typeface) {
      return typeface.width(text, type) + LABEL_GAP;
    }
  }

  /// Where texts in a line have their middles, from the left end of the axis: shifted apart.
  private static double[] centres(Typeface typeface, List<Label> line, double across) {
    return Axes.apart(
        line.stream().mapToDouble(label -> label.at() * across).toArray(),
        line.stream().mapToDouble(label -> label.size(typeface)).toArray(),
        -BEYOND,
        across + BEYOND);
  }

  private static void write(Canvas canvas, List<Label> line, Rectangle2D area, double y) {
    double[] placed = centres(canvas.typeface(), line, area.getWidth());
    for (int i = 0; i < placed.length; i++) {
      Label label = line.get(i);
      double at = area.getX() + placed[i];
      canvas.text(label.text(), at, y, label.type(), label.tone(), Canvas.Align.CENTRE);
    }
  }
}
