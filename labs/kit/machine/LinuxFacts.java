package kit.machine;

import static kit.machine.MachineFacts.UNKNOWN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Facts from `/proc`, `/sys` and `/etc`, in a millisecond.
///
/// @param root of the file system, `/` but for tests
record LinuxFacts(Path root) implements FactSource {
  @Override
  public Object cpu() {
    return first("proc/cpuinfo", "model name").<Object>map(name -> name).orElse(UNKNOWN);
  }

  /// Pairs of socket and core: the threads of one core share both.
  @Override
  public Object physicalCores() {
    List<String> sockets = all("proc/cpuinfo", "physical id");
    List<String> cores = all("proc/cpuinfo", "core id");
    if (sockets.isEmpty() || sockets.size() != cores.size()) {
      return UNKNOWN;
    }
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < cores.size(); i++) {
      pairs.add(sockets.get(i) + "/" + cores.get(i));
    }
    return pairs.size();
  }

  /// What the kernel lets this process use: the least of the machine's memory and of the limits of
  /// its control groups, a container's among them.
  @Override
  public Object memoryBytes() {
    return first("proc/meminfo", "MemTotal")
        .map(kib -> Long.parseLong(kib.replace("kB", "").strip()) << 10)
        .<Object>map(bytes -> groupLimits().reduce(bytes, Math::min))
        .orElse(UNKNOWN);
  }

  /// The limits of this process's groups and those above them, of version 1 (`4:memory:/a/b`) and 2
  /// (`0::/a/b`); `max` is none. In a container the groups above its own are out of sight, and its
  /// own may be the root.
  private Stream<Long> groupLimits() {
    List<Path> files = new ArrayList<>();
    for (String line : lines("proc/self/cgroup").toList()) {
      String[] parts = line.split(":", 3);
      boolean second = line.startsWith("0::");
      if (parts.length == 3 && (second || List.of(parts[1].split(",")).contains("memory"))) {
        String mount = second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory";
        String limit = second ? "memory.max" : "memory.limit_in_bytes";
        Path group = Path.of("/").resolve(parts[2]).normalize();
        for (Path at = group; at != null; at = at.getParent()) {
          files.add(Path.of(mount + at).resolve(limit));
        }
      }
    }
    return files.stream()
        .flatMap(file -> lines(file.toString()))
        .filter(text -> text.matches("[1-9]\\d{0,18}"))
        .map(Long::parseLong);
  }

  @Override
  public Object os() {
    return lines("etc/os-release")
        .filter(line -> line.startsWith("PRETTY_NAME="))
        .<Object>map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
        .findFirst()
        .orElse(UNKNOWN);
  }

  @Override
  public Object clockSource() {
    return lines("sys/devices/system/clocksource/clocksource0/current_clocksource")
        .<Object>map(String::strip)
        .findFirst()
        .orElse(UNKNOWN);
  }

  @Override
  public Object governor() {
    return lines("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        .<Object>map(String::strip)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /// Only processors that list their flags, and among them the one that a hypervisor sets, can say.
  @Override
  public Object virtual() {
    return first("proc/cpuinfo", "flags")
        .<Object>map(flags -> List.of(flags.split(" ")).contains("hypervisor"))
        .orElse(UNKNOWN);
  }

  private Optional<String> first(String file, String name) {
    return all(file, name).stream().findFirst();
  }

  private List<String> all(String file, String name) {
    return lines(file)
        .filter(line -> line.startsWith(name) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .toList();
  }

  private Stream<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file)).stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
