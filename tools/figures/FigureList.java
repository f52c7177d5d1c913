package tools.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kit.figure.Figure;
import kit.finding.Stand;
import kit.finding.Stands;

/// Figures as a table, a document at a time.
record FigureList(Paper paper, Stands stands) {
  private static final int LINE = 4;
  private static final int GAP = 2;
  private static final int SIGN = 2;
  private static final int GREATEST_STATED = 26;

  /// A name in fewer columns says nothing.
  private static final int METRIC_LEAST = 16;

  private static final String BETWEEN = " ".repeat(GAP);

  /// The lines of the table; empty for no figures.
  List<String> lines(List<Figure> figures) {
    Map<String, List<Figure>> documents =
        figures.stream()
            .collect(
                Collectors.groupingBy(Figure::document, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    documents.forEach(
        (document, its) -> {
          if (!lines.isEmpty()) {
            lines.add("");
          }
          lines.add(paper.bold(document));
          lines.addAll(table(its));
        });
    return lines;
  }

  private List<String> table(List<Figure> figures) {
    int kind = widest("KIND", figures, figure -> figure.kind().word());
    int stated =
        Math.min(GREATEST_STATED, widest("STATED", figures, figure -> figure.stated().toString()));
    int verdict = SIGN + widest("VERDICT", figures, figure -> stands.of(figure).text());
    int room = paper.tableWidth() - LINE - kind - stated - verdict - 4 * GAP;
    if (room < METRIC_LEAST) {
      return list(figures);
    }
    int metric = Math.min(room, widest("FIGURE", figures, Figure::metric));
    List<String> lines = new ArrayList<>();
    lines.add(
        paper.bold(
            String.join(
                BETWEEN,
                "LINE",
                paper.cell("FIGURE", metric),
                paper.cell("KIND", kind),
                paper.cell("STATED", stated),
                "VERDICT")));
    for (Figure figure : figures) {
      Stand stand = stands.of(figure);
      String line = String.valueOf(figure.line());
      lines.add(
          String.join(
              BETWEEN,
              " ".repeat(Math.max(0, LINE - line.length())) + line,
              paper.cell(figure.metric(), metric),
              paper.cell(figure.kind().word(), kind),
              paper.cell(figure.stated().toString(), stated),
              paper.verdict(stand.verdict(), stand.text())));
    }
    return lines;
  }

  /// Each figure in some lines of its own, where a table would cut the names to nothing.
  private List<String> list(List<Figure> figures) {
    List<String> lines = new ArrayList<>();
    for (Figure figure : figures) {
      Stand stand = stands.of(figure);
      String line = String.valueOf(figure.line());
      String head = " ".repeat(Math.max(0, LINE - line.length())) + line + BETWEEN;
      for (String text : List.of(figure.metric(), figure.kind().word() + ", " + figure.stated())) {
        for (String part : paper.wrapped(text, paper.width() - LINE - GAP)) {
          lines.add(head + part);
          head = " ".repeat(LINE + GAP);
        }
      }
      lines.add(head + paper.verdict(stand.verdict(), stand.text()));
    }
    return lines;
  }

  private static int widest(String head, List<Figure> figures, Function<Figure, String> text) {
    return figures.stream()
        .mapToInt(figure -> text.apply(figure).length())
        .reduce(head.length(), Math::max);
  }
}
