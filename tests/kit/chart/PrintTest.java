package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import kit.result.ExampleResults;
import kit.result.FigureBuilder;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/// A chart for a paper: what leaves this project shows the same wherever it is opened.
class PrintTest {
  private static final double LEGIBLE_PT = 7;

  private static final Chart FIGURES = Charts.figures(ExampleResults.everyVerdict().build());

  private static Chart column(double mm, Theme theme) {
    return FIGURES.on(Print.column(mm, theme, true));
  }

  static Stream<ChartsTest.Kind> kinds() {
    return ChartsTest.kinds();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void everythingInTheSvgHasItsColourAsAnAttribute(Theme theme) {
    SvgReading svg = SvgReading.of(column(85, theme));
    for (String name : List.of("text", "line", "path", "rect", "ellipse", "polygon")) {
      for (Element shape : svg.all(name)) {
        String colours = shape.getAttribute("fill") + shape.getAttribute("stroke");
        assertTrue(colours.contains("#"), name + " without a colour of its own");
        assertEquals("", shape.getAttribute("style"), name + " with a style sheet");
        assertEquals(theme == Theme.READER, shape.hasAttribute("class"), name);
      }
    }
    assertEquals(theme == Theme.READER ? 1 : 0, svg.all("style").size());
    Tone ground = Tone.GROUND;
    String wanted = Tone.hex(theme == Theme.DARK ? ground.dark() : ground.light());
    assertEquals(wanted, svg.all("rect").getFirst().getAttribute("fill"));
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void pictureHasTheGroundOfItsTheme(Theme theme) throws IOException {
    byte[] png = column(85, theme).bytes(Format.PNG);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertEquals(theme.colour(Tone.GROUND).getRGB(), image.getRGB(0, 0));
  }

  @Test
  void pictureKnowsHowLargeItIs() throws IOException {
    assertEquals(300, dotsAnInch(column(85, Theme.LIGHT).bytes(Format.PNG)), 0.1);
    assertEquals(192, dotsAnInch(FIGURES.bytes(Format.PNG)), 0.1);
    byte[] png = column(85, Theme.LIGHT).bytes(Format.PNG);
    int dots = ImageIO.read(new ByteArrayInputStream(png)).getWidth();
    assertEquals(85, dots / 300.0 * 25.4, 0.1);
  }

  private static double dotsAnInch(byte[] png) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
      reader.setInput(in);
      Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
      Element size = (Element) root.getElementsByTagName("pHYs").item(0);
      assertEquals("meter", size.getAttribute("unitSpecifier"));
      return Integer.parseInt(size.getAttribute("pixelsPerUnitXAxis")) * 0.0254;
    } finally {
      reader.dispose();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {70, 85, 170, 400})
  void typeIsLegibleAtTheWidthThatWasAskedFor(double mm) {
    SvgReading svg = SvgReading.of(column(mm, Theme.LIGHT));
    double wide = Double.parseDouble(svg.root().getAttribute("width").replace("mm", ""));
    assertEquals(mm, wide, 0.01);
    double pointsAPixel = mm / 25.4 * 72 / svg.width();
    for (Element text : svg.all("text")) {
      double px = Double.parseDouble(text.getAttribute("font-size").replace("px", ""));
      assertTrue(px * pointsAPixel >= LEGIBLE_PT - 0.01, text.getTextContent());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5, -85, 69, 401, 100_000, Double.NaN, Double.POSITIVE_INFINITY})
  void widthThatNoPaperHasIsRefused(double mm) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Print.column(mm, Theme.LIGHT, true));
    assertTrue(refused.getMessage().startsWith("a chart is 70 to 400 mm wide, not "));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void textOfThePdfCanBeSearchedAndItsFontsAreInIt(ChartsTest.Kind kind) throws IOException {
    Chart chart = kind.draw().apply(kind.example());
    for (Theme theme : Theme.values()) {
      byte[] pdf = chart.on(Print.column(85, theme, true)).pdf();
      try (PDDocument document = Loader.loadPDF(pdf)) {
        assertEquals(1, document.getNumberOfPages());
        assertEquals(85 / 25.4 * 72, document.getPage(0).getMediaBox().getWidth(), 0.1);
        String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        assertTrue(text.contains(chart.title()), text);
        assertTrue(text.contains("Remeasure"), text);
        assertTrue(fontsOf(document.getPage(0).getResources()) >= 2);
      }
    }
  }

  /// @return how many fonts there are, each of which is in the file
  private static int fontsOf(PDResources resources) throws IOException {
    int fonts = 0;
    for (COSName name : resources.getFontNames()) {
      PDFont font = resources.getFont(name);
      assertTrue(font.isEmbedded(), font.getName());
      fonts++;
    }
    for (COSName name : resources.getXObjectNames()) {
      if (resources.getXObject(name)
          instanceof org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject form) {
        fonts += fontsOf(form.getResources());
      }
    }
    return fonts;
  }

  @Test
  void signThatTheFontHasNotIsDrawnAsAShape() throws IOException {
    Chart odd =
        Charts.figures(
            ExampleResults.quick()
                .with(
                    run ->
                        run.figures.add(
                            FigureBuilder.row("odd", "fast \uD83D\uDE80 \u6E2C", "v")
                                .measured(1, 1, 1, 1)
                                .build()))
                .build());
    try (PDDocument document = Loader.loadPDF(odd.pdf())) {
      String text = new PDFTextStripper().getText(document);
      assertFalse(text.contains("fast"), "its line is a shape as a whole");
      assertTrue(text.contains("Remeasure"), text);
    }
  }

  @Test
  void withoutTheFilesOfTheFontAllTextIsShapes() throws IOException {
    Typeface other =
        Typeface.load(type -> new Font("DejaVu Serif", type.bold() ? Font.BOLD : Font.PLAIN, 1));
    Sheet sheet = FIGURES.sheet();
    byte[] pdf = Pdf.of(sheet, other, Print.PAGE, sheet.height(other, Print.PAGE));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertEquals("", new PDFTextStripper().getText(document).strip());
    }
    assertTrue(pdf.length > 10_000, "the shapes");
  }

  @Test
  void withoutTitleTheCaptionHasItAndThePictureHasNot() {
    Chart bare = FIGURES.on(Print.column(170, Theme.LIGHT, false));
    List<String> words = SvgReading.of(bare).texts().stream().map(SvgReading.Text::words).toList();
    assertFalse(words.stream().anyMatch(bare.title()::startsWith), words.toString());
    assertTrue(bare.caption().startsWith(bare.title() + ". Dot: median"), bare.caption());
    assertTrue(bare.caption().contains("Remeasure · documented: cronosstream."), bare.caption());
    assertTrue(words.contains("Remeasure · documented: cronosstream"), words.toString());
  }

  @Test
  void barsOfIntervalsAreDrawnInFullColour() {
    SvgReading svg = SvgReading.of(FIGURES);
    List<Line2D> bars = svg.lines(Tone.INTERVAL);
    assertFalse(bars.isEmpty());
    for (Element line : svg.all("line")) {
      if (line.getAttribute("class").equals("stroke-interval")) {
        assertFalse(line.hasAttribute("stroke-opacity"), "a bar that one sees through");
      }
    }
  }
}
