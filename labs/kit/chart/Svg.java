package kit.chart;

import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Charts as SVG. VectorGraphics2D draws in fixed colours with a page's head; here the colours
/// become classes that follow the reader's theme, and the head becomes one that can be read aloud
/// and that does not clash with another chart in the same page.
final class Svg {
  private static final String NAME = "remeasure-chart";
  private static final Pattern BODY = Pattern.compile("<svg [^>]*>(.*)</svg>", Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("style=\"([^\"]*)\"");
  private static final Pattern COLOUR =
      Pattern.compile("(fill|stroke):rgb\\((\\d+),(\\d+),(\\d+)\\);");
  private static final Pattern TAG = Pattern.compile("<[^>]+>");
  private static final Pattern LONG_NUMBER = Pattern.compile("(\\d+\\.\\d\\d)\\d+");

  private Svg() {}

  static String of(Sheet sheet, Typeface typeface, int height) {
    Paper paper = new Paper();
    sheet.paint(new Canvas(paper, typeface, false));
    String body = styled(body(paper, height));
    String id = NAME + "-" + Integer.toHexString((sheet.title() + body).hashCode());
    return head(sheet, height, id) + body + "</svg>\n";
  }

  private static String body(Paper paper, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageSize page = new PageSize(Chart.WIDTH, height);
      new SVGProcessor().getDocument(paper.getCommands(), page).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher body = BODY.matcher(out.toString(StandardCharsets.UTF_8));
    if (!body.find()) {
      throw new IllegalStateException("VectorGraphics2D wrote no <svg> element");
    }
    return body.group(1).replace("\r\n", "\n");
  }

  private static String head(Sheet sheet, int height, String id) {
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="%1$s" width="%2$d" height="%3$d" \
        viewBox="0 0 %2$d %3$d" role="img" aria-labelledby="%4$s-title %4$s-desc">
          <title id="%4$s-title">%5$s</title>
          <desc id="%4$s-desc">%6$s</desc>
          <style>
        %7$s  </style>\
        """,
        NAME,
        Chart.WIDTH,
        height,
        id,
        escaped(sheet.title()),
        escaped(sheet.description()),
        rules());
  }

  private static String rules() {
    StringBuilder light = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    StringBuilder classes = new StringBuilder();
    for (Tone tone : Tone.values()) {
      String variable = "--" + tone.word();
      light.append(variable).append(':').append(Tone.hex(tone.light())).append(';');
      dark.append(variable).append(':').append(Tone.hex(tone.dark())).append(';');
      // The plain colour first: readers that know no variables (Inkscape, librsvg) stay with it.
      for (String what : new String[] {"fill", "stroke"}) {
        classes.append(
            "    .%1$s .%2$s-%3$s{%2$s:%4$s;%2$s:var(--%3$s)}\n"
                .formatted(NAME, what, tone.word(), Tone.hex(tone.light())));
      }
    }
    return """
        .%1$s{%2$smax-width:100%%;height:auto;font-family:%3$s}
    %4$s    @media screen and (prefers-color-scheme:dark){.%1$s{%5$s}}
    """
        .formatted(NAME, light, Typeface.FAMILIES, classes, dark);
  }

  /// Turns each `style` into classes for colours and a shorter style for the rest, and cuts places
  /// to a hundredth of a pixel. Only inside tags: text stays as it was written.
  private static String styled(String body) {
    return TAG.matcher(body).replaceAll(tag -> Matcher.quoteReplacement(styledTag(tag.group())));
  }

  private static String styledTag(String tag) {
    return STYLE
        .matcher(LONG_NUMBER.matcher(tag).replaceAll("$1"))
        .replaceAll(style -> Matcher.quoteReplacement(attributes(style.group(1))));
  }

  private static String attributes(String style) {
    String rest =
        style.replaceAll("font-family:&quot;[^&]*&quot;;", "").replace("stroke:none;", "");
    Matcher colours = COLOUR.matcher(rest);
    StringBuilder classes = new StringBuilder();
    while (colours.find()) {
      Tone tone =
          toneOf(
              Integer.parseInt(colours.group(2)),
              Integer.parseInt(colours.group(3)),
              Integer.parseInt(colours.group(4)));
      classes.append(classes.isEmpty() ? "" : " ").append(colours.group(1)).append('-');
      classes.append(tone.word());
    }
    rest = COLOUR.matcher(rest).replaceAll("");
    return "class=\"" + classes + "\"" + (rest.isEmpty() ? "" : " style=\"" + rest + "\"");
  }

  private static Tone toneOf(int red, int green, int blue) {
    Color wanted = new Color(red, green, blue);
    for (Tone tone : Tone.values()) {
      if (tone.light().equals(wanted)) {
        return tone;
      }
    }
    throw new IllegalStateException(
        Tone.hex(wanted) + " is no colour of the palette; draw with a tone");
  }

  private static String escaped(String text) {
    return Canvas.clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
