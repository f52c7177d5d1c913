package kit.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a reader must know of the machine behind a number. What cannot be found out is `unknown`,
/// never guessed; names of hosts and users are left out.
public final class MachineFacts {
  private MachineFacts() {}

  /// The facts by name, in the words of the result file.
  ///
  /// @param work the folder whose disk the systems write to
  public static Map<String, Object> read(Path work) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpu", cpu());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("memory_bytes", memoryBytes());
    facts.put("os", osName());
    facts.put("kernel", System.getProperty("os.version"));
    facts.put("arch", System.getProperty("os.arch"));
    facts.put("jdk", System.getProperty("java.runtime.version"));
    facts.put("jdk_vendor", System.getProperty("java.vendor"));
    facts.put("jvm_flags", jvmFlags());
    facts.put("file_system", fileSystem(work));
    facts.put(
        "clock_source", line("/sys/devices/system/clocksource/clocksource0/current_clocksource"));
    facts.put("governor", line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"));
    facts.put("virtual", virtual());
    facts.put("load_before", load());
    return facts;
  }

  private static String cpu() {
    return fields("/proc/cpuinfo", "model name").findFirst().orElse("unknown");
  }

  private static Object memoryBytes() {
    return fields("/proc/meminfo", "MemTotal")
        .findFirst()
        .<Object>map(text -> Long.parseLong(text.replace("kB", "").strip()) * 1024)
        .orElse("unknown");
  }

  private static Object virtual() {
    String flags = fields("/proc/cpuinfo", "flags").findFirst().orElse("");
    return flags.isEmpty() ? "unknown" : List.of(flags.split(" ")).contains("hypervisor");
  }

  private static String osName() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
      return lines
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring(12).replace("\"", ""))
          .findFirst()
          .orElse(System.getProperty("os.name"));
    } catch (IOException e) {
      return System.getProperty("os.name");
    }
  }

  private static List<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.contains("/"))
        .toList();
  }

  private static String fileSystem(Path work) {
    try {
      Path there = work;
      while (there != null && !Files.exists(there)) {
        there = there.getParent();
      }
      return there == null ? "unknown" : Files.getFileStore(there).type();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Object load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load < 0 ? "unknown" : load;
  }

  private static String line(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static Stream<String> fields(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
