package tools.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.figure.DatasetException;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import tools.Diagnosis;

/// Whether the project is whole: every alias has its script, every documented figure a lab or a
/// reason.
public final class CatalogueCheck {
  private CatalogueCheck() {}

  /// @param project the project's root
  public static Diagnosis look(Path project) {
    try {
      return look(
          project, new ObjectMapper().readTree(catalogue(project).toFile()).path("aliases"));
    } catch (IOException | DatasetException e) {
      return new Diagnosis.Missing(
          "catalogue",
          "cannot be read: " + e.getMessage(),
          List.of("git status   shows what was changed, git checkout brings it back"));
    }
  }

  private static Path catalogue(Path project) {
    return project.resolve("jbang-catalog.json");
  }

  private static Diagnosis look(Path project, JsonNode aliases) {
    int labs = 0;
    List<String> lost = new ArrayList<>();
    for (Map.Entry<String, JsonNode> alias : aliases.properties()) {
      String script = alias.getValue().path("script-ref").asText();
      labs += script.startsWith("labs/") ? 1 : 0;
      if (!Files.exists(project.resolve(script))) {
        lost.add(alias.getKey() + " runs " + script + ", which is not there");
      }
    }
    if (!lost.isEmpty()) {
      return new Diagnosis.Missing("catalogue", "an alias has lost its script", lost);
    }
    DocumentedFigures figures = DocumentedFigures.load(project.resolve(DocumentedFigures.FOLDER));
    List<String> bare =
        figures.where(figure -> !figure.accounted()).stream().map(Figure::id).toList();
    String seen =
        counted(labs, "lab")
            + ", "
            + counted(aliases.size() - labs, "tool")
            + ", "
            + counted(figures.all().size(), "figure");
    return bare.isEmpty()
        ? new Diagnosis.Ready("catalogue", seen + ", each with a lab or a reason")
        : new Diagnosis.Note(
            "catalogue", seen, List.of("neither a lab nor a reason: " + String.join(", ", bare)));
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
