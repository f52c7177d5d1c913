package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What Linux says of a process in `/proc`. Elsewhere nothing is known.
final class ProcessFacts {

  private ProcessFacts() {}

  /// CPU time that a process has used so far, with the children that it has now; empty where
  /// nothing tells, and after its end.
  static OptionalLong cpuNs(ProcessHandle process) {
    return process.info().totalCpuDuration().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(cpuNs(Stream.concat(Stream.of(process), process.descendants())));
  }

  /// CPU time that these have used so far.
  static long cpuNs(Stream<ProcessHandle> processes) {
    return processes
        .mapToLong(each -> each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }

  /// Resident memory of a process, from the line `VmRSS: <n> kB` of its status.
  static OptionalLong residentBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          String kib = line.replaceAll("\\D", "");
          return OptionalLong.of(Long.parseLong(kib) << 10);
        }
      }
    } catch (IOException e) {
      // no /proc here, or the process is gone
    }
    return OptionalLong.empty();
  }
}
