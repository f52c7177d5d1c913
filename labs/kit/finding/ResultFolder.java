package kit.finding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;

/// What the results in folders such as `datasets/results` say of figures.
///
/// A file that is no result, or of an earlier rule, is passed over with a complaint: a list of
/// figures must not fail because a result is old.
public final class ResultFolder implements Findings {
  /// By figure, then by lab and row.
  private final Map<String, Map<String, Finding>> newest = new HashMap<>();
  private final Map<String, Path> runs = new HashMap<>();
  private final Map<String, Path> quickRuns = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private ResultFolder() {}

  /// Reads all files of these folders; what an earlier folder knows, a later one does not replace.
  ///
  /// @param home what shown paths are relative to
  public static ResultFolder read(Path home, List<Path> folders) {
    ResultFolder results = new ResultFolder();
    folders.forEach(folder -> results.files(folder).forEach(file -> results.take(home, file)));
    return results;
  }

  /// Reads these files, the newest first.
  public static ResultFolder of(Path home, List<Path> files) {
    ResultFolder results = new ResultFolder();
    files.forEach(file -> results.take(home, file));
    return results;
  }

  /// For each lab its newest run that gives verdicts, or its newest quick one if there is no other.
  public Map<String, Path> runs() {
    Map<String, Path> all = new TreeMap<>(quickRuns);
    all.putAll(runs);
    return all;
  }

  @Override
  public List<Finding> of(String figureId) {
    return newest.getOrDefault(figureId, Map.of()).values().stream()
        .sorted(Finding.LEAST_KIND_FIRST)
        .toList();
  }

  @Override
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  private List<Path> files(Path folder) {
    try {
      return new ResultStore(folder).files().reversed();
    } catch (IOException e) {
      complaints.add(folder + " cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private void take(Path home, Path file) {
    String shown = file.startsWith(home) ? home.relativize(file).toString() : file.toString();
    try {
      Result result = ResultStore.read(file);
      if (result.ruler() < Verdict.RULER) {
        complaints.add(
            "%s is passed over: its verdicts follow an earlier rule; ./jbang labs/%s.java --judge %s gives today's"
                .formatted(shown, result.lab(), shown));
        return;
      }
      (result.smoke() ? quickRuns : runs).putIfAbsent(result.lab(), file);
      for (FigureRow row : result.figures()) {
        String answered = row.documented() == null ? row.id() : row.documented().id();
        offer(answered, Finding.of(result, row, shown));
      }
    } catch (IOException | IllegalArgumentException e) {
      complaints.add(e.getMessage().replace(file.toString(), shown) + "; it is passed over");
    }
  }

  /// Files come newest first, so an older run of the same row only replaces one that says nothing.
  private void offer(String id, Finding finding) {
    newest
        .computeIfAbsent(id, _ -> new HashMap<>())
        .merge(
            finding.lab() + " " + finding.row(),
            finding,
            (known, older) -> known.answers() || !older.answers() ? known : older);
  }
}
