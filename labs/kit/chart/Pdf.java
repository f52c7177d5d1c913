package kit.chart;

import de.erichseifert.vectorgraphics2d.pdf.PDFProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/// Charts as PDF. VectorGraphics2D only names fonts and embeds none, and its encoding has no signs
/// beyond Latin-1: text is drawn as shapes, so that every reader and printer shows the same.
final class Pdf {
  /// Pages are measured in millimetres; a pixel is 1/96 inch.
  private static final double MM_A_PIXEL = 25.4 / 96;

  private Pdf() {}

  static byte[] of(Sheet sheet, Typeface typeface, int height) {
    Paper paper = new Paper();
    paper.scale(MM_A_PIXEL, MM_A_PIXEL);
    sheet.paint(new Canvas(paper, typeface, true));
    PageSize page = new PageSize(Chart.WIDTH * MM_A_PIXEL, height * MM_A_PIXEL);
    return written(paper, page);
  }

  /// VectorGraphics2D writes its numbers in the default locale, whose digits no PDF may hold.
  private static synchronized byte[] written(Paper paper, PageSize page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
      new PDFProcessor(true).getDocument(paper.getCommands(), page).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    return out.toByteArray();
  }
}
