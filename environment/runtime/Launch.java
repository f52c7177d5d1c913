package runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What to start: a main class on this JVM's own class path, or on that of another build, so that a
/// process and a container run the same jars under the same flags.
///
/// Arguments may hold `{data}` (the folder for what must survive a restart), `{host}` (the
/// address to bind), `{port}` (0 lets the system choose), `{published}` (below) and `{file:NAME}`
/// (one of [#files]). The runtime puts in what is right where the system will run. The system
/// prints `listening on <host>:<port>` on standard output once it serves.
///
/// A system that tells its clients where they reach it, as a Kafka broker does, has to know that.
/// `{published}` is that address, `HOST:PORT`, where clients reach it at another one than its own,
/// and empty where they reach it at its own.
///
/// ```java
/// Launch.of("sequencer", "sequencer.Server")
///     .arguments("--data", "{data}", "--host", "{host}", "--port", "{port}")
///     .nativeAccess();
/// ```
///
/// @param name lower-case letters, digits and dashes; it names logs and images
/// @param mainClass binary name of a class with a static `main(String[])`
/// @param arguments what `main` gets, placeholders not yet filled in
/// @param jvmFlags flags of the system's JVM, the same in both runtimes; memory is not set here
/// @param memoryBytes what the system may use in all: half of it becomes the heap, a quarter
///     direct buffers, the rest is left for code, threads and native libraries. A container
///     enforces it.
/// @param port the port that a client outside will use, 0 for any free one
/// @param files what the system needs beside its class path, such as a program in another
///     language; a container gets copies
/// @param classPath of the system's JVM, absolute, the project's own code first; empty for this
///     JVM's own
/// @param protocol of its port
public record Launch(
    String name,
    String mainClass,
    List<String> arguments,
    List<String> jvmFlags,
    long memoryBytes,
    int port,
    Map<String, Path> files,
    List<Path> classPath,
    Protocol protocol) {

  /// What clients of a system speak to its port.
  public enum Protocol {
    TCP,
    UDP
  }

  /// Enough for every system of this project at its defaults.
  public static final long MEMORY_BYTES = 512L << 20;

  /// The property that names an archive of loaded classes, with which brief systems start faster.
  public static final String ARCHIVE = "remeasure.archive";

  private static final long MEMORY_BYTES_MIN = 64L << 20;
  private static final List<String> FLAGS_OF_MEMORY =
      List.of("-Xmx", "-Xms", "-XX:MaxDirectMemorySize", "-XX:MaxRAM");

  public Launch {
    arguments = List.copyOf(arguments);
    jvmFlags = List.copyOf(jvmFlags);
    files = Map.copyOf(files);
    classPath = List.copyOf(classPath);
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a launch is named by lower-case letters, digits and dashes, not '" + name + "'");
    }
    if (mainClass.isBlank()) {
      throw new IllegalArgumentException("launch '" + name + "' names no main class");
    }
    if (memoryBytes < MEMORY_BYTES_MIN) {
      throw new IllegalArgumentException(
          "a system needs at least %s bytes of memory, launch '%s' gives it %s"
              .formatted(MEMORY_BYTES_MIN, name, memoryBytes));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "a port lies between 0 (any free one) and 65535, launch '%s' asks for %s"
              .formatted(name, port));
    }
    for (String file : files.keySet()) {
      if (!file.matches("[A-Za-z0-9][A-Za-z0-9._+-]*")) {
        throw new IllegalArgumentException(
            "a file of launch '%s' has a plain name, not '%s'".formatted(name, file));
      }
    }
    for (String flag : jvmFlags) {
      refuseFlag(name, flag);
    }
  }

  /// A launch with no arguments, no flags, [#MEMORY_BYTES] and any free port.
  public static Launch of(String name, String mainClass) {
    return new Launch(
        name, mainClass, List.of(), List.of(), MEMORY_BYTES, 0, Map.of(), List.of(), Protocol.TCP);
  }

  /// The same launch with these arguments for `main`.
  public Launch arguments(String... arguments) {
    return new Launch(
        name,
        mainClass,
        List.of(arguments),
        jvmFlags,
        memoryBytes,
        port,
        files,
        classPath,
        protocol);
  }

  /// The same launch with more arguments behind those that it has.
  public Launch and(String... more) {
    return arguments(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /// The same launch of code that calls native libraries and, as Netty does, reaches for Unsafe.
  public Launch nativeAccess() {
    return jvmFlags("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  /// The same launch with these flags for its JVM.
  public Launch jvmFlags(String... flags) {
    return new Launch(
        name, mainClass, arguments, List.of(flags), memoryBytes, port, files, classPath, protocol);
  }

  /// The same launch of a life of seconds, over before the JVM's second compiler has earned its
  /// keep, with the archive of classes that [#ARCHIVE] names.
  public Launch brief() {
    List<String> flags = new ArrayList<>(jvmFlags);
    flags.add("-XX:TieredStopAtLevel=1");
    String archive = System.getProperty(ARCHIVE);
    if (archive != null) {
      // An archive that does not fit in every respect is used as far as it does, without a word.
      flags.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-Xlog:aot*=off"));
    }
    return jvmFlags(flags.toArray(String[]::new));
  }

  /// The same launch with another limit of memory.
  public Launch memoryBytes(long bytes) {
    return new Launch(
        name, mainClass, arguments, jvmFlags, bytes, port, files, classPath, protocol);
  }

  /// The same launch on a port that the caller names.
  public Launch port(int port) {
    return new Launch(
        name, mainClass, arguments, jvmFlags, memoryBytes, port, files, classPath, protocol);
  }

  /// The same launch with one more file, which its arguments call `{file:NAME}`.
  public Launch file(String fileName, Path file) {
    Map<String, Path> more = new LinkedHashMap<>(files);
    more.put(fileName, file);
    return new Launch(
        name, mainClass, arguments, jvmFlags, memoryBytes, port, more, classPath, protocol);
  }

  /// The same launch of another build.
  public Launch classPath(List<Path> entries) {
    return new Launch(
        name, mainClass, arguments, jvmFlags, memoryBytes, port, files, entries, protocol);
  }

  /// The same launch of a system whose port is one of this protocol.
  public Launch protocol(Protocol spoken) {
    return new Launch(
        name, mainClass, arguments, jvmFlags, memoryBytes, port, files, classPath, spoken);
  }

  private static void refuseFlag(String name, String flag) {
    if (!flag.startsWith("-")) {
      throw new IllegalArgumentException(
          "a JVM flag starts with '-', launch '" + name + "' has '" + flag + "'");
    }
    if (FLAGS_OF_MEMORY.stream().anyMatch(flag::startsWith)) {
      throw new IllegalArgumentException(
          "memory is set by memoryBytes alone, so that both runtimes agree; take '%s' out of launch '%s'"
              .formatted(flag, name));
    }
  }
}
