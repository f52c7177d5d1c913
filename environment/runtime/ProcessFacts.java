package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What Linux says of a process in `/proc`. Elsewhere nothing is known.
final class ProcessFacts {

  private ProcessFacts() {}

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
