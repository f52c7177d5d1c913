package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Rows of signs over one axis: a label at the left of each, what it comes to at the right.
final class RowsPanel implements Panel {
  /// A sign with its value and what is written at it.
  record Mark(double value, String text) {}

  /// A span between two values.
  record Span(double low, double high) {}

  /// One row. What is null is not drawn.
  ///
  /// @param head what it is
  /// @param tail under which conditions
  /// @param documented both ends of what the document states, equal unless it is a range
  /// @param documentedText as the document writes it
  /// @param sign [Sign#MEASURED] or [Sign#INCONCLUSIVE]
  /// @param rightHead what it comes to, in a word or number
  /// @param rightInterval beside it
  /// @param rightTail below it
  record Row(
      String head,
      String tail,
      Span documented,
      String documentedText,
      Sign sign,
      Mark measured,
      Span interval,
      Double limit,
      List<Mark> peers,
      String rightHead,
      String rightInterval,
      String rightTail) {}

  private static final double HEADING = 24;
  private static final double ROW = 58;
  private static final double ROW_OF_MANY = 46;
  private static final int MANY = 12;
  private static final double TICKS = 26;
  private static final double LEFT = 232;
  private static final double RIGHT = 190;
  private static final double CENTRE = 0.56;
  private static final double ABOVE = 14;
  private static final double LABEL_GAP = 7;

  private final String heading;
  private final String rightHeading;
  private final Scale x;
  private final List<Row> rows;
  private final double row;

  RowsPanel(String heading, String rightHeading, Scale x, List<Row> rows) {
    this.heading = heading;
    this.rightHeading = rightHeading;
    this.x = x;
    this.rows = List.copyOf(rows);
    boolean named = rows.stream().anyMatch(shown -> !shown.peers().isEmpty());
    this.row = rows.size() > MANY && !named ? ROW_OF_MANY : ROW;
  }

  @Override
  public double height(Typeface typeface) {
    return HEADING + rows.size() * row + TICKS;
  }

  @Override
  public void paint(Canvas canvas, Rectangle2D room) {
    Rectangle2D area =
        new Rectangle2D.Double(
            room.getX() + LEFT,
            room.getY() + HEADING,
            room.getWidth() - LEFT - RIGHT,
            rows.size() * row);
    double base = room.getY() + HEADING - 9;
    String fitting =
        canvas.typeface().cut(heading, Type.HEADING, room.getWidth() - RIGHT - LABEL_GAP);
    canvas.text(fitting, room.getX(), base, Type.HEADING, Tone.SOFT);
    canvas.text(rightHeading, rightEdge(area), base, Type.HEADING, Tone.SOFT);
    for (int at = 0; at <= rows.size(); at++) {
      double y = area.getY() + at * row;
      canvas.line(room.getX(), y, room.getMaxX(), y, Tone.GRID, 1);
    }
    plot().paint(canvas, area);
    for (int at = 0; at < rows.size(); at++) {
      double y = area.getY() + (at + CENTRE) * row;
      words(canvas, rows.get(at), room.getX(), area, area.getY() + at * row);
      values(canvas, rows.get(at), area, y);
    }
    Axes.below(canvas, area, x);
  }

  private double rightEdge(Rectangle2D area) {
    return area.getMaxX() + 22;
  }

  private Plot plot() {
    Plot plot = new Plot(x, Scale.between(0, rows.size())).uprights();
    for (int at = 0; at < rows.size(); at++) {
      signs(plot, rows.get(at), rows.size() - at - CENTRE);
    }
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
      plot.bar(row.interval().low(), row.interval().high(), y, Tone.MEASURED);
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

  private void words(Canvas canvas, Row shown, double left, Rectangle2D area, double top) {
    Typeface typeface = canvas.typeface();
    double room = LEFT - 18;
    int lines = row < ROW ? 2 : 3;
    boolean bare = shown.tail().isEmpty();
    List<String> head = typeface.wrap(shown.head(), Type.LABEL, room, bare ? lines : 1);
    List<String> tail = bare ? List.of() : typeface.wrap(shown.tail(), Type.BODY, room, lines - 1);
    double y = top + row / 2 + 5 - 8 * (head.size() + tail.size() - 1);
    for (String line : head) {
      canvas.text(line, left, y, Type.LABEL, Tone.INK);
      y += 16;
    }
    for (String line : tail) {
      canvas.text(line, left, y, Type.BODY, Tone.SOFT);
      y += 15;
    }
    beside(canvas, shown, rightEdge(area), top + row / 2);
  }

  /// What a row comes to, right of the plot: a number with its interval, and words below it.
  private void beside(Canvas canvas, Row shown, double x, double middle) {
    Typeface typeface = canvas.typeface();
    double widest = RIGHT - 22;
    boolean number = !shown.rightHead().isEmpty() || !shown.rightInterval().isEmpty();
    List<String> tail =
        shown.rightTail().isEmpty()
            ? List.of()
            : typeface.wrap(shown.rightTail(), Type.BODY, widest, row < ROW ? 1 : 2);
    double y = middle + 5 - 7.5 * (tail.size() - (number ? 0 : 1));
    if (number) {
      canvas.text(shown.rightHead(), x, y, Type.LABEL, Tone.INK);
      double used =
          shown.rightHead().isEmpty() ? 0 : typeface.width(shown.rightHead(), Type.LABEL) + 7;
      String interval = typeface.cut(shown.rightInterval(), Type.BODY, widest - used);
      canvas.text(interval, x + used, y, Type.BODY, Tone.SOFT);
      y += 16;
    }
    for (String line : tail) {
      canvas.text(line, x, y, Type.BODY, Tone.SOFT);
      y += 15;
    }
  }

  /// Writes the values above their signs and the names of peers below theirs, shifted apart.
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
    write(canvas, above, area, y - ABOVE);
    List<Label> below = new ArrayList<>();
    for (Mark peer : shown.peers()) {
      below.add(new Label(peer.text(), x.at(peer.value()), Type.SMALL, Tone.PEER));
    }
    write(canvas, below, area, y + (1 - CENTRE) * row - 4);
  }

  /// A text over a place on the axis.
  private record Label(String text, double at, Type type, Tone tone) {}

  private static void write(Canvas canvas, List<Label> all, Rectangle2D area, double y) {
    List<Label> labels = all.stream().filter(label -> Double.isFinite(label.at())).toList();
    double[] centres = new double[labels.size()];
    double[] sizes = new double[labels.size()];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = area.getX() + labels.get(i).at() * area.getWidth();
      sizes[i] = canvas.typeface().width(labels.get(i).text(), labels.get(i).type()) + LABEL_GAP;
    }
    double[] placed = Axes.apart(centres, sizes, area.getX() - 14, area.getMaxX() + 14);
    for (int i = 0; i < placed.length; i++) {
      Label label = labels.get(i);
      canvas.text(label.text(), placed[i], y, label.type(), label.tone(), Canvas.Align.CENTRE);
    }
  }
}
