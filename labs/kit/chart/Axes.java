package kit.chart;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Labels around a plot: at ticks, and wherever several must not lie on each other.
final class Axes {
  private static final double BELOW = 18;
  private static final double BESIDE = 8;
  private static final double GAP = 8;
  private static final double LINE = 13;

  /// From one label to the next above it.
  private static final double STEP = 15.5;

  /// From the middle of a line of type to its base line.
  static final double DROP = 4;

  private Axes() {}

  /// Labels of the ticks of x, below the plot; one that would touch its left neighbour is left out.
  /// A label may have a second line.
  static void below(Canvas canvas, Rectangle2D area, Scale x) {
    double free = Double.NEGATIVE_INFINITY;
    for (Scale.Tick tick : x.ticks()) {
      double at = area.getX() + tick.at() * area.getWidth();
      String[] lines = tick.label().split("\n");
      double half = canvas.typeface().width(lines[0], Type.TICK) / 2;
      if (at - half >= free) {
        double base = area.getMaxY() + BELOW;
        canvas.text(lines[0], at, base, Type.TICK, Tone.SOFT, Canvas.Align.CENTRE);
        if (lines.length > 1) {
          canvas.text(lines[1], at, base + LINE, Type.SMALL, Tone.SOFT, Canvas.Align.CENTRE);
        }
        free = at + half + GAP;
      }
    }
  }

  /// Labels of the ticks of y, left of the plot: all, or the powers of ten of a logarithmic axis,
  /// or as many as find room.
  static void left(Canvas canvas, Rectangle2D area, Scale y) {
    double free = Double.POSITIVE_INFINITY;
    for (Scale.Tick tick : labelled(y, area.getHeight())) {
      double at = area.getMaxY() - tick.at() * area.getHeight() + DROP;
      if (at <= free) {
        double end = area.getX() - BESIDE;
        canvas.text(tick.label(), end, at, Type.TICK, Tone.SOFT, Canvas.Align.RIGHT);
        free = at - STEP;
      }
    }
  }

  /// Labels left out here and there look like a mistake: 1, 2, 10, 20.
  static List<Scale.Tick> labelled(Scale y, double height) {
    List<Scale.Tick> ticks = y.ticks();
    List<Scale.Tick> tens = ticks.stream().filter(tick -> powerOfTen(tick.value())).toList();
    boolean close =
        IntStream.range(1, ticks.size())
            .anyMatch(at -> (ticks.get(at).at() - ticks.get(at - 1).at()) * height < STEP);
    return y.logarithmic() && close && tens.size() > 1 ? tens : ticks;
  }

  private static boolean powerOfTen(double value) {
    double power = Math.log10(value);
    return Math.abs(power - Math.rint(power)) < 1e-9;
  }

  /// The room that the tick labels of y need left of the plot.
  static double leftRoom(Typeface typeface, List<Scale.Tick> ticks) {
    return BESIDE
        + ticks.stream()
            .mapToDouble(tick -> typeface.width(tick.label(), Type.TICK))
            .max()
            .orElse(0);
  }

  /// Shifts centres along a line until none of the things around them touch, each as little as a
  /// greedy walk allows, and none beyond the ends unless they are too many.
  ///
  /// @param sizes how much room each takes, gap included
  /// @return the shifted centres, in the order given
  static double[] apart(double[] centres, double[] sizes, double from, double to) {
    Integer[] order = new Integer[centres.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> centres[i]));
    double[] placed = centres.clone();
    double free = from;
    for (int i : order) {
      placed[i] = Math.max(placed[i], free + sizes[i] / 2);
      free = placed[i] + sizes[i] / 2;
    }
    double end = to;
    for (int at = order.length - 1; at >= 0; at--) {
      int i = order[at];
      placed[i] = Math.min(placed[i], end - sizes[i] / 2);
      end = placed[i] - sizes[i] / 2;
    }
    return placed;
  }
}
