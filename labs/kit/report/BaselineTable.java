package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.result.Against;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;

/// How a run compares with an earlier one, or a build with another one in the same run, row by row.
///
/// ```text
/// BASELINE  2026-11-01T08:00:00Z, container; now / then [95 % interval]
///   burst, 1 channel, window 1   0.98x [0.85 – 1.12]  unsure   p = 0.310
///
/// AGAINST  HEAD~3 (1a2b3c4d5e6f); this build / that one [95 % interval], floor: ...
///   burst, 1 channel, window 1   0.81x [0.78 – 0.84]  floor 1.03x  regression   p = 0.001
/// ```
public final class BaselineTable {
  /// Where it is not known how runs differ by themselves.
  public static final String NO_VERDICT = "no verdict";

  /// One row.
  ///
  /// @param row its id: rows that show several measures of one thing share a label
  /// @param ratio now over then, or this build over the other
  /// @param low lower end of its 95 % interval
  /// @param high upper end
  /// @param floor how far this build came from itself, as a ratio from 1 up; NaN where that was not
  ///     measured
  /// @param word `improvement`, `regression`, `unsure`, `no difference` or [#NO_VERDICT]
  /// @param pValue that the word follows from, adjusted for all rows; NaN without a verdict
  public record Line(
      String row,
      String label,
      double ratio,
      double low,
      double high,
      double floor,
      String word,
      double pValue) {}

  /// The whole comparison.
  ///
  /// @param heading `BASELINE`, say
  /// @param name of the earlier run, or of the other build
  /// @param legend what the numbers are
  /// @param remarks what a reader must know of the comparison, one sentence each
  public record Content(
      String heading, String name, String legend, List<Line> lines, List<String> remarks) {
    public Content {
      lines = List.copyOf(lines);
      remarks = List.copyOf(remarks);
    }
  }

  /// A comparison with an earlier run.
  ///
  /// @param name of it
  public static Content baseline(String name, List<Line> lines, List<String> remarks) {
    return new Content("BASELINE", name, "now / then [" + Words.INTERVAL + "]", lines, remarks);
  }

  /// The comparison with another build that a result holds.
  ///
  /// @throws NullPointerException if it holds none
  public static Content against(Result result) {
    Against against = result.against();
    List<Line> lines =
        against.rows().stream()
            .map(
                row ->
                    new Line(
                        row.row(),
                        result.figure(row.row()).map(FigureRow::label).orElse(row.row()),
                        row.ratio(),
                        row.low(),
                        row.high(),
                        row.floor(),
                        row.word(),
                        row.pValue()))
            .toList();
    String legend = "this build / that one [" + Words.INTERVAL + "], floor: this build / itself";
    return new Content("AGAINST", against.words(), legend, lines, against.remarks());
  }

  private static final String GAP = "  ";
  private static final int LABEL_LEAST = 10;
  private static final int WORD_COLUMNS_MIN = "improvement".length();
  private static final int P_COLUMNS = "p < 0.001".length();

  private final Style style;

  private BaselineTable(Style style) {
    this.style = style;
  }

  /// The lines, each ended by a line feed; an empty line leads, since the end table stands above.
  public static String render(Content content, Terminal terminal) {
    return new BaselineTable(new Style(terminal)).text(content);
  }

  private String text(Content content) {
    int width = style.terminal().textWidth();
    String legend = content.lines().isEmpty() ? "" : "; " + content.legend();
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(
        Columns.wrap(content.heading() + "  " + style.text(content.name()) + legend, width));
    List<String> ratios = content.lines().stream().map(this::ratio).toList();
    int ratioColumns = ratios.stream().mapToInt(Columns::width).max().orElse(0);
    int wordColumns =
        content.lines().stream()
            .mapToInt(line -> line.word().length())
            .reduce(WORD_COLUMNS_MIN, Math::max);
    int room = width - 2 - ratioColumns - wordColumns - P_COLUMNS - 3 * GAP.length();
    int widest =
        content.lines().stream()
            .mapToInt(line -> Columns.width(style.text(line.label())))
            .max()
            .orElse(0);
    int labelColumns = Math.clamp(room, LABEL_LEAST, Math.max(LABEL_LEAST, widest));
    for (int at = 0; at < ratios.size(); at++) {
      if (room < LABEL_LEAST && style.terminal().narrow()) {
        list(lines, content.lines().get(at), ratios.get(at));
      } else {
        row(
            lines,
            content.lines().get(at),
            ratios.get(at),
            labelColumns,
            ratioColumns,
            wordColumns);
      }
    }
    for (String remark : content.remarks()) {
      Columns.wrap(style.text(remark), width - 2).forEach(line -> lines.add("  " + line));
    }
    return String.join("\n", lines) + "\n";
  }

  private void row(
      List<String> lines,
      Line line,
      String ratio,
      int labelColumns,
      int ratioColumns,
      int wordColumns) {
    List<String> labels = Columns.wrap(style.text(line.label()), labelColumns);
    String word = style.text(line.word());
    lines.add(
        String.join(
                GAP,
                "  " + Columns.left(labels.getFirst(), labelColumns),
                Columns.left(ratio, ratioColumns),
                style.ink(ink(word), word) + " ".repeat(Math.max(0, wordColumns - word.length())),
                pValue(line.pValue()))
            .stripTrailing());
    labels.stream().skip(1).forEach(rest -> lines.add("  " + rest));
  }

  /// A row in lines of its own, where a table has no room.
  private void list(List<String> lines, Line line, String ratio) {
    int columns = style.terminal().textWidth() - 2 * GAP.length();
    Columns.wrap(style.text(line.label()), columns).forEach(part -> lines.add(GAP + part));
    lines.add(GAP + GAP + ratio);
    String word = style.text(line.word());
    lines.add(
        (GAP + GAP + style.ink(ink(word), word) + GAP + pValue(line.pValue())).stripTrailing());
  }

  private String ratio(Line line) {
    String ratio =
        "%sx [%s %s %s]"
            .formatted(
                hundredths(line.ratio()),
                hundredths(line.low()),
                style.dash(),
                hundredths(line.high()));
    return Double.isNaN(line.floor())
        ? ratio
        : ratio + GAP + "floor " + hundredths(line.floor()) + "x";
  }

  /// Two decimals where they tell rows apart, since a change of 3 % matters here.
  private static String hundredths(double ratio) {
    return ratio >= 0.1 && ratio < 100
        ? String.format(Locale.ROOT, "%.2f", ratio)
        : Numbers.ratio(ratio);
  }

  private static String pValue(double p) {
    if (Double.isNaN(p)) {
      return "";
    }
    return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
  }

  private static Ink ink(String word) {
    return switch (word) {
      case "regression" -> Ink.RED;
      case "improvement" -> Ink.GREEN;
      case "unsure" -> Ink.YELLOW;
      default -> Ink.PLAIN;
    };
  }
}
