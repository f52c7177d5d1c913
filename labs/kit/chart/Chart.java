package kit.chart;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A finished chart of a result, on whatever paper is asked for. [Charts] makes them.
///
/// The same result gives the same bytes on one machine: dates come from the result, and nothing is
/// drawn at random. (Another font on another machine shifts labels by a pixel or two.)
public final class Chart {
  /// Width on a page, in pixels; heights follow the content.
  public static final int WIDTH = 900;

  /// A picture with hundreds of rows would be too high at its full density.
  private static final double PICTURE_HEIGHT_MAX = 16_000;

  private final Sheet sheet;
  private final Print print;
  private final Typeface typeface;
  private final int height;

  Chart(Sheet sheet) {
    this(sheet, Print.PAGE);
  }

  private Chart(Sheet sheet, Print print) {
    this.sheet = sheet;
    this.print = print;
    this.typeface = Typeface.load();
    this.height = sheet.height(typeface, print);
  }

  /// The same chart laid out for other paper.
  public Chart on(Print other) {
    return new Chart(sheet, other);
  }

  Sheet sheet() {
    return sheet;
  }

  /// The finding, in one sentence.
  public String title() {
    return sheet.title();
  }

  /// Whether the result holds nothing for this chart to draw; the title then says what is missing.
  public boolean blank() {
    return sheet.panels().isEmpty();
  }

  /// The chart in words, for readers who cannot see it: kind, finding, extremes.
  public String altText() {
    return Canvas.clean(sheet.description());
  }

  /// The numbers drawn, in full precision, as CSV with a header.
  public String csv() {
    return sheet.numbers().csv();
  }

  /// What stands below it in a paper: title, what is drawn, what weakens it, where it comes from.
  public String caption() {
    List<String> sentences = new ArrayList<>(List.of(sheet.title() + ".", sheet.subtitle()));
    sentences.addAll(sheet.warnings());
    sheet.source().forEach(line -> sentences.add(line + "."));
    return Canvas.clean(
        sentences.stream().filter(text -> !text.isBlank()).collect(Collectors.joining(" ")));
  }

  /// The chart as a PNG file that knows how large it is to be printed.
  ///
  /// @param width in dots, at least 1; the height follows
  public byte[] png(int width) {
    return Png.of(picture(width), print.dotsAnInch(width));
  }

  BufferedImage picture(int width) {
    double scale = width / print.width();
    BufferedImage image =
        new BufferedImage(
            width, Math.max(1, (int) Math.round(height * scale)), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(print.theme().colour(Tone.GROUND));
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    sheet.paint(new Canvas(graphics, typeface, print.theme()), print);
    graphics.dispose();
    return image;
  }

  /// The chart as SVG that may stand in a page or alone; text is text.
  public String svg() {
    return Svg.of(sheet, typeface, print, height);
  }

  /// The chart as PDF, one page; text is text in a font that the file holds.
  public byte[] pdf() {
    return Pdf.of(sheet, typeface, print, height);
  }

  /// Writes the chart as `NAME.svg`, `NAME.png` and whichever other format is asked for.
  ///
  /// @return the files
  public List<Path> save(Path folder, String name, Set<Format> formats) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (Format format : new TreeSet<>(formats)) {
      files.add(Files.write(folder.resolve(name + format.ending()), bytes(format)));
    }
    return files;
  }

  /// The chart as a file of this kind holds it.
  public byte[] bytes(Format format) {
    return switch (format) {
      case SVG -> svg().getBytes(StandardCharsets.UTF_8);
      case PNG -> png(dots());
      case PDF -> pdf();
      case CSV -> csv().getBytes(StandardCharsets.UTF_8);
      case TXT -> words().getBytes(StandardCharsets.UTF_8);
    };
  }

  private int dots() {
    double scale = Math.min(print.scale() * print.density(), PICTURE_HEIGHT_MAX / height);
    return (int) Math.round(print.width() * scale);
  }

  private String words() {
    StringBuilder text = new StringBuilder(altText()).append("\n\n");
    sheet.warnings().forEach(line -> text.append(Canvas.clean(line)).append("\n"));
    sheet.source().forEach(line -> text.append(Canvas.clean(line)).append("\n"));
    return text.toString();
  }
}
