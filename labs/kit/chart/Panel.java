package kit.chart;

import java.awt.geom.Rectangle2D;

/// A part of a chart with axes of its own. Panels stand below each other.
interface Panel {
  /// How much room it needs, in pixels.
  double height(Typeface typeface);

  /// Draws it into this room, which is as high as it asked for.
  void paint(Canvas canvas, Rectangle2D room);
}
