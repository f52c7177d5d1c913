package runtime;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The class path of this JVM, which every system it starts gets as well unless its launch names
/// another one.
///
/// @param entries absolute; JBang puts the script's own jar first and what it depends on after it
record ClassPath(List<Path> entries) {

  ClassPath {
    entries = List.copyOf(entries);
  }

  static ClassPath of(Launch launch) {
    return launch.classPath().isEmpty() ? ofThisJvm() : new ClassPath(launch.classPath());
  }

  static ClassPath ofThisJvm() {
    return new ClassPath(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList());
  }

  /// As `-cp` takes it.
  String joined() {
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
