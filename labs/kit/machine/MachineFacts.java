package kit.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What a reader must know of the machine behind a number. What cannot be found out is `unknown`,
/// never guessed; names of hosts and users, and paths, are left out.
public final class MachineFacts {
  /// Stands for what cannot be found out.
  public static final String UNKNOWN = "unknown";

  /// A value that begins with a folder of this machine.
  private static final Pattern PLACE = Pattern.compile("([=:])([/~]|[A-Za-z]:[/\\\\]).*");

  private MachineFacts() {}

  /// The facts by name, in the words of the result file.
  ///
  /// @param work the folder whose disk the systems write to; it need not be there yet
  public static Map<String, Object> read(Path work) {
    Path root = Path.of("/");
    boolean linux = Files.exists(root.resolve("proc/cpuinfo"));
    return read(work, linux ? new LinuxFacts(root) : new OshiFacts());
  }

  static Map<String, Object> read(Path work, FactSource source) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpu", source.cpu());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("physical_cores", source.physicalCores());
    facts.put("memory_bytes", source.memoryBytes());
    facts.put("os", source.os());
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("arch", System.getProperty("os.arch"));
    facts.put("jdk", System.getProperty("java.runtime.version"));
    facts.put("jdk_vendor", System.getProperty("java.vendor"));
    facts.put("jvm_flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    facts.put("file_system", fileSystem(work));
    facts.put("clock_source", source.clockSource());
    facts.put("governor", source.governor());
    facts.put("virtual", source.virtual());
    facts.put("load_before", load());
    return facts;
  }

  /// The flags of this JVM. Where one names a place of this machine, only its own name is kept.
  static List<String> flags(List<String> given) {
    return given.stream().map(flag -> PLACE.matcher(flag).replaceFirst("$1<path>")).toList();
  }

  private static String fileSystem(Path work) {
    try {
      Path there = work.toAbsolutePath();
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      return there == null ? UNKNOWN : Files.getFileStore(there).type();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static Object load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? UNKNOWN : load;
  }
}
