package kit.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Shape;

/// A drawing kept as shapes. It leaves out what XChart paints that nobody sees: grounds without
/// colour, and clips, whose names in an SVG would clash with those of the next chart in a page.
final class Paper extends VectorGraphics2D {
  @Override
  public void fill(Shape shape) {
    if (getColor().getAlpha() > 0) {
      super.fill(shape);
    }
  }

  @Override
  public void setClip(Shape clip) {}

  @Override
  public void clip(Shape clip) {}
}
