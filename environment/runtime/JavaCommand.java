package runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The arguments of `java` for a launch, the same in both runtimes but for the places they name.
///
/// @param classPath as the system's JVM will see it
/// @param data where the system keeps what must survive
/// @param temporary where it may leave what need not
/// @param host the address it binds
/// @param port the port it binds, 0 for any
/// @param published where its clients reach it, `HOST:PORT`; empty where that is its own address
/// @param files where it finds the launch's files, by name
record JavaCommand(
    String classPath,
    String data,
    String temporary,
    String host,
    int port,
    String published,
    Map<String, String> files) {

  /// Where a system that has to know its own address wants it.
  static final String PUBLISHED = "{published}";

  /// A killed JVM leaves its shared performance file in the system's temporary folder, and
  /// writing to it can stall a safepoint on a busy disk.
  private static final String NO_PERFORMANCE_FILE = "-XX:-UsePerfData";

  /// Every pause, with its end by the clock of [System#nanoTime], which all programs of a machine
  /// share: so that a slow answer can be told from a pause. On standard error, because the first
  /// lines of standard output are the system's own.
  static final String PAUSES = "-Xlog:safepoint:stderr:tn";

  /// Left alone, a JVM picks its collector and its first heap by the memory it sees: a container
  /// with a small limit would run another JVM than a process on a big machine. Both are therefore
  /// set.
  private static final Predicate<String> CHOOSES_COLLECTOR =
      Pattern.compile("-XX:\\+Use\\w+GC").asMatchPredicate();

  /// Variables that would change the flags of a JVM behind the launch's back.
  static final Set<String> VARIABLES_OF_JAVA =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  /// All arguments of `java` for this launch.
  ///
  /// @throws IllegalArgumentException if one of them calls for a file that the launch does not have
  List<String> of(Launch launch) {
    List<String> command = new ArrayList<>();
    command.add("-Xms" + launch.memoryBytes() / 2);
    command.add("-Xmx" + launch.memoryBytes() / 2);
    command.add("-XX:MaxDirectMemorySize=" + launch.memoryBytes() / 4);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add(NO_PERFORMANCE_FILE);
    command.add(PAUSES);
    if (launch.jvmFlags().stream().noneMatch(CHOOSES_COLLECTOR)) {
      command.add("-XX:+UseG1GC");
    }
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(launch.jvmFlags());
    command.add("-cp");
    command.add(classPath);
    command.add(Leash.class.getName());
    command.add(launch.mainClass());
    for (String argument : launch.arguments()) {
      command.add(filledIn(argument));
    }
    return List.copyOf(command);
  }

  private String filledIn(String argument) {
    String filled =
        argument
            .replace("{data}", data)
            .replace("{host}", host)
            .replace("{port}", Integer.toString(port))
            .replace(PUBLISHED, published);
    for (Map.Entry<String, String> file : files.entrySet()) {
      filled = filled.replace("{file:" + file.getKey() + "}", file.getValue());
    }
    if (filled.contains("{file:")) {
      throw new IllegalArgumentException("the launch has no such file: " + argument);
    }
    return filled;
  }
}
