package kit.report;

import java.util.List;
import java.util.Locale;

/// How a run compares with an earlier one, row by row.
public final class BaselineTable {
  /// One row.
  ///
  /// @param word `improvement`, `regression`, `no change` or `unsure`
  /// @param ratio now over then
  /// @param low lower end of its 95 % interval
  /// @param high upper end
  /// @param pValue of the Mann-Whitney test
  public record Line(
      String label, double ratio, double low, double high, String word, double pValue) {}

  /// The whole comparison.
  ///
  /// @param name of the earlier run
  /// @param refusal why nothing is compared, or empty
  public record Content(String name, List<Line> lines, String refusal) {}

  private static final int WORD_COLUMNS = 12;

  private BaselineTable() {}

  /// The lines, each ended by a line feed.
  public static String render(Content content, Terminal terminal) {
    Style style = new Style(terminal);
    StringBuilder text = new StringBuilder("\nBASELINE  ");
    text.append(style.text(content.name())).append("\n");
    if (!content.refusal().isEmpty()) {
      text.append("  ").append(style.text(content.refusal())).append("\n");
    }
    for (Line line : content.lines()) {
      String interval =
          String.format(
              Locale.ROOT,
              "%.2fx [%.2f %s %.2f]",
              line.ratio(),
              line.low(),
              style.dash(),
              line.high());
      String p =
          line.pValue() < 0.001
              ? "p < 0.001"
              : String.format(Locale.ROOT, "p = %.3f", line.pValue());
      Ink ink =
          switch (line.word()) {
            case "regression" -> Ink.RED;
            case "improvement" -> Ink.GREEN;
            default -> Ink.PLAIN;
          };
      String label = Columns.cut(style.text(line.label()), 30, style.ellipsis());
      text.append("  ")
          .append(Columns.left(label, 30))
          .append(" ")
          .append(Columns.left(interval, 21))
          .append("  ")
          .append(style.ink(ink, Columns.left(line.word(), WORD_COLUMNS)))
          .append(p)
          .append("\n");
    }
    return text.toString();
  }
}
