package runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The project's data as a script carries it in its own jar, for a start from outside of any
/// checkout: by path, by URL or by a catalogue. It is unpacked once, into the user's cache, under a
/// name that follows from what it holds.
///
/// What travels is named by `//CARRIES` in the modules' heads; `./jbang format` makes the `//FILES`
/// of JBang from it.
final class Carried {
  /// The folder of the jar that holds it, laid out as the project is.
  private static final String FOLDER = "project";

  /// Marks a folder that was unpacked.
  private static final String MARK = "remeasure";

  private static final int NAME_DIGITS = 12;

  private Carried() {}

  /// The unpacked data of this program; nothing if it carries none.
  ///
  /// @throws IllegalStateException if they cannot be unpacked, with what to do
  static Optional<Path> home(Map<String, String> environment) {
    try {
      Path code =
          Path.of(Carried.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        return Optional.empty();
      }
      return unpacked(code, cache(environment));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(
          "what travels with this script cannot be unpacked: %s; set XDG_CACHE_HOME to another folder"
              .formatted(e.getMessage()),
          e);
    }
  }

  /// Whether this is such a folder, and no checkout.
  static boolean is(Path home) {
    return Files.exists(home.resolve(MARK));
  }

  /// Where the caches of this user are.
  static Path cache(Map<String, String> environment) {
    String named =
        environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("LOCALAPPDATA", ""));
    Path folder =
        named.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(named);
    return folder.resolve("remeasure");
  }

  /// Unpacks what a jar carries, unless that was done before.
  static Optional<Path> unpacked(Path jar, Path cache) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Path root = inside.getPath("/", FOLDER);
      if (!Files.exists(root.resolve(Project.MARK))) {
        return Optional.empty();
      }
      List<Path> files;
      try (Stream<Path> all = Files.walk(root)) {
        files = all.filter(Files::isRegularFile).sorted().toList();
      }
      Path home = cache.resolve(name(root, files));
      if (!is(home)) {
        unpack(root, files, home);
      }
      return Optional.of(home);
    }
  }

  private static String name(Path root, List<Path> files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update((root.relativize(file) + "\n").getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// The folder gets its name when it is whole; of two that unpack at once one is thrown away.
  private static void unpack(Path root, List<Path> files, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path half = Files.createTempDirectory(home.getParent(), "unpacking");
    try {
      for (Path file : files) {
        Path copy = half.resolve(root.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
      Files.writeString(half.resolve(MARK), "unpacked from a script; may be deleted\n");
      try {
        Files.move(half, home);
      } catch (IOException e) {
        if (!is(home)) {
          throw e;
        }
      }
    } finally {
      Folders.delete(half);
    }
  }
}
