package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.result.Result;

/// The one screen at the end of a run: verdicts first, then the evidence, then what limits and
/// weakens it, at last where the result is and what to type next. Rendered from the result alone.
public final class EndTable {
  private final Style style;

  private EndTable(Style style) {
    this.style = style;
  }

  /// The lines, each ended by a line feed.
  ///
  /// @param verbose with ratios, percentiles and trials
  /// @param saved what was saved and where, in their order: `result` and its file
  /// @param next what to type next: commands with their remarks, in their order
  public static String render(
      Result result,
      Terminal terminal,
      boolean verbose,
      Map<String, String> saved,
      Map<String, String> next) {
    Style style = new Style(terminal);
    List<Section> sections = new ArrayList<>();
    sections.add(new Headline(style));
    sections.add(new FigureTable(style, verbose));
    if (verbose) {
      sections.add(new LatencySection(style));
    }
    sections.add(new TailSection(style));
    sections.add(new CheckSection(style));
    sections.add(new BoundsSection(style));
    sections.add(of -> new EndTable(style).foot(of, saved, next));
    StringBuilder text = new StringBuilder();
    for (Section section : sections) {
      List<String> lines = section.lines(result);
      if (!lines.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(String.join("\n", lines)).append('\n');
      }
    }
    return text.toString();
  }

  private List<String> foot(Result result, Map<String, String> saved, Map<String, String> next) {
    List<String> lines = new ArrayList<>();
    if (result.exit().status() != 0) {
      Listing exit = new Listing(style, "exit");
      exit.add(result.exit().status() + ", " + result.exit().reason());
      lines.addAll(exit.lines());
    }
    // a path is never wrapped: it must stay one piece to be copied
    saved.forEach((name, file) -> lines.add(Columns.left(name, 8) + style.text(file)));
    int commandColumns = next.keySet().stream().mapToInt(Columns::width).max().orElse(0);
    String head = "next";
    for (Map.Entry<String, String> step : next.entrySet()) {
      String command = Columns.left(style.text(step.getKey()), commandColumns);
      String line = Columns.left(head, 8) + command;
      String whole = line + "   " + style.text(step.getValue());
      lines.add(
          whole.length() <= style.terminal().textWidth() ? whole.stripTrailing() : line.strip());
      head = "";
    }
    return lines;
  }
}
