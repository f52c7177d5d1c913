package kit.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import kit.result.AnyResult;
import kit.result.ExampleResults;
import kit.result.Result;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/// What holds for every standard chart.
class ChartsTest {
  /// One of the standard charts.
  record Kind(String name, Function<Result, Chart> draw) {
    /// Made up, with something for this chart to draw.
    Result example() {
      return switch (name) {
        case "batches" -> ExampleResults.batched().build();
        case "trade", "power" -> ExampleResults.compared().build();
        default -> ExampleResults.everyVerdict().build();
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind("figures", Charts::figures),
        new Kind("spectrum", Charts::spectrum),
        new Kind("load", Charts::load),
        new Kind("saturation", Charts::saturation),
        new Kind("trade", Charts::trade),
        new Kind("power", Charts::power),
        new Kind("batches", Charts::batches),
        new Kind("trials", Charts::trials),
        new Kind("limits", Charts::limits),
        new Kind("history", result -> Charts.history(List.of(result))),
        new Kind("overview", result -> Charts.overview(List.of(result))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameResultGivesTheSameBytes(Kind kind, @TempDir Path folder) throws IOException {
    Result result = kind.example();
    List<Path> first = kind.draw().apply(result).save(folder.resolve("first"), "chart", Format.ALL);
    List<Path> second =
        kind.draw().apply(result).save(folder.resolve("second"), "chart", Format.ALL);
    assertEquals(5, first.size());
    for (int i = 0; i < first.size(); i++) {
      assertArrayEquals(
          Files.readAllBytes(first.get(i)), Files.readAllBytes(second.get(i)), "" + first.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void svgIsNamedReadAloudAndFollowsTheTheme(Kind kind) {
    Chart chart = kind.draw().apply(kind.example());
    SvgReading svg = SvgReading.of(chart);
    assertEquals("img", svg.root().getAttribute("role"));
    assertEquals(
        svg.root().getAttribute("aria-labelledby"),
        svg.all("title").getFirst().getAttribute("id")
            + " "
            + svg.all("desc").getFirst().getAttribute("id"));
    assertEquals(chart.title(), svg.all("title").getFirst().getTextContent());
    assertEquals(chart.altText(), svg.all("desc").getFirst().getTextContent());
    assertTrue(svg.texts().size() > 10);
    String style = svg.all("style").getFirst().getTextContent();
    assertTrue(style.contains("@media screen and (prefers-color-scheme:dark)"), style);
    String drawn = chart.svg().substring(chart.svg().indexOf("</style>"));
    assertFalse(drawn.contains("rgb("), "a colour that no theme changes");
    assertFalse(drawn.contains("url("), "a name that may clash with the page's");
    assertFalse(drawn.contains("clip-path"), "a reference that may clash with the page's");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyTextOfTheSvgNamesItsSize(Kind kind) {
    SvgReading svg = SvgReading.of(kind.draw().apply(ExampleResults.standard().build()));
    for (Element text : svg.all("text")) {
      assertTrue(text.getAttribute("font-size").endsWith("px"), text.getTextContent());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void pictureIsAsWideAsAskedForOnWhiteGround(Kind kind) {
    BufferedImage image = kind.draw().apply(ExampleResults.standard().build()).picture(450);
    assertEquals(450, image.getWidth());
    assertEquals(0xFFFFFFFF, image.getRGB(0, 0));
    assertEquals(0xFFFFFFFF, image.getRGB(449, image.getHeight() - 1));
  }

  @Test
  void savedPictureIsTwiceAsLarge(@TempDir Path folder) throws IOException {
    Charts.figures(ExampleResults.standard().build()).save(folder, "figures", Format.ALL);
    BufferedImage image = ImageIO.read(folder.resolve("figures.png").toFile());
    assertEquals(2 * Chart.WIDTH, image.getWidth());
  }

  @Test
  void aChartIsSavedWithoutAnyTemporaryFile(@TempDir Path folder) throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    File before = ImageIO.getCacheDirectory();
    ImageIO.setCacheDirectory(gone.toFile());
    try {
      Files.delete(gone);
      Chart chart = Charts.figures(ExampleResults.standard().build());
      assertEquals(5, chart.save(folder.resolve("here"), "figures", Format.ALL).size());
      assertTrue(chart.png(900).length > 0);
    } finally {
      ImageIO.setCacheDirectory(before);
    }
  }

  @Test
  void twoChartsInOnePageShareNoName() {
    String one = Charts.figures(ExampleResults.standard().build()).svg();
    String other = Charts.figures(ExampleResults.quick().build()).svg();
    String id = one.replaceAll("(?s).* id=\"([^\"]*)-title\".*", "$1");
    assertFalse(other.contains(id));
  }

  @Provide
  Arbitrary<Result> results() {
    return AnyResult.arbitrary();
  }

  @Property(tries = 40)
  void anyResultCanBeDrawn(@ForAll("results") Result result) {
    for (Kind kind : kinds().toList()) {
      Chart chart = kind.draw().apply(result);
      SvgReading.of(chart);
      assertTrue(chart.picture(90).getHeight() > 0);
      assertFalse(chart.csv().isEmpty());
    }
  }

  @Test
  void hundredsOfFiguresCanBeDrawn() {
    for (Kind kind : kinds().toList()) {
      Chart chart = kind.draw().apply(AnyResult.large(1));
      SvgReading.of(chart);
      assertTrue(chart.picture(90).getHeight() > 0);
    }
  }
}
