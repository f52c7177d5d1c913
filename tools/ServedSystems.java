package tools;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runtime.Served;

/// The systems that can be served: every [Served] that was compiled with a program.
public final class ServedSystems {
  private static final Pattern FILE = Pattern.compile("([a-z]+)/(Served([A-Z]\\w*))\\.class");

  private ServedSystems() {}

  /// Those compiled with this program, by their names.
  ///
  /// @param program its main class
  public static SortedMap<String, Served> with(Class<?> program) {
    try {
      Path code = Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        return in(code);
      }
      try (FileSystem jar = FileSystems.newFileSystem(code)) {
        return in(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException | ReflectiveOperationException e) {
      throw new IllegalStateException("the systems to serve cannot be looked up", e);
    }
  }

  private static SortedMap<String, Served> in(Path classes)
      throws IOException, ReflectiveOperationException {
    SortedMap<String, Served> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes, 2)) {
      for (Path file : files.toList()) {
        Matcher name = FILE.matcher(classes.relativize(file).toString().replace('\\', '/'));
        if (name.matches()) {
          Class<?> type = Class.forName(name.group(1) + "." + name.group(2));
          if (Served.class.isAssignableFrom(type)) {
            Served system = (Served) type.getConstructor().newInstance();
            found.put(name.group(3).toLowerCase(Locale.ROOT), system);
          }
        }
      }
    }
    return found;
  }
}
