package tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/// A further system, small and whole: the files below `tools/skeleton`, each where it will stand,
/// with the system's name for the word `skeleton`.
public final class Skeleton {
  private static final String FOLDER = "tools/skeleton";
  private static final String WORD = "skeleton";

  /// Names that begin the packages of libraries, and what no file may be called on Windows.
  private static final Set<String> RESERVED =
      Set.of(
          "aux", "com", "con", "de", "fr", "io", "java", "javax", "jdk", "net", "nul", "org",
          "oshi", "picocli", "prn", "sun");

  private final Path home;
  private final String name;

  /// @param home the project's root
  /// @throws IllegalArgumentException if nothing may be called so, with a sentence that says why
  public Skeleton(Path home, String name) throws IOException {
    this.home = home;
    this.name = name;
    if (!name.matches("[a-z]{2,20}")) {
      throw new IllegalArgumentException(
          "a system is called by one word of 2 to 20 small letters (a-z), not '%s'"
              .formatted(name));
    }
    if (SourceVersion.isKeyword(name) || RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "no system can be called '%s': it is a word of Java, of a library or of Windows"
              .formatted(name));
    }
    List<Path> taken = new ArrayList<>(List.of(home.resolve("tools/" + name + ".java")));
    for (String folder : List.of("", "environment", "labs", "tests")) {
      taken.add(home.resolve(folder).resolve(name));
    }
    try (Stream<Path> labs = Files.list(home.resolve("labs"))) {
      labs.filter(lab -> lab.getFileName().toString().startsWith(name + "-")).forEach(taken::add);
    }
    taken.addAll(files().keySet());
    for (Path file : taken) {
      if (Files.exists(file)) {
        throw new IllegalArgumentException(
            "the name '%s' is taken: there is %s".formatted(name, home.relativize(file)));
      }
    }
  }

  /// Writes the files, or none of them.
  ///
  /// @return where they are
  public List<Path> write() throws IOException {
    Map<Path, String> files = files();
    List<Path> made = new ArrayList<>();
    try {
      for (Map.Entry<Path, String> file : files.entrySet()) {
        makeFolder(file.getKey().getParent(), made);
        made.add(file.getKey());
        Files.writeString(file.getKey(), file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      for (Path each : made.reversed()) {
        Files.deleteIfExists(each);
      }
      throw e;
    }
    return List.copyOf(files.keySet());
  }

  private static void makeFolder(Path folder, List<Path> made) throws IOException {
    if (Files.exists(folder)) return;
    makeFolder(folder.getParent(), made);
    Files.createDirectory(folder);
    made.add(folder);
  }

  private Map<Path, String> files() throws IOException {
    Path folder = home.resolve(FOLDER);
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String place = folder.relativize(file).toString().replaceFirst("\\.txt$", "");
        files.put(home.resolve(named(place)), named(Files.readString(file)));
      }
    }
    return files;
  }

  private String named(String text) {
    return text.replace(WORD, name).replace(capital(WORD), capital(name));
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
