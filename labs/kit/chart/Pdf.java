package kit.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.AttributedCharacterIterator;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// Charts as PDF, by PDFBox. Text is text, which can be searched and copied; the file holds of its
/// font what it uses. What that font has no sign for, and everything where its file is not to be
/// found, is drawn as shapes, so that every reader and printer shows the same.
final class Pdf {
  private Pdf() {}

  static byte[] of(Sheet sheet, Typeface typeface, Print print, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      PDRectangle size =
          new PDRectangle((float) print.points(print.width()), (float) print.points(height));
      PdfBoxGraphics2D graphics = new PdfBoxGraphics2D(document, size);
      graphics.setFontTextDrawer(new Text(typeface));
      graphics.scale(print.points(1), print.points(1));
      sheet.paint(new Canvas(graphics, typeface, print.theme()), print);
      graphics.dispose();
      PDPage page = new PDPage(size);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(graphics.getXFormObject());
      }
      document.getDocumentInformation().setTitle(Canvas.clean(sheet.title()));
      document.getDocumentInformation().setSubject(Canvas.clean(sheet.description()));
      document.getDocumentCatalog().setLanguage("en");
      // Otherwise the time of writing is part of the file.
      document.setDocumentId(0L);
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static final class Text extends PdfBoxGraphics2DFontTextDrawer {
    private final Typeface typeface;
    private final Map<Boolean, PDFont> fonts = new HashMap<>();

    Text(Typeface typeface) {
      this.typeface = typeface;
    }

    @Override
    protected PDFont mapFont(Font font, IFontTextDrawerEnv env) throws IOException {
      if (!fonts.containsKey(font.isBold())) {
        PDFont held = null;
        if (typeface.file(font.isBold()).isPresent()) {
          held = load(typeface.file(font.isBold()).get(), env.getDocument());
        }
        fonts.put(font.isBold(), held);
      }
      return fonts.get(font.isBold());
    }

    /// Without what joins letters: a search for "figure" would not find one with an fi that is one
    /// sign, and Java measures the two.
    private static PDFont load(Path file, PDDocument document) throws IOException {
      TrueTypeFont letters = new TTFParser().parse(new RandomAccessReadBufferedFile(file));
      letters.setEnableGsub(false);
      return PDType0Font.load(document, letters, true);
    }

    @Override
    public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv env)
        throws IOException, FontFormatException {
      PDFont font = mapFont((Font) text.getAttribute(TextAttribute.FONT), env);
      if (font == null) {
        return false;
      }
      StringBuilder letters = new StringBuilder();
      for (char c = text.first(); c != AttributedCharacterIterator.DONE; c = text.next()) {
        letters.append(c);
      }
      text.first();
      try {
        font.encode(letters.toString());
        return true;
      } catch (IllegalArgumentException e) { // by which PDFBox says that a sign is missing
        return false;
      }
    }
  }
}
