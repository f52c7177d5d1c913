package tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The `package-info.java` at the root of a module, which lists the module's files for JBang by
/// `//SOURCES`, each package on lines of its own. The list is data that the tree already has, so it
/// is written from it.
public final class HeadFile {
  private static final String SOURCES = "//SOURCES ";
  private static final String INFO = "package-info.java";

  /// `//CARRIES jbang-catalog.json datasets/documented/*.csv`: files, and those below a folder that
  /// end so.
  private static final String CARRIES = "//CARRIES ";

  /// What JBang puts into the jar; see `runtime.Carried`.
  private static final String CARRIED = "//FILES project/";

  /// One less than a line has: the formatter puts a space after `//` for as long as it works.
  private static final int COLUMNS = 99;

  private final Path home;
  private final Path path;
  private final int depth;

  /// @param depth of the folders whose files are its own
  private HeadFile(Path home, Path path, int depth) {
    this.home = home;
    this.path = path;
    this.depth = depth;
  }

  /// The heads of a project: of each folder in `environment`, `labs` and `tools` that has one, and
  /// of what stands in these three themselves.
  ///
  /// @param home the project's root
  public static List<HeadFile> of(Path home) throws IOException {
    List<HeadFile> heads = new ArrayList<>();
    for (String name : List.of("environment", "labs", "tools")) {
      Path root = home.resolve(name);
      try (Stream<Path> files = Files.walk(root, 2)) {
        files
            .filter(file -> file.endsWith(INFO))
            .sorted()
            .map(
                file ->
                    new HeadFile(home, file, file.getParent().equals(root) ? 1 : Integer.MAX_VALUE))
            .forEach(heads::add);
      }
    }
    return heads;
  }

  /// Where the head is.
  public Path path() {
    return path;
  }

  /// What the head is to say: its own text, with the list of the files that are there, and below
  /// each `//CARRIES` the files that it means. Lines that name another module's head (`../`) stay
  /// as they are.
  public String listed() throws IOException {
    List<String> kept = new ArrayList<>();
    int place = -1;
    for (String line : Files.readString(path).split("\n", -1)) {
      boolean own = line.startsWith(SOURCES) && !line.startsWith(SOURCES + "../");
      if (place < 0 && (own || !line.startsWith("// ") && !line.equals("//"))) {
        place = kept.size();
      }
      if (!own && !line.startsWith(CARRIED)) kept.add(line);
      if (line.startsWith(CARRIES)) kept.addAll(carried(line.substring(CARRIES.length())));
    }
    kept.addAll(place, lines(files()));
    return String.join("\n", kept);
  }

  private static List<String> lines(List<String> files) {
    List<String> lines = new ArrayList<>();
    String folder = null;
    for (String file : files) {
      String own = file.substring(0, file.lastIndexOf('/') + 1);
      boolean fits = own.equals(folder) && lines.getLast().length() + file.length() < COLUMNS;
      lines.add(fits ? lines.removeLast() + " " + file : SOURCES + file);
      folder = own;
    }
    return lines;
  }

  /// The module's files relative to the head; scripts, which have no package, are not of them.
  private List<String> files() throws IOException {
    Path folder = path.getParent();
    List<String> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder, depth)) {
      for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.equals(path) || !hasPackage(file)) continue;
        files.add(slashed(folder.relativize(file)));
      }
    }
    files.sort(null);
    return files;
  }

  private List<String> carried(String places) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String place : places.strip().split(" ")) {
      int star = place.indexOf('*');
      Path root = home.resolve(star < 0 ? place : place.substring(0, star));
      String ending = star < 0 ? "" : place.substring(star + 1);
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
          // What a run brings into a folder, a .venv say or npm's, is no part of the project.
          boolean hidden = slashed(root.relativize(file)).matches("(.*/)?(\\.|node_modules/).*");
          if (hidden || !file.toString().endsWith(ending)) continue;
          String folder = slashed(home.relativize(file.resolveSibling(".")).normalize());
          String from = slashed(path.getParent().relativize(file));
          lines.add(CARRIED + (folder.isEmpty() ? "" : folder + "/") + "=" + from);
        }
      }
    }
    return lines;
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static boolean hasPackage(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.anyMatch(line -> line.matches("package [\\w.]+;.*"));
    }
  }
}
