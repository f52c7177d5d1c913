package kit.chart;

import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Charts as SVG. VectorGraphics2D draws with style sheets and a page's head; here all becomes
/// attributes, which every reader knows, the colours have classes too where they follow the
/// reader's theme, and the head becomes one that can be read aloud and that does not clash with
/// another chart in the same page.
final class Svg {
  private static final String NAME = "remeasure-chart";
  private static final Pattern BODY = Pattern.compile("<svg [^>]*>(.*)</svg>", Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("style=\"([^\"]*)\"");
  private static final Pattern DECLARATION = Pattern.compile("([a-z-]+):([^;]+);");
  private static final Pattern COLOUR = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
  private static final Pattern TAG = Pattern.compile("<[^>]+>");
  private static final Pattern LONG_NUMBER = Pattern.compile("(\\d+\\.\\d\\d)\\d+");

  private Svg() {}

  static String of(Sheet sheet, Typeface typeface, Print print, int height) {
    Paper paper = new Paper();
    sheet.paint(new Canvas(paper, typeface, print.theme()), print);
    boolean follows = print.theme() == Theme.READER;
    String body = attributed(body(paper, print, height), follows);
    String id = NAME + "-" + Integer.toHexString((sheet.title() + body).hashCode());
    return head(sheet, print, height, id) + (follows ? style() : "") + body + "</svg>\n";
  }

  private static String body(Paper paper, Print print, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageSize page = new PageSize(print.width(), height);
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

  private static String head(Sheet sheet, Print print, int height, String id) {
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" class="%s" width="%s" height="%s" \
        viewBox="0 0 %s %d" font-family='%s' role="img" aria-labelledby="%9$s-title %9$s-desc">
          <title id="%9$s-title">%s</title>
          <desc id="%9$s-desc">%s</desc>
        """,
        NAME,
        length(print, print.width()),
        length(print, height),
        number(print.width()),
        height,
        Typeface.FAMILIES,
        escaped(sheet.title()),
        escaped(sheet.description()),
        id);
  }

  /// On a page in pixels, in a column in millimetres.
  private static String length(Print print, double px) {
    return print.page() ? number(px) : number(print.mm(px)) + "mm";
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String style() {
    return "  <style>\n" + rules() + "  </style>\n";
  }

  private static String rules() {
    StringBuilder light = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    StringBuilder classes = new StringBuilder();
    for (Tone tone : Tone.values()) {
      String variable = "--" + tone.word();
      light.append(variable).append(':').append(Tone.hex(tone.light())).append(';');
      dark.append(variable).append(':').append(Tone.hex(tone.dark())).append(';');
      // The plain colour first: readers that know no variables stay with it.
      for (String what : new String[] {"fill", "stroke"}) {
        classes.append(
            "    .%1$s .%2$s-%3$s{%2$s:%4$s;%2$s:var(--%3$s)}\n"
                .formatted(NAME, what, tone.word(), Tone.hex(tone.light())));
      }
    }
    return """
        .%1$s{%2$smax-width:100%%;height:auto}
    %3$s    @media screen and (prefers-color-scheme:dark){.%1$s{%4$s}}
    """
        .formatted(NAME, light, classes, dark);
  }

  /// Turns each `style` into attributes, and cuts places to a hundredth of a pixel. Only inside
  /// tags: text stays as it was written.
  private static String attributed(String body, boolean follows) {
    return TAG.matcher(body)
        .replaceAll(tag -> Matcher.quoteReplacement(attributedTag(tag.group(), follows)));
  }

  private static String attributedTag(String tag, boolean follows) {
    return STYLE
        .matcher(LONG_NUMBER.matcher(tag).replaceAll("$1"))
        .replaceAll(style -> Matcher.quoteReplacement(attributes(style.group(1), follows)));
  }

  private static String attributes(String style, boolean follows) {
    String own = style.replaceAll("font-family:&quot;[^&]*&quot;;", "").replace("stroke:none;", "");
    StringBuilder attributes = new StringBuilder();
    for (Matcher one = DECLARATION.matcher(own); one.find(); ) {
      Matcher rgb = COLOUR.matcher(one.group(2));
      String value = one.group(2);
      if (rgb.matches()) {
        Color colour =
            new Color(
                Integer.parseInt(rgb.group(1)),
                Integer.parseInt(rgb.group(2)),
                Integer.parseInt(rgb.group(3)));
        value = Tone.hex(colour);
        if (follows) {
          attributes.insert(0, "class=\"%s-%s\" ".formatted(one.group(1), toneOf(colour).word()));
        }
      }
      attributes.append(one.group(1)).append("=\"").append(value).append("\" ");
    }
    return attributes.toString().stripTrailing();
  }

  private static Tone toneOf(Color wanted) {
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
