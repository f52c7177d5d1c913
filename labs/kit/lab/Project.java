package kit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.result.ProjectFacts;
import runtime.ProgramRun;

/// The checkout that a lab belongs to: where figures are read and results are kept.
///
/// @param root the folder that holds `jbang-catalog.json`
public record Project(Path root) {
  /// The project's version, as results carry it.
  public static final String VERSION = "0.1.0";

  /// The project around the current folder, or the one that `REMEASURE_HOME` names.
  ///
  /// @throws IllegalStateException if neither leads to one; the message says what to do
  public static Project here() {
    return new Project(runtime.Project.home());
  }

  /// Where the documented figures stand.
  public Path documented() {
    return root.resolve("datasets/documented");
  }

  /// Where your own results go unless you say otherwise.
  public Path results() {
    return runtime.Project.results(root);
  }

  /// Where the results of the reference runs stand.
  public Path reference() {
    return root.resolve("datasets/reference");
  }

  /// Which state of the project this is; `unknown` without git, and where the project's folder is
  /// not the top of a repository: a source archive that was unpacked inside another repository is
  /// not at that one's commit.
  public ProjectFacts facts() {
    if (!git("rev-parse", "--show-toplevel").map(Path::of).filter(this::isRoot).isPresent()) {
      return new ProjectFacts(VERSION, "unknown", false);
    }
    String commit = git("rev-parse", "--short=12", "HEAD").orElse("unknown");
    boolean dirty =
        git("status", "--porcelain", "--untracked-files=no").map(s -> !s.isEmpty()).orElse(false);
    return new ProjectFacts(VERSION, commit, dirty);
  }

  private boolean isRoot(Path top) {
    try {
      return Files.isSameFile(top, root);
    } catch (IOException e) {
      return false;
    }
  }

  /// What git answers when it is asked about this project; nothing if it fails.
  Optional<String> git(String... arguments) {
    return git(Map.of(), arguments);
  }

  /// The same with another file as the index.
  Optional<String> gitWithIndex(String index, String... arguments) {
    return git(Map.of("GIT_INDEX_FILE", index), arguments);
  }

  private Optional<String> git(Map<String, String> variables, String... arguments) {
    try {
      ProcessBuilder git = new ProcessBuilder("git", "-C", root.toString());
      git.command().addAll(List.of(arguments));
      // GIT_DIR and its like name another repository than the one that is asked about
      git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
      git.environment().putAll(variables);
      return Optional.of(ProgramRun.output("git", git).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
