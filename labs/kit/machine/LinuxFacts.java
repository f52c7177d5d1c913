package kit.machine;

import static kit.machine.MachineFacts.UNKNOWN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Override
  public Object memoryBytes() {
    return first("proc/meminfo", "MemTotal")
        .<Object>map(kib -> Long.parseLong(kib.replace("kB", "").strip()) << 10)
        .orElse(UNKNOWN);
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
