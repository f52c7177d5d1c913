package kit.chart;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A chart's SVG as an XML parser reads it.
record SvgReading(Document document) {
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
  List<String> texts() {
    return all("text").stream().map(Element::getTextContent).toList();
  }
}
