package kit.chart;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A chart's SVG as an XML parser reads it.
record SvgReading(Document document) {
  private static final Typeface TYPEFACE = Typeface.load();
  private static final Pattern SHIFT = Pattern.compile("translate\\((\\S+) (\\S+)\\)");
  private static final Pattern SIZE = Pattern.compile("([0-9.]+)px");

  /// How much of the size of a type stands above the base line, for letters and digits.
  private static final double ASCENT = 0.74;

  private static final double DESCENT = 0.2;

  /// Texts may touch by so much.
  private static final double BESIDE = 1;

  private static final Pattern POINT = Pattern.compile("([ML])([-0-9.]+),([-0-9.]+)");

  /// A text with the room that its letters take.
  record Text(String words, Rectangle2D room) {}

  /// @throws AssertionError if it is no well-formed XML
  static SvgReading of(Chart chart) {
    try {
      return new SvgReading(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(chart.svg()))));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError(chart.title() + ": " + e.getMessage(), e);
    }
  }

  Element root() {
    return document.getDocumentElement();
  }

  /// Of the layout, in its pixels.
  double width() {
    return Double.parseDouble(root().getAttribute("viewBox").split(" ")[2]);
  }

  double height() {
    return Double.parseDouble(root().getAttribute("viewBox").split(" ")[3]);
  }

  /// All elements of this name, in the order of the document.
  List<Element> all(String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /// Everything written in the chart, in the order in which it was drawn.
  List<Text> texts() {
    return all("text").stream().map(SvgReading::text).toList();
  }

  /// Places of the filled dots, from left to right in the order in which they were drawn.
  List<double[]> dots(Tone tone) {
    List<double[]> places = new ArrayList<>();
    for (Element ellipse : all("ellipse")) {
      if (ellipse.getAttribute("class").equals("fill-" + tone.word())) {
        double[] shift = shift(ellipse);
        places.add(
            new double[] {number(ellipse, "cx") + shift[0], number(ellipse, "cy") + shift[1]});
      }
    }
    return places;
  }

  /// How many shapes are drawn with a line of this tone.
  long outlined(String name, Tone tone) {
    return all(name).stream()
        .filter(shape -> shape.getAttribute("class").equals("stroke-" + tone.word()))
        .count();
  }

  /// @throws AssertionError if a text leaves the chart or lies on another
  void assertTidy(String where) {
    List<Text> texts = texts();
    for (int i = 0; i < texts.size(); i++) {
      Text text = texts.get(i);
      String what = where + ": \"" + text.words() + "\" at " + text.room();
      Rectangle2D room = text.room();
      assertTrue(room.getMinX() >= 0 && room.getMaxX() <= width(), what);
      assertTrue(room.getMinY() >= 0 && room.getMaxY() <= height(), what);
      for (Text other : texts.subList(i + 1, texts.size())) {
        Rectangle2D common = room.createIntersection(other.room());
        assertTrue(
            common.getWidth() <= BESIDE || common.getHeight() <= BESIDE,
            () -> what + " lies on \"" + other.words() + "\" at " + other.room());
      }
    }
  }

  /// The straight pieces of all curves of this tone.
  List<Line2D> curves(Tone tone) {
    List<Line2D> pieces = new ArrayList<>();
    for (Element path : all("path")) {
      if (path.getAttribute("class").equals("stroke-" + tone.word())) {
        double[] shift = shift(path);
        Point2D last = null;
        for (Matcher point = POINT.matcher(path.getAttribute("d")); point.find(); ) {
          Point2D next =
              new Point2D.Double(
                  Double.parseDouble(point.group(2)) + shift[0],
                  Double.parseDouble(point.group(3)) + shift[1]);
          if (point.group(1).equals("L")) {
            pieces.add(new Line2D.Double(last, next));
          }
          last = next;
        }
      }
    }
    return pieces;
  }

  /// The straight lines of this tone that are drawn for themselves.
  List<Line2D> lines(Tone tone) {
    return all("line").stream()
        .filter(line -> line.getAttribute("class").equals("stroke-" + tone.word()))
        .<Line2D>map(
            line ->
                new Line2D.Double(
                    number(line, "x1") + shift(line)[0],
                    number(line, "y1") + shift(line)[1],
                    number(line, "x2") + shift(line)[0],
                    number(line, "y2") + shift(line)[1]))
        .toList();
  }

  /// Heights of the level grid lines that are at least this long.
  List<Double> linesAcross(double lengthLeast) {
    return all("line").stream()
        .filter(line -> line.getAttribute("class").equals("stroke-" + Tone.GRID.word()))
        .filter(line -> number(line, "y1") == number(line, "y2"))
        .filter(line -> number(line, "x2") - number(line, "x1") >= lengthLeast)
        .map(line -> number(line, "y1") + shift(line)[1])
        .toList();
  }

  private static Text text(Element element) {
    Matcher size = SIZE.matcher(element.getAttribute("font-size"));
    if (!size.matches()) {
      throw new AssertionError("a text without a size: " + element.getTextContent());
    }
    double px = Double.parseDouble(size.group(1));
    boolean bold = element.getAttribute("font-weight").equals("bold");
    double width =
        TYPEFACE.width(element.getTextContent(), bold ? Type.LABEL : Type.BODY)
            * px
            / (bold ? Type.LABEL : Type.BODY).sizePx();
    double[] shift = shift(element);
    return new Text(
        element.getTextContent(),
        new Rectangle2D.Double(
            number(element, "x") + shift[0],
            number(element, "y") + shift[1] - ASCENT * px,
            width,
            (ASCENT + DESCENT) * px));
  }

  private static double number(Element element, String name) {
    return Double.parseDouble(element.getAttribute(name));
  }

  /// By how much the groups around an element move it.
  private static double[] shift(Node node) {
    double[] sum = {0, 0};
    for (Node at = node.getParentNode(); at instanceof Element group; at = at.getParentNode()) {
      Matcher shift = SHIFT.matcher(group.getAttribute("transform"));
      if (shift.find()) {
        sum[0] += Double.parseDouble(shift.group(1));
        sum[1] += Double.parseDouble(shift.group(2));
      } else if (!group.getAttribute("transform").isEmpty()) {
        throw new AssertionError("a move that is no shift: " + group.getAttribute("transform"));
      }
    }
    return sum;
  }
}
