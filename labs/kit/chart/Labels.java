package kit.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Room for texts in and around a plot. A text never gets room that another has or that lies beyond
/// the edges; it keeps off lines and signs wherever that is not too far from what it names.
final class Labels {
  /// Candidates lie so many pixels apart.
  private static final double STEP_X = 8;

  private static final double STEP_Y = 5;

  /// So many pixels further away is as bad as standing on a line.
  private static final double ON_A_LINE = 120;

  /// The same for a leader that crosses a line, and for one that runs through a text.
  private static final double ACROSS_A_LINE = 25;

  private static final double ACROSS_A_TEXT = 300;

  /// The same for standing left of what is named: names are looked for at its right.
  private static final double LEFT = 10;

  /// What is left free around a sign, from its middle.
  private static final double SIGN = 6;

  /// Where a leader starts, from the middle of what is named: outside a sign's corner.
  private static final double START = 9;

  private final Rectangle2D edges;
  private final List<Rectangle2D> taken;
  private final List<Line2D> lines;

  /// @param edges that no text may cross
  Labels(Rectangle2D edges) {
    this(edges, List.of(), List.of());
  }

  private Labels(Rectangle2D edges, List<Rectangle2D> taken, List<Line2D> lines) {
    this.edges = edges;
    this.taken = new ArrayList<>(taken);
    this.lines = new ArrayList<>(lines);
  }

  /// The same room, for trying something out.
  Labels copy() {
    return new Labels(edges, taken, lines);
  }

  /// A text stands here.
  void take(Rectangle2D box) {
    taken.add(box);
  }

  /// A line runs here. What has no place is passed over.
  void line(double x1, double y1, double x2, double y2) {
    if (Double.isFinite(x1) && Double.isFinite(y1) && Double.isFinite(x2) && Double.isFinite(y2)) {
      lines.add(new Line2D.Double(x1, y1, x2, y2));
    }
  }

  /// A sign stands here.
  void sign(double x, double y) {
    line(x - SIGN, y - SIGN, x + SIGN, y + SIGN);
    line(x - SIGN, y + SIGN, x + SIGN, y - SIGN);
  }

  /// Takes the first of these boxes that is free and stands on no line.
  Optional<Rectangle2D> clear(Rectangle2D... boxes) {
    return claim(Stream.of(boxes).filter(box -> isFree(box) && !isOnALine(box)).findFirst());
  }

  /// Takes the first of these boxes that is free.
  Optional<Rectangle2D> free(Rectangle2D... boxes) {
    return claim(Stream.of(boxes).filter(this::isFree).findFirst());
  }

  private Optional<Rectangle2D> claim(Optional<Rectangle2D> found) {
    found.ifPresent(this::take);
    return found;
  }

  /// Takes the best box of this size near a point: close to it, on no line, and so that the leader
  /// from the point to the box crosses as little as possible. Empty where there is no room at all.
  Optional<Rectangle2D> near(double x, double y, Rectangle2D size) {
    Rectangle2D best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Candidate candidate : candidates(x, y, size.getWidth(), size.getHeight())) {
      if (candidate.farPx() >= least) {
        break;
      }
      if (isFree(candidate.box())) {
        double cost = candidate.farPx() + trouble(x, y, candidate.box());
        if (cost < least) {
          least = cost;
          best = candidate.box();
        }
      }
    }
    return claim(Optional.ofNullable(best));
  }

  private record Candidate(Rectangle2D box, double farPx) {}

  /// Boxes right and left of the point at all heights, nearest first.
  private List<Candidate> candidates(double x, double y, double width, double height) {
    List<Candidate> candidates = new ArrayList<>();
    int rows = (int) Math.ceil(edges.getHeight() / STEP_Y);
    for (int row = -rows; row <= rows; row++) {
      double top = y - height / 2 + row * STEP_Y;
      for (double left = x + STEP_X; left + width <= edges.getMaxX(); left += STEP_X) {
        add(candidates, x, y, new Rectangle2D.Double(left, top, width, height), 0);
      }
      for (double end = x - STEP_X; end - width >= edges.getX(); end -= STEP_X) {
        add(candidates, x, y, new Rectangle2D.Double(end - width, top, width, height), LEFT);
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::farPx));
    return candidates;
  }

  private static void add(
      List<Candidate> candidates, double x, double y, Rectangle2D box, double extra) {
    Line2D leader = leader(x, y, box);
    candidates.add(new Candidate(box, leader.getP2().distance(x, y) + extra));
  }

  private boolean isFree(Rectangle2D box) {
    return edges.contains(box) && taken.stream().noneMatch(box::intersects);
  }

  private boolean isOnALine(Rectangle2D box) {
    return lines.stream().anyMatch(line -> line.intersects(box));
  }

  private double trouble(double x, double y, Rectangle2D box) {
    Line2D leader = leader(x, y, box);
    return (isOnALine(box) ? ON_A_LINE : 0)
        + ACROSS_A_LINE * lines.stream().filter(leader::intersectsLine).count()
        + ACROSS_A_TEXT * taken.stream().filter(leader::intersects).count();
  }

  /// A line from beside a point to the nearer side of a box.
  static Line2D leader(double x, double y, Rectangle2D box) {
    double endX = box.getX() >= x ? box.getX() - 2 : box.getMaxX() + 2;
    double endY = box.getCenterY();
    double length = Math.hypot(endX - x, endY - y);
    double start = length == 0 ? 0 : Math.min(START, length) / length;
    return new Line2D.Double(x + start * (endX - x), y + start * (endY - y), endX, endY);
  }
}
