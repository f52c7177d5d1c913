package kit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.report.Trouble;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;
import runtime.ExitStatus;

/// Brings the verdicts of an earlier result up to today's rule, from its own trials and today's
/// documented figures. What was measured stays as it is, and the result says that it was judged
/// again.
record Rejudge(Lab lab, Project project) {
  static final String NOTE =
      "The verdicts are those of ruler %s, given after the run from its own trials.";

  /// Judges a file again, and rewrites it if that changes a row.
  ///
  /// @return how many rows changed, as a sentence
  /// @throws Trouble if the file is no result of this lab and its protocol, or cannot be written
  String file(Path file) {
    try {
      Result before = ResultStore.read(file);
      if (!before.lab().equals(lab.name())) {
        throw Trouble.of(
            ExitStatus.WRONG_ARGUMENTS,
            "--judge is a result of " + before.lab() + ", not of " + lab.name());
      }
      if (before.protocolVersion() != lab.protocolVersion()) {
        throw Trouble.of(
            ExitStatus.WRONG_ARGUMENTS,
            "--judge is a result of protocol version %s, and the rows of version %s are others"
                .formatted(before.protocolVersion(), lab.protocolVersion()));
      }
      List<FigureRow> rows = rows(before);
      long changed = rows.stream().filter(row -> !before.figures().contains(row)).count();
      if (changed > 0 || before.ruler() != Verdict.RULER) {
        new ResultStore(file.toAbsolutePath().getParent())
            .replace(file, before.judgedAs(rows, notes(before)));
      }
      return changed == 0
          ? "every row is judged as before"
          : "%s of %s judged otherwise than before"
              .formatted(changed, Numbers.counted(rows.size(), "row"));
    } catch (IOException | IllegalArgumentException e) {
      throw Trouble.of(ExitStatus.WRONG_ARGUMENTS, "--judge cannot be done: " + e.getMessage())
          .because(e);
    }
  }

  private List<FigureRow> rows(Result before) {
    Map<String, Limit> limits = new HashMap<>();
    before.limits().forEach(limit -> limits.put(limit.id(), limit));
    boolean held = !before.checks().isEmpty() && before.checks().stream().allMatch(CheckRow::held);
    String otherEngine = lab.otherEngine(before.options().engine());
    Summary summary = new Summary(lab.audited(project), limits, otherEngine, before.smoke(), held);
    return before.figures().stream().map(row -> again(row, before, summary)).toList();
  }

  private FigureRow again(FigureRow before, Result result, Summary summary) {
    Optional<Row> row =
        lab.rows().stream().filter(known -> known.id().equals(before.id())).findFirst();
    if (row.isPresent()) {
      return before.judgedAs(summary.row(row.get(), result.trials()));
    }
    return before.verdict() == Verdict.NONE
        ? before
        : before.because(
            Verdict.INCONCLUSIVE.because("the lab has no such row any more; run it again"));
  }

  private static List<String> notes(Result before) {
    List<String> notes = new ArrayList<>(before.notes());
    notes.removeIf(note -> note.matches(NOTE.replace("%s", "\\d+")));
    notes.add(NOTE.formatted(Verdict.RULER));
    return notes;
  }
}
