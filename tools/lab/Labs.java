package tools.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kit.lab.Project;
import kit.report.Trouble;
import kit.result.ResultStore;
import runtime.ExitStatus;

/// The labs of a project and the results that are kept of them.
///
/// @param project whose labs are meant
/// @param results the folder of the user's own
record Labs(Project project, Path results) {
  private static final String SCRIPT = ".java";

  /// The names of all labs, sorted: every script in `labs/` is one.
  List<String> names() throws IOException {
    try (Stream<Path> scripts = Files.list(project.root().resolve("labs"))) {
      return scripts
          .map(script -> script.getFileName().toString())
          .filter(name -> name.endsWith(SCRIPT))
          .map(name -> name.substring(0, name.length() - SCRIPT.length()))
          .sorted()
          .toList();
    }
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
    return Trouble.of(ExitStatus.WRONG_ARGUMENTS, "no lab and no system is called '" + word + "'")
        .fact(
            "systems",
            all.stream().map(lab -> lab.replaceFirst("-.*", "")).distinct().toArray(String[]::new))
        .action("./jbang --help", "names every lab");
  }

  /// The file that is meant by its path, or by a lab's name: its newest result of the user's own,
  /// or the reference run where there is none.
  ///
  /// @throws Trouble with exit status 2 if there is neither
  Path file(String word) throws IOException {
    if (word.endsWith(".json")) {
      return Path.of(word);
    }
    String lab = word.replaceFirst("@reference$", "");
    if (!names().contains(lab)) {
      throw noLab(word, names());
    }
    List<Path> homes =
        lab.equals(word) ? List.of(results, project.reference()) : List.of(project.reference());
    for (Path home : homes) {
      var newest = new ResultStore(home).newest(lab);
      if (newest.isPresent()) {
        return newest.get();
      }
    }
    throw none(lab);
  }

  /// There is no result of this lab.
  Trouble none(String lab) {
    return Trouble.of(ExitStatus.WRONG_ARGUMENTS, "there is no result of " + lab + " yet")
        .action("./jbang labs/" + lab + SCRIPT, "makes one");
  }
}
