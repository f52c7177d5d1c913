package runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a native program of this machine is linked to, as `ldd` says it: a container that is to run
/// the program gets them with it, because its image may hold none of them or older ones.
///
/// @param loader the one of the libraries that starts a program with the others from any folder:
///     `LOADER --library-path FOLDER PROGRAM`. Empty for a program that is linked to nothing.
/// @param files all of them, the loader included, each under the name that programs ask for
public record SharedLibraries(Optional<Path> loader, Set<Path> files) {
  /// A line of `ldd`: `libm.so.6 => /lib/libm.so.6 (0x...)`, or for the loader, which is named by
  /// its place, `/lib64/ld-linux.so.2 (0x...)`.
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  public SharedLibraries {
    files = Set.copyOf(files);
  }

  /// Asks `ldd`. Nothing is found where there is no such program, as on a machine that is no Linux,
  /// and for a program that is linked to nothing.
  public static SharedLibraries of(Path program) {
    try {
      return read(ProgramRun.output("ldd", new ProcessBuilder("ldd", program.toString())));
    } catch (IOException e) {
      return new SharedLibraries(Optional.empty(), Set.of());
    }
  }

  static SharedLibraries read(String answer) {
    Optional<Path> loader = Optional.empty();
    Set<Path> files = new TreeSet<>();
    for (String line : answer.lines().toList()) {
      Matcher library = LIBRARY.matcher(line);
      if (library.find()) {
        Path file = Path.of(library.group(1)).normalize();
        files.add(file);
        loader = line.strip().startsWith("/") ? Optional.of(file) : loader;
      }
    }
    return new SharedLibraries(loader, files);
  }
}
