package kit.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.result.CheckRow;
import kit.result.Numbers;
import kit.result.Result;

/// The first line, enough by itself for a commit message: verdicts and checks, counted.
record Headline(Style style) implements Section {
  @Override
  public List<String> lines(Result result) {
    String engine = result.options().engineWords();
    String lab = style.text(result.lab() + (engine.isEmpty() ? "" : ", " + engine));
    String rest = result.smoke() ? " " + smoke(result) : verdicts(result) + ends(result);
    List<String> lines =
        new ArrayList<>(Columns.wrapAtCommas(lab + "  " + rest, style.terminal().textWidth()));
    if (lines.getFirst().startsWith(lab)) {
      lines.set(0, style.ink(Ink.BOLD, lab) + lines.getFirst().substring(lab.length()));
    }
    return lines;
  }

  private static String smoke(Result result) {
    int most = result.figures().stream().mapToInt(row -> row.values().size()).max().orElse(0);
    return "SMOKE RUN, "
        + Numbers.counted(most, "trial")
        + ": shows that it works, gives no verdict";
  }

  /// `2 exceeded, 1 reproduced`.
  static String verdicts(Result result) {
    String counts = Words.verdicts(result.figures());
    return counts.isEmpty() ? "nothing documented" : counts;
  }

  private static String ends(Result result) {
    long held = result.checks().stream().filter(CheckRow::held).count();
    String checks =
        result.checks().isEmpty()
            ? "no checks"
            : held + " of " + result.checks().size() + " checks";
    String span = seconds(result) > 0 ? "  " + Numbers.shortSpan(seconds(result)) : "";
    return "  " + checks + span;
  }

  static double seconds(Result result) {
    return Duration.between(result.started(), result.finished()).toMillis() / 1e3;
  }
}
