package tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The `package-info.java` at the root of a module, which lists the module's files for JBang, one
/// `//SOURCES` line each. The list is data that the tree already has, so it is written from it.
public final class HeadFile {
  private static final String SOURCES = "//SOURCES ";
  private static final String INFO = "package-info.java";

  private final Path path;

  private HeadFile(Path path) {
    this.path = path;
  }

  /// The heads of a project: of each folder in `environment` and `labs` that has one.
  ///
  /// @param home the project's root
  public static List<HeadFile> of(Path home) throws IOException {
    List<HeadFile> heads = new ArrayList<>();
    for (String root : List.of("environment", "labs")) {
      try (Stream<Path> folders = Files.list(home.resolve(root))) {
        folders
            .map(folder -> folder.resolve(INFO))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(file -> heads.add(new HeadFile(file)));
      }
    }
    return heads;
  }

  /// Where the head is.
  public Path path() {
    return path;
  }

  /// What the head is to say: its own text, with the list of the files that are there. Lines that
  /// name another module's head (`../`) stay as they are.
  public String listed() throws IOException {
    List<String> kept = new ArrayList<>();
    int place = -1;
    for (String line : Files.readString(path).split("\n", -1)) {
      boolean own = line.startsWith(SOURCES) && !line.startsWith(SOURCES + "../");
      if (place < 0 && (own || !line.startsWith("// ") && !line.equals("//"))) {
        place = kept.size();
      }
      if (!own) kept.add(line);
    }
    kept.addAll(place, files().stream().map(SOURCES::concat).toList());
    return String.join("\n", kept);
  }

  /// The module's files relative to the head; scripts, which have no package, are not of them.
  private List<String> files() throws IOException {
    Path folder = path.getParent();
    List<String> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.equals(path) || !hasPackage(file)) continue;
        files.add(folder.relativize(file).toString().replace('\\', '/'));
      }
    }
    files.sort(null);
    return files;
  }

  private static boolean hasPackage(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.anyMatch(line -> line.matches("package [\\w.]+;.*"));
    }
  }
}
