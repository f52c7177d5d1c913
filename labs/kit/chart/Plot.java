package kit.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// One plot: what is drawn between two axes, painted by XChart. Everything that is text stands
/// around it and is written by whoever owns the plot, as real text.
///
/// XChart is told places from 0 to 1 (see [Scale]); its axes, grid, legend and title are off. A
/// series is painted in the order in which it was added: bars, lines, then signs. Long curves are
/// drawn as one path each below XChart's series, because XChart draws a line segment by
/// segment: half a megabyte of SVG for eleven curves, and beads where translucent segments meet.
///
/// What has no place, because it is infinite or no number, is left out.
final class Plot {
  /// How a line is drawn.
  enum Line {
    HAIR(1f),
    THIN(1.5f),
    SOLID(2.6f),
    DASHED(1.8f, 6, 4),
    DOTTED(1.4f, 1.4f, 4.2f),
    HEAVY(2.1f),
    /// The bar of an interval: higher than a dot, so that an interval narrower than the dot still
    /// shows above and below it.
    BAR(16f),
    /// The same upright.
    UPBAR(12f);

    private final BasicStroke stroke;

    Line(float width, float... dashes) {
      stroke =
          dashes.length == 0
              ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4)
              : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, dashes, 0);
    }
  }

  /// Opacity of an area. One that is an interval has lines as edges, because few see this.
  static final double VEIL = 0.2;

  /// The least width of an interval's bar, as a share of the axis, so that it can be seen at all.
  private static final double BAR_LEAST = 0.004;

  private static final double CLIP_MARGIN = 16;

  private record Curve(double[] xs, double[] ys, Tone tone, double opacity, Line line) {}

  private final Scale x;
  private final Scale y;
  private final XYChart chart = new XYChart(100, 100);
  private final List<Curve> curves = new ArrayList<>();

  /// Give XChart's series the colours of the ground that they are painted on.
  private final List<Consumer<Theme>> dyes = new ArrayList<>();

  private boolean uprights;
  private boolean levels;
  private int count;

  Plot(Scale x, Scale y) {
    this.x = x;
    this.y = y;
    chart
        .getStyler()
        .setChartPadding(0)
        .setLegendVisible(false)
        .setChartTitleVisible(false)
        .setChartBackgroundColor(new Color(0, 0, 0, 0))
        .setPlotBackgroundColor(new Color(0, 0, 0, 0))
        .setPlotBorderVisible(false)
        .setPlotContentSize(1);
    chart
        .getStyler()
        .setPlotMargin(0)
        .setPlotGridLinesVisible(false)
        .setAxisTicksVisible(false)
        .setAxisTitlesVisible(false);
  }

  /// With upright grid lines at the ticks of x.
  Plot uprights() {
    uprights = true;
    return this;
  }

  /// With level grid lines at the ticks of y.
  Plot levels() {
    levels = true;
    return this;
  }

  /// A line from one end of the plot to the other at this value of y.
  Plot level(double value, Tone tone, Line line) {
    line(0, y.at(value), 1, y.at(value), tone, line);
    return this;
  }

  /// A line from foot to head of the plot at this value of x.
  Plot upright(double value, Tone tone, Line line) {
    line(x.at(value), 0, x.at(value), 1, tone, line);
    return this;
  }

  /// A straight line between two points.
  Plot connect(double x1, double y1, double x2, double y2, Tone tone, Line line) {
    line(x.at(x1), y.at(y1), x.at(x2), y.at(y2), tone, line);
    return this;
  }

  /// The bar of an interval in x.
  Plot bar(double low, double high, double atY) {
    double middle = (x.at(low) + x.at(high)) / 2;
    double half = Math.max(x.at(high) - x.at(low), BAR_LEAST) / 2;
    line(middle - half, y.at(atY), middle + half, y.at(atY), Tone.INTERVAL, Line.BAR);
    return this;
  }

  /// The bar of an interval in y.
  Plot upbar(double atX, double low, double high) {
    line(x.at(atX), y.at(low), x.at(atX), y.at(high), Tone.INTERVAL, Line.UPBAR);
    return this;
  }

  /// A translucent box between two values of y, or of x if `upright`, across the whole plot.
  Plot box(double low, double high, boolean upright, Tone tone) {
    double from = upright ? x.at(low) : y.at(low);
    double to = upright ? x.at(high) : y.at(high);
    double[] across = {0, 0, 1, 1};
    double[] along = {from, to, to, from};
    area(upright ? along : across, upright ? across : along, tone);
    return this;
  }

  /// The translucent band between two curves over the same values of x, and its edges.
  Plot band(double[] xs, double[] lows, double[] highs, Tone tone) {
    int n = xs.length;
    double[] areaX = new double[2 * n];
    double[] areaY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      areaX[i] = areaX[2 * n - 1 - i] = x.at(xs[i]);
      areaY[i] = y.at(lows[i]);
      areaY[2 * n - 1 - i] = y.at(highs[i]);
    }
    area(areaX, areaY, tone);
    return curve(xs, lows, tone, 1, Line.HAIR).curve(xs, highs, tone, 1, Line.HAIR);
  }

  /// A curve through points.
  Plot curve(double[] xs, double[] ys, Tone tone, double opacity, Line line) {
    if (!placed(xs) || !placed(ys)) {
      return this;
    }
    curves.add(new Curve(xs, ys, tone, opacity, line));
    return this;
  }

  /// A sign at a point.
  Plot sign(Sign sign, double atX, double atY) {
    return signAt(sign, x.at(atX), y.at(atY));
  }

  /// A sign at a place, both from 0 to 1.
  Plot signAt(Sign sign, double placeX, double placeY) {
    if (!placed(placeX, placeY)) {
      return this;
    }
    XYSeries series = series(new double[] {placeX}, new double[] {placeY});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    dyes.add(
        theme ->
            series.setMarker(
                new Marker() {
                  @Override
                  public void paint(Graphics2D g, double xPx, double yPx, int size) {
                    sign.paint(g, theme, xPx, yPx);
                  }
                }));
    return this;
  }

  /// Where a value of x lies in this area, in pixels.
  double xPx(Rectangle2D area, double value) {
    return area.getX() + x.at(value) * area.getWidth();
  }

  /// Where a value of y lies in this area, in pixels.
  double yPx(Rectangle2D area, double value) {
    return area.getMaxY() - y.at(value) * area.getHeight();
  }

  /// Draws all of it into this area. What lies outside the scales is drawn outside the area.
  void paint(Canvas canvas, Rectangle2D area) {
    Graphics2D g = canvas.graphics();
    grid(canvas, area);
    for (Curve curve : curves) {
      g.setColor(canvas.theme().colour(curve.tone(), curve.opacity()));
      g.setStroke(curve.line().stroke);
      g.draw(path(curve, area));
    }
    dyes.forEach(dye -> dye.accept(canvas.theme()));
    if (count > 0) {
      series(g, area);
    }
  }

  /// XChart paints into whole pixels and clips at their edge: it gets a margin around the area, so
  /// that a sign on the edge stays whole.
  private void series(Graphics2D g, Rectangle2D area) {
    int width = (int) Math.ceil(area.getWidth() + 2 * CLIP_MARGIN);
    int height = (int) Math.ceil(area.getHeight() + 2 * CLIP_MARGIN);
    chart
        .getStyler()
        .setXAxisMin(-CLIP_MARGIN / area.getWidth())
        .setXAxisMax((width - CLIP_MARGIN) / area.getWidth())
        .setYAxisMin(1 - (height - CLIP_MARGIN) / area.getHeight())
        .setYAxisMax(1 + CLIP_MARGIN / area.getHeight());
    g.translate(area.getX() - CLIP_MARGIN, area.getY() - CLIP_MARGIN);
    chart.paint(g, width, height);
    g.translate(CLIP_MARGIN - area.getX(), CLIP_MARGIN - area.getY());
  }

  private void grid(Canvas canvas, Rectangle2D area) {
    for (Scale.Tick tick : uprights ? x.ticks() : List.<Scale.Tick>of()) {
      double at = area.getX() + tick.at() * area.getWidth();
      canvas.line(at, area.getY(), at, area.getMaxY(), Tone.GRID, 1);
    }
    for (Scale.Tick tick : levels ? y.ticks() : List.<Scale.Tick>of()) {
      double at = area.getMaxY() - tick.at() * area.getHeight();
      canvas.line(area.getX(), at, area.getMaxX(), at, Tone.GRID, 1);
    }
  }

  private Path2D path(Curve curve, Rectangle2D area) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < curve.xs().length; i++) {
      double xPx = xPx(area, curve.xs()[i]);
      double yPx = yPx(area, curve.ys()[i]);
      if (i == 0) {
        path.moveTo(xPx, yPx);
      } else {
        path.lineTo(xPx, yPx);
      }
    }
    return path;
  }

  private void line(double x1, double y1, double x2, double y2, Tone tone, Line line) {
    if (!placed(x1, y1, x2, y2)) {
      return;
    }
    XYSeries series = series(new double[] {x1, x2}, new double[] {y1, y2});
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    dyes.add(theme -> series.setLineColor(theme.colour(tone)));
    series.setLineStyle(line.stroke);
  }

  private void area(double[] xs, double[] ys, Tone tone) {
    if (!placed(xs) || !placed(ys)) {
      return;
    }
    XYSeries series = series(xs, ys);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(org.knowm.xchart.style.lines.SeriesLines.NONE);
    dyes.add(theme -> series.setFillColor(theme.colour(tone, VEIL)));
  }

  private static boolean placed(double... places) {
    return DoubleStream.of(places).allMatch(Double::isFinite);
  }

  private XYSeries series(double[] xs, double[] ys) {
    return chart.addSeries(Integer.toString(count++), xs, ys);
  }
}
