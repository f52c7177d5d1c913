package kit.figure.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kit.result.Verdict;

/// The result files below folders such as `datasets/results`, each `<lab>/<UTC time>-<id>.json`.
///
/// Only the rows of `figures` are read, and leniently: a file of another schema or a broken one is
/// passed over with a complaint, for a list of figures must not fail because a result is old.
final class ResultFolder implements Findings {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// By figure, then by lab and row.
  private final Map<String, Map<String, Finding>> newest = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private ResultFolder() {}

  /// Reads all files of these folders; what an earlier folder knows, a later one does not replace.
  ///
  /// @param home what shown paths are relative to
  static ResultFolder read(Path home, List<Path> folders) {
    ResultFolder results = new ResultFolder();
    for (Path folder : folders) {
      for (Path file : results.files(folder)) {
        results.take(home, file);
      }
    }
    return results;
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

  /// Newest first: the names begin with the UTC time.
  private List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder, 2)) {
      return tree.filter(file -> file.getFileName().toString().matches("\\d{8}T\\d{6}Z-.*\\.json"))
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      complaints.add(folder + " cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private void take(Path home, Path file) {
    String shown = file.startsWith(home) ? home.relativize(file).toString() : file.toString();
    try {
      JsonNode result = JSON.readTree(file.toFile());
      if (result.path("ruler").asInt() < Verdict.RULER) {
        throw new IllegalArgumentException(
            "its verdicts follow an earlier rule; ./jbang labs/%s.java --judge %s gives today's"
                .formatted(result.path("lab").asText(), shown));
      }
      for (JsonNode row : result.path("figures")) {
        offer(id(row), finding(result, row, shown));
      }
    } catch (IOException | IllegalArgumentException e) {
      complaints.add(shown + " is passed over: " + firstLine(e));
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

  /// A row has an id of its own where several rows answer one documented figure.
  private static String id(JsonNode row) {
    return row.path("documented").path("id").asText(row.path("id").asText());
  }

  private static Finding finding(JsonNode result, JsonNode row, String file) {
    return new Finding(
        result.path("lab").asText("unknown lab"),
        row.path("id").asText("unknown row"),
        result.path("profile").asText("unknown profile"),
        file,
        Verdict.of(row.path("verdict").asText()).because(row.path("note").asText()),
        row.path("measured").asDouble(Double.NaN),
        row.path("low").asDouble(Double.NaN),
        row.path("high").asDouble(Double.NaN),
        row.path("ratio").asDouble(Double.NaN),
        row.path("unit").asText());
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
