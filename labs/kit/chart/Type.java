package kit.chart;

/// The sizes of type in a chart, in pixels of a chart that is [Chart#WIDTH] wide.
///
/// No size is exactly 12: VectorGraphics2D takes that for the reader's default and leaves it out,
/// and browsers then take 16.
enum Type {
  TITLE(18.5f, true),
  SUBTITLE(12.6f, false),
  KEY(12.2f, false),
  HEADING(12.2f, true),
  LABEL(12.6f, true),
  VALUE(11.6f, true),
  BODY(11.6f, false),
  TICK(11.4f, false),
  SMALL(10.4f, false);

  private final float sizePx;
  private final boolean bold;

  Type(float sizePx, boolean bold) {
    this.sizePx = sizePx;
    this.bold = bold;
  }

  float sizePx() {
    return sizePx;
  }

  boolean bold() {
    return bold;
  }
}
