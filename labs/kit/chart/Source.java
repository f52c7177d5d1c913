package kit.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.report.MachineWords;
import kit.report.RowNotes;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.TrialRow;

/// The foot of a chart: where its numbers come from, and what weakens them.
final class Source {
  private Source() {}

  /// Project and documents, run, and machine, one line each.
  static List<String> of(Result result) {
    return List.of(
        project(result.figures()),
        MachineWords.run(result)
            + " · "
            + MachineWords.day(result)
            + " · "
            + MachineWords.commit(result),
        MachineWords.machine(result.machine()));
  }

  /// The project, and the documents behind what the chart calls documented.
  static String project(List<FigureRow> rows) {
    String documents =
        rows.stream()
            .filter(row -> row.documented() != null)
            .map(row -> row.documented().document())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return documents.isEmpty() ? "Remeasure" : "Remeasure · documented: " + documents;
  }

  /// How many of these runs had disturbed trials, if any had.
  static Optional<String> disturbed(List<Result> runs) {
    long noisy =
        runs.stream()
            .filter(run -> run.trials().stream().anyMatch(trial -> !trial.marks().isEmpty()))
            .count();
    return noisy == 0
        ? Optional.empty()
        : Optional.of(Numbers.counted(noisy, "run") + " had disturbed trials, kept and counted.");
  }

  /// Smoke, disturbed trials, broken checks: one sentence each, or none.
  static List<String> warnings(Result result) {
    List<String> warnings = new ArrayList<>();
    if (result.smoke()) {
      warnings.add("SMOKE RUN: shows that it works and gives no verdict.");
    }
    List<CheckRow> broken = result.checks().stream().filter(check -> !check.held()).toList();
    if (!broken.isEmpty()) {
      warnings.add(
          "THE RUN DOES NOT COUNT: "
              + Numbers.counted(broken.size(), "check")
              + " failed ("
              + broken.stream().map(CheckRow::name).collect(Collectors.joining("; "))
              + ").");
    }
    List<TrialRow> marked =
        result.trials().stream().filter(trial -> !trial.marks().isEmpty()).toList();
    if (!marked.isEmpty()) {
      warnings.add(
          marked.size()
              + " of "
              + Numbers.counted(result.trials().size(), "trial")
              + " disturbed ("
              + marked.stream()
                  .flatMap(trial -> trial.marks().stream())
                  .distinct()
                  .collect(Collectors.joining(", "))
              + "), kept and counted.");
    }
    Map<String, String> weak = new LinkedHashMap<>();
    for (FigureRow row : result.figures()) {
      RowNotes.weaknesses(result, row).stream()
          .findFirst()
          .ifPresent(why -> weak.putIfAbsent(row.variant(), why));
    }
    weak.forEach(
        (variant, why) -> warnings.add("Read \"%s\" with care: %s.".formatted(variant, why)));
    return warnings;
  }
}
