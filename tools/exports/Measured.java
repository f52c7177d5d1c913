package tools.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.result.CheckRow;
import kit.result.Metric;

/// What exports say of one thing that was measured.
///
/// @param name the tool's own name for it: a command, a benchmark, a test; else the file's
/// @param tool that measured it, as [Export.Tool] names it
/// @param setting what must be equal where several files are its trials: URL, connections, mode
/// @param trials the quantities of each trial by their ids, in the order of the file
/// @param checks what must hold for the trials to count, as far as the export says
/// @param tags what must not share a column with rows that lack it: `closed loop`
public record Measured(
    String name,
    String tool,
    String setting,
    List<Map<String, Metric>> trials,
    List<CheckRow> checks,
    List<String> tags) {
  public Measured {
    trials = trials.stream().map(Map::copyOf).toList();
    checks = List.copyOf(checks);
    tags = List.copyOf(tags);
    if (trials.isEmpty() || trials.stream().anyMatch(Map::isEmpty)) {
      throw new IllegalArgumentException("\"" + name + "\" has a trial without a number, or none");
    }
  }

  /// The ids of what was measured, in order of the alphabet.
  public SequencedSet<String> quantities() {
    return trials.stream()
        .flatMap(trial -> trial.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Further trials of the same, from another file.
  ///
  /// @throws IllegalArgumentException if they were measured by another tool or otherwise
  public Measured plus(Measured more) {
    if (!tool.equals(more.tool) || !setting.equals(more.setting)) {
      throw new IllegalArgumentException(
          "trials of \"%s\" were measured in two ways, which do not mix: by %s, %s; and by %s, %s"
              .formatted(name, tool, setting, more.tool, more.setting));
    }
    List<CheckRow> sums = new ArrayList<>();
    for (CheckRow check : checks) {
      CheckRow sum = check;
      for (CheckRow other : more.checks) {
        if (other.name().equals(check.name())) {
          sum =
              CheckRow.of(
                  check.name(),
                  check.confirmed() + other.confirmed(),
                  check.of() + other.of(),
                  check.noun(),
                  check.detail());
        }
      }
      sums.add(sum);
    }
    return new Measured(
        name,
        tool,
        setting,
        Stream.concat(trials.stream(), more.trials.stream()).toList(),
        sums,
        tags);
  }
}
