package kit.chart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Charts as PNG, with the resolution from which programs that lay out pages take a picture's size.
final class Png {
  private static final String FORMAT = "javax_imageio_png_1.0";
  private static final double INCHES_A_METRE = 100 / 2.54;

  private Png() {}

  static byte[] of(BufferedImage image, double dotsAnInch) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // Left to itself ImageIO writes through a temporary file, for which there may be no room.
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(png)) {
      writer.setOutput(memory);
      writer.write(new IIOImage(image, null, resolution(writer, image, dotsAnInch)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }

  private static IIOMetadata resolution(ImageWriter writer, BufferedImage image, double dotsAnInch)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    String dotsAMetre = Long.toString(Math.round(dotsAnInch * INCHES_A_METRE));
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", dotsAMetre);
    size.setAttribute("pixelsPerUnitYAxis", dotsAMetre);
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    root.appendChild(size);
    metadata.mergeTree(FORMAT, root);
    return metadata;
  }
}
