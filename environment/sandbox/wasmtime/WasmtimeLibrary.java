package sandbox.wasmtime;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import peers.PythonPackages;
import runtime.Project;

/// Where Wasmtime's functions are found.
///
/// - The file that `WASMTIME_LIBRARY` names: a shared library of Wasmtime with its C API.
/// - Else the one in the package that pip brings, at the version and with the hashes that
///   `requirements.txt` beside this file names.
///
/// A library of another version may have other structures under the same names, so the first engine
/// looks at the version ([WasmtimeEngine]).
public final class WasmtimeLibrary {
  /// The version whose structures [Wasmtime] knows.
  public static final String VERSION = "50.0.1";

  static final String VARIABLE = "WASMTIME_LIBRARY";

  /// Of the functions that are called, the one that came last.
  private static final String YOUNGEST = "wasmtime_pooling_allocation_config_new";

  private static final String FOLDER = "environment/sandbox/wasmtime";
  private static final int DEPTH = 6;
  private static final Set<String> NAMES =
      Set.of("_libwasmtime.so", "_libwasmtime.dylib", "_wasmtime.dll");

  private static SymbolLookup library;
  private static Path used;

  private WasmtimeLibrary() {}

  /// What this machine lacks to have it, as a sentence; empty if it lacks nothing.
  public static Optional<String> absence() {
    return absence(own(System.getenv()));
  }

  static Optional<String> absence(Optional<Path> own) {
    return own.isEmpty()
        ? packages().absence()
        : own.filter(file -> !Files.isRegularFile(file))
            .map(
                file ->
                    "%s names %s, and there is no such file; unset it, and pip brings one"
                        .formatted(VARIABLE, file));
  }

  /// The library's file, which is brought first if it is not there.
  ///
  /// @throws IOException if it cannot be brought; the message says what is missing
  public static Path file() throws IOException {
    Optional<Path> own = own(System.getenv());
    Optional<String> absence = absence(own);
    if (absence.isPresent()) {
      throw new IOException(absence.get());
    }
    if (own.isPresent()) {
      return own.get();
    }
    packages().install();
    return in(packages().python().getParent().getParent());
  }

  /// The library of an environment that pip filled.
  static Path in(Path environment) throws IOException {
    try (Stream<Path> files =
        Files.find(
            environment,
            DEPTH,
            (path, about) ->
                about.isRegularFile() && NAMES.contains(path.getFileName().toString()))) {
      return files
          .findFirst()
          .orElseThrow(
              () ->
                  new IOException(
                      "the package wasmtime %s holds no library for this machine; %s may name one"
                          .formatted(VERSION, VARIABLE)));
    }
  }

  static Optional<Path> own(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(name -> !name.isBlank())
        .map(Path::of);
  }

  /// The packages of which it is one; none of them is used if the variable names a file.
  public static PythonPackages packages() {
    return PythonPackages.of(Project.home().resolve(FOLDER));
  }

  /// Loads this file; it stays loaded, and a process has one.
  ///
  /// @throws UnsupportedOperationException if that is no library with Wasmtime's functions
  /// @throws IllegalStateException if another one is loaded
  public static synchronized void use(Path file) {
    if (library != null && !file.equals(used)) {
      throw new IllegalStateException("this process runs Wasmtime from %s".formatted(used));
    }
    if (library == null) {
      library = exported(file);
      used = file;
    }
  }

  static SymbolLookup exported(Path file) {
    try {
      SymbolLookup lookup = SymbolLookup.libraryLookup(file, Arena.global());
      if (lookup.find(YOUNGEST).isEmpty()) {
        throw new UnsupportedOperationException(
            "%s exports no %s; it must be Wasmtime %s with its C API"
                .formatted(file, YOUNGEST, VERSION));
      }
      return lookup;
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperationException(
          "%s cannot be loaded; it must be Wasmtime %s for this machine, with glibc 2.28 or newer"
              .formatted(file, VERSION),
          e);
    }
  }

  /// What was loaded, or else the file of this machine.
  ///
  /// @throws UnsupportedOperationException if there is none
  static synchronized SymbolLookup load() {
    if (library == null) {
      try {
        use(file());
      } catch (IOException e) {
        throw new UnsupportedOperationException(e.getMessage(), e);
      }
    }
    return library;
  }
}
