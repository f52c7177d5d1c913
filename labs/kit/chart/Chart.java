package kit.chart;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// A finished chart of a result, on whatever paper is asked for. [Charts] makes them.
///
/// The same result gives the same bytes on one machine: dates come from the result, and nothing is
/// drawn at random. (Another font on another machine shifts labels by a pixel or two.)
public final class Chart {
  /// Width in pixels; heights follow the content.
  public static final int WIDTH = 900;

  /// As a file it is twice as large as on a screen, unless hundreds of rows make it too high.
  private static final double PRINT_SCALE = 2;

  private static final double PRINT_HEIGHT_MAX = 16_000;

  private final Sheet sheet;
  private final Typeface typeface;
  private final int height;

  Chart(Sheet sheet) {
    this.sheet = sheet;
    this.typeface = Typeface.load();
    this.height = sheet.height(typeface);
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

  /// The chart as a PNG file, on white ground.
  ///
  /// @param width in pixels, at least 1; the height follows
  public byte[] png(int width) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    // Left to itself ImageIO writes through a temporary file, for which there may be no room.
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(png)) {
      ImageIO.write(picture(width), "png", memory);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
    return png.toByteArray();
  }

  BufferedImage picture(int width) {
    double scale = (double) width / WIDTH;
    BufferedImage image =
        new BufferedImage(
            width, Math.max(1, (int) Math.round(height * scale)), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Tone.GROUND.light());
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(scale, scale);
    sheet.paint(new Canvas(graphics, typeface, false));
    graphics.dispose();
    return image;
  }

  /// The chart as SVG that may stand in a page or alone: text is text, and colours follow the
  /// reader's light or dark theme.
  public String svg() {
    return Svg.of(sheet, typeface, height);
  }

  /// The chart as PDF, one page, on white ground.
  public byte[] pdf() {
    return Pdf.of(sheet, typeface, height);
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

  private byte[] bytes(Format format) {
    return switch (format) {
      case SVG -> svg().getBytes(StandardCharsets.UTF_8);
      case PNG -> png((int) (WIDTH * Math.min(PRINT_SCALE, PRINT_HEIGHT_MAX / height)));
      case PDF -> pdf();
      case CSV -> csv().getBytes(StandardCharsets.UTF_8);
      case TXT -> words().getBytes(StandardCharsets.UTF_8);
    };
  }

  private String words() {
    StringBuilder text = new StringBuilder(altText()).append("\n\n");
    sheet.warnings().forEach(line -> text.append(Canvas.clean(line)).append("\n"));
    sheet.source().forEach(line -> text.append(Canvas.clean(line)).append("\n"));
    return text.toString();
  }
}
