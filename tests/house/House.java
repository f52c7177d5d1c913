package house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import runtime.Project;

/// The project as its rules see it: the files that are tracked, or about to be, with their text. A
/// test can make up a house of a few files and break a rule in it.
final class House {
  private static final List<String> TEXT =
      List.of("java", "md", "json", "csv", "sh", "cmd", "ipynb", "py", "svg", "txt", "html", "css");

  private final SortedMap<String, String> texts;
  private final SortedSet<String> paths;
  private List<JavaFile> java;

  private House(SortedMap<String, String> texts, SortedSet<String> paths) {
    this.texts = Collections.unmodifiableSortedMap(texts);
    this.paths = Collections.unmodifiableSortedSet(paths);
  }

  /// A house made up of paths and texts in turn.
  static House of(String... pathsAndTexts) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2)
      texts.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    return new House(texts, new TreeSet<>(texts.keySet()));
  }

  /// A copy of this project in another place.
  static House at(Path home) {
    return read(home);
  }

  /// This project, read once.
  static House project() {
    return Lazy.PROJECT;
  }

  private static final class Lazy {
    private static final House PROJECT = read(Project.home());
  }

  private static House read(Path home) {
    try {
      SortedSet<String> paths =
          new TreeSet<>(Files.exists(home.resolve(".git")) ? tracked(home) : walk(home));
      SortedMap<String, String> texts = new TreeMap<>();
      for (String path : paths) {
        textOf(home.resolve(path)).ifPresent(text -> texts.put(path, text));
      }
      return new House(texts, paths);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> tracked(Path home) throws IOException {
    Process git =
        new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String listed = new String(git.getInputStream().readAllBytes());
    return Stream.of(listed.split("\0"))
        .filter(path -> Files.isRegularFile(home.resolve(path)))
        .toList();
  }

  /// Without git, in an unpacked archive say, all files but those in folders that git would ignore.
  private static List<String> walk(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> home.relativize(file).toString().replace('\\', '/'))
          .filter(
              path -> !path.matches("(\\.jbang|\\.work|report|datasets/results)/.*|.*/\\.venv/.*"))
          .toList();
    }
  }

  private static Optional<String> textOf(Path file) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (!TEXT.contains(ending) && name.contains(".") && !name.startsWith("."))
      return Optional.empty();
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// Every text file by its path from the root, with `/` between folders.
  SortedMap<String, String> texts() {
    return texts;
  }

  /// The text of a file, or nothing when there is none.
  Optional<String> text(String path) {
    return Optional.ofNullable(texts.get(path));
  }

  /// Every file by its path from the root.
  SortedSet<String> paths() {
    return paths;
  }

  /// Whether there is a file or folder of that path.
  boolean has(String path) {
    if (paths.contains(path)) return true;
    String folder = path.endsWith("/") ? path : path + "/";
    SortedSet<String> from = paths.tailSet(folder);
    return !from.isEmpty() && from.first().startsWith(folder);
  }

  /// Every Java file, parsed.
  List<JavaFile> java() {
    if (java == null) java = JavaFile.parse(texts);
    return java;
  }

  /// Every Java file that is no test.
  List<JavaFile> mainJava() {
    return java().stream().filter(file -> !file.isTest()).toList();
  }
}
