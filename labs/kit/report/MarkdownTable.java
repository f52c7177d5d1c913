package kit.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;

/// A result as Markdown that GitHub renders, ready to be pasted into an issue: headline, one table
/// a block, checks, and where it was measured.
public final class MarkdownTable {
  private MarkdownTable() {}

  /// The lines, each ended by a line feed.
  public static String render(Result result) {
    StringBuilder text = new StringBuilder();
    text.append("**").append(cell(result.lab())).append("**: ").append(cell(result.title()));
    text.append("\n\n").append(headline(result)).append("\n");
    String block = null;
    for (FigureRow row : result.figures()) {
      if (!Words.block(row).equals(block)) {
        block = Words.block(row);
        text.append(head(result, block));
      }
      text.append(row(result, row));
    }
    text.append(notes(result)).append(checks(result.checks())).append(noise(result));
    return text.append('\n').append(source(result)).append('\n').toString();
  }

  private static String headline(Result result) {
    return result.smoke()
        ? "Smoke run: it shows that the lab works and gives no verdict."
        : "Verdicts: " + Headline.verdicts(result) + ".";
  }

  private static String head(Result result, String block) {
    return "\n"
        + cell(block)
        + "\n\n| Figure | Documented | Measured | "
        + cell(Words.intervalName(result))
        + " | Ratio | Verdict |\n| :-- | --: | --: | --: | --: | :-- |\n";
  }

  private static String row(Result result, FigureRow row) {
    FigureCells cells = FigureCells.of(result, row);
    return Stream.of(
            cell(cells.label()),
            cell(cells.documented()),
            cells.measured(),
            cells.interval(),
            cells.ratio(),
            cells.verdict(true))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String notes(Result result) {
    String notes =
        result.figures().stream()
            .flatMap(
                row ->
                    FigureCells.of(result, row).notes().stream()
                        .map(note -> "- " + cell(row.label()) + ": " + cell(note) + "\n"))
            .collect(Collectors.joining());
    return notes.isEmpty() ? "" : "\n" + notes;
  }

  private static String checks(List<CheckRow> checks) {
    return checks.isEmpty()
        ? ""
        : checks.stream()
            .map(check -> "- " + outcome(check) + " " + cell(check.name()) + ": " + evidence(check))
            .collect(Collectors.joining("\n", "\nChecks\n\n", "\n"));
  }

  private static String outcome(CheckRow check) {
    return check.held() ? "✓" : check.run() ? "✗ **failed**" : "· **not run**";
  }

  private static String evidence(CheckRow check) {
    String counts = cell(Words.evidence(check));
    return check.detail().isBlank() ? counts : counts + "; " + cell(check.detail());
  }

  private static String noise(Result result) {
    long marked = result.trials().stream().filter(trial -> !trial.marks().isEmpty()).count();
    return marked == 0
        ? ""
        : "\nNoise: "
            + marked
            + " of "
            + Numbers.counted(result.trials().size(), "trial")
            + " marked, kept and counted.\n";
  }

  private static String source(Result result) {
    return cell(
        MachineWords.run(result)
            + " · "
            + MachineWords.machine(result.machine())
            + " · "
            + MachineWords.day(result)
            + " · "
            + MachineWords.commit(result));
  }

  /// Text that cannot break out of its cell or turn into markup.
  private static String cell(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\|*_`\\[\\]])", "\\\\$1");
  }
}
