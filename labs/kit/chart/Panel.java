package kit.chart;

import java.awt.geom.Rectangle2D;

/// A part of a chart with axes of its own. Panels stand below each other.
interface Panel {
  /// Room that is no wider has no columns of words beside the plot: they stand above it.
  double NARROW = 610;

  /// How much room it needs, in pixels, where it is so wide.
  double height(Typeface typeface, double width);

  /// Draws it into this room, which is as high as it asked for.
  void paint(Canvas canvas, Rectangle2D room);
}
