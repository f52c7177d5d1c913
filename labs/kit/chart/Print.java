package kit.chart;

/// How a chart is put on paper. It is laid out for its width, never shrunk to it, so that its type
/// keeps its size.
///
/// @param width of the layout, in the pixels in which [Type] gives the sizes of type
/// @param scale pixels of a screen (1/96 inch) for each of the layout's
/// @param density dots of a picture for each pixel of a screen
/// @param margin around everything, in pixels of the layout
/// @param titled whether title and subtitle are in the chart; a paper has them in its caption
public record Print(
    double width, double scale, double density, double margin, Theme theme, boolean titled) {
  /// As the pages of this project show charts, on a screen twice as fine.
  public static final Print PAGE = new Print(Chart.WIDTH, 1, 2, 20, Theme.READER, true);

  /// Narrower columns do not hold the longest words, wider ones are no paper's.
  public static final int MM_LEAST = 70;

  /// See [#MM_LEAST].
  public static final int MM_MOST = 400;

  private static final double PIXELS_AN_INCH = 96;
  private static final double MM_AN_INCH = 25.4;

  /// The smallest type of a column has 7 pt, the least that journals take.
  private static final double COLUMN_SCALE = 7 / 0.75 / Type.SMALL.sizePx();

  /// What journals ask of pictures.
  private static final double DOTS_AN_INCH = 300;

  private static final double COLUMN_MARGIN = 6;

  public Print {
    if (!(width > 0 && scale > 0 && density > 0 && margin >= 0)) {
      throw new IllegalArgumentException(
          "a chart has a width, a scale and a density above 0, not %s, %s and %s"
              .formatted(width, scale, density));
    }
  }

  /// For a column of a paper, with 300 dots an inch.
  ///
  /// @throws IllegalArgumentException if no chart can be so narrow or wide
  public static Print column(double widthMm, Theme theme, boolean titled) {
    if (!(widthMm >= MM_LEAST && widthMm <= MM_MOST)) {
      throw new IllegalArgumentException(
          "a chart is %s to %s mm wide, not %s"
              .formatted(MM_LEAST, MM_MOST, kit.result.Numbers.plain(widthMm)));
    }
    double width = widthMm / MM_AN_INCH * PIXELS_AN_INCH / COLUMN_SCALE;
    return new Print(
        width, COLUMN_SCALE, DOTS_AN_INCH / PIXELS_AN_INCH, COLUMN_MARGIN, theme, titled);
  }

  /// The same on another ground.
  public Print on(Theme other) {
    return new Print(width, scale, density, margin, other, titled);
  }

  /// The same with or without title and subtitle.
  public Print titled(boolean wanted) {
    return new Print(width, scale, density, margin, theme, wanted);
  }

  boolean page() {
    return scale == 1;
  }

  double dotsAnInch(double dots) {
    return dots / (width * scale) * PIXELS_AN_INCH;
  }

  double mm(double layoutPx) {
    return layoutPx * scale / PIXELS_AN_INCH * MM_AN_INCH;
  }

  double points(double layoutPx) {
    return layoutPx * scale * 0.75;
  }
}
