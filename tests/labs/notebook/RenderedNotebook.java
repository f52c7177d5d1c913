package labs.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import kit.chart.Chart;
import kit.result.Numbers;

/// A notebook and the page that it became, read as a reader would: is everything there that its
/// cells call for?
///
/// @param notebook the `.ipynb` file's text
/// @param page the HTML that nbconvert made of it after running it
record RenderedNotebook(String notebook, String page) {
  private static final Pattern CALL = Pattern.compile("\\.(\\w+)Chart\\(\\)");

  /// Each is a chart of the reader's own, which [Html#picture] calls so.
  private static final Pattern BUILDER = Pattern.compile("new XYChartBuilder\\(\\)");
  private static final Pattern PICTURE =
      Pattern.compile(
          "<img\\b(?=[^>]*\\bdata-chart=[\"'](\\w+)[\"'])"
              + "(?=[^>]*\\bsrc=[\"']data:image/png;base64,([A-Za-z0-9+/=]+)[\"'])[^>]*>");
  private static final Pattern ID =
      Pattern.compile(">\\s*'?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'?\\s*<");
  private static final String ERROR_OUTPUT = "data-mime-type=\"application/vnd.jupyter.stderr\"";

  /// A picture of fewer colours than this shows no chart.
  private static final int COLOURS_LEAST = 12;

  /// What is missing or should not be there, one sentence each.
  List<String> complaints() throws IOException {
    List<String> complaints = new ArrayList<>();
    List<String> called = called();
    List<String> shown = new ArrayList<>();
    for (Matcher picture = PICTURE.matcher(page); picture.find(); ) {
      BufferedImage image =
          ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture.group(2))));
      if (image != null && image.getWidth() >= Chart.WIDTH && colours(image) >= COLOURS_LEAST) {
        shown.add(picture.group(1));
      } else {
        complaints.add("the " + picture.group(1) + " chart is an empty picture");
      }
    }
    for (String name : called.stream().distinct().toList()) {
      long missing = count(called, name) - count(shown, name);
      if (missing > 0) {
        complaints.add(
            "the " + name + " chart is called and not shown, " + Numbers.counted(missing, "time"));
      }
    }
    if (called.isEmpty()) {
      complaints.add("no cell calls for a chart");
    }
    if (ID.matcher(page).find()) {
      complaints.add("a cell shows the id that display(...) returns; call show(...)");
    }
    if (page.contains(ERROR_OUTPUT)) {
      complaints.add("a cell writes to standard error");
    }
    return complaints;
  }

  private static long count(List<String> names, String name) {
    return names.stream().filter(name::equals).count();
  }

  /// Names of the charts that code cells call for, each as often as it is called.
  private List<String> called() throws IOException {
    List<String> called = new ArrayList<>();
    for (JsonNode cell : new ObjectMapper().readTree(notebook).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        String source =
            IntStream.range(0, cell.path("source").size())
                .mapToObj(line -> cell.path("source").get(line).asText())
                .collect(Collectors.joining());
        CALL.matcher(source).results().map((MatchResult m) -> m.group(1)).forEach(called::add);
        BUILDER.matcher(source).results().forEach(_ -> called.add("own"));
      }
    }
    return called;
  }

  private static long colours(BufferedImage image) {
    int width = image.getWidth();
    return IntStream.of(image.getRGB(0, 0, width, image.getHeight(), null, 0, width))
        .distinct()
        .count();
  }
}
