package tools.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kit.lab.Project;
import kit.lab.StoredResult;
import kit.report.Trouble;
import runtime.ExitStatus;

/// The labs of a project and the results that are kept of them.
///
/// @param project whose labs are meant
/// @param results the folder of the user's own
record Labs(Project project, Path results) {
  private static final String SCRIPTS = "labs/";

  /// The names of all labs, sorted, as the catalog has them: it travels with a script.
  List<String> names() throws IOException {
    Path catalog = project.root().resolve(runtime.Project.MARK);
    return new ObjectMapper()
        .readTree(catalog.toFile()).path("aliases").properties().stream()
            .filter(alias -> alias.getValue().path("script-ref").asText().startsWith(SCRIPTS))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
  }

  /// The labs that are meant by `all`, by the name of a system or by their own, each once.
  ///
  /// @throws Trouble with exit status 2 if a word means none
  List<String> meant(List<String> words) throws IOException {
    List<String> all = names();
    Set<String> meant = new LinkedHashSet<>();
    for (String word : words) {
      List<String> these =
          all.stream()
              .filter(lab -> word.equals("all") || lab.equals(word) || lab.startsWith(word + "-"))
              .toList();
      if (these.isEmpty()) {
        throw noLab(word, all);
      }
      meant.addAll(these);
    }
    return List.copyOf(meant);
  }

  private static Trouble noLab(String word, List<String> all) {
    String systems =
        all.stream()
            .map(lab -> lab.replaceFirst("-.*", ""))
            .distinct()
            .collect(Collectors.joining(", "));
    return Trouble.of(
        ExitStatus.WRONG_ARGUMENTS,
        "no lab and no system is called '%s'; the systems are %s, and ./jbang --help names the labs"
            .formatted(word, systems));
  }

  /// The result that is meant by its path; by `LAB@reference`; or by a lab's name, as everywhere
  /// ([StoredResult#newest]).
  ///
  /// @throws IOException if there is none
  /// @throws Trouble with exit status 2 if there is no such lab
  StoredResult result(String word) throws IOException {
    if (word.endsWith(".json")) {
      return StoredResult.of(Path.of(word));
    }
    String lab = word.replaceFirst("@reference$", "");
    if (!names().contains(lab)) {
      throw noLab(word, names());
    }
    return lab.equals(word)
        ? StoredResult.newest(project, results, lab)
        : StoredResult.reference(project, lab);
  }

  /// There is no result of this lab.
  Trouble none(String lab) {
    return Trouble.of(
        ExitStatus.WRONG_ARGUMENTS,
        "there is no result of %s yet; ./jbang %s makes one".formatted(lab, lab));
  }
}
