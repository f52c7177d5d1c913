package kit.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runtime.Project;

/// The documents themselves, which are no part of the project: beside its checkout, beside the
/// checkout that a linked worktree belongs to, or where `REMEASURE_DOCUMENTS` says.
final class SourceDocuments {
  /// The figures as committed.
  static final Path FIGURES = Project.home().resolve(DocumentedFigures.FOLDER);

  /// A number is digits with grouping commas and points that do not go on a word: `p99` and
  /// `v0.9.0` are names, `#333` is a colour.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.#])(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)*");

  private SourceDocuments() {}

  /// The numbers of a text as digits, without grouping commas, in order.
  static List<String> numbers(String text) {
    List<String> numbers = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    while (number.find()) {
      numbers.add(number.group().replace(",", ""));
    }
    return numbers;
  }

  /// The folder of the documents, where there is one.
  static Optional<Path> folder() throws IOException {
    String told = System.getenv("REMEASURE_DOCUMENTS");
    if (told != null) {
      return Optional.of(Path.of(told));
    }
    return Stream.of(Project.home(), mainCheckout())
        .map(root -> root.resolveSibling("shared").resolve("documents"))
        .filter(Files::isDirectory)
        .findFirst();
  }

  static List<String> lines(Path folder, String document) throws IOException {
    return Files.readAllLines(folder.resolve(document + ".txt"));
  }

  /// The nearest heading on or above each line, with nothing but its ASCII letters.
  static List<String> sections(List<String> lines) {
    List<String> sections = new ArrayList<>();
    String section = "";
    boolean code = false;
    for (String line : lines) {
      code ^= line.startsWith("```");
      if (!code && line.startsWith("#")) {
        section =
            line.replaceFirst("#+", "")
                .replaceAll("\\P{ASCII}", "")
                .replaceAll("\\s+", " ")
                .strip();
      }
      sections.add(section);
    }
    return sections;
  }

  /// In a linked worktree `.git` is a file that names a folder inside the main checkout's `.git`.
  private static Path mainCheckout() throws IOException {
    Path git = Project.home().resolve(".git");
    if (!Files.isRegularFile(git)) {
      return Project.home();
    }
    Path inside = Path.of(Files.readString(git).replaceFirst("gitdir: ", "").strip());
    return inside.getParent().getParent().getParent();
  }
}
