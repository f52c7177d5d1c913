package kit.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// For how long this process has been running, by the kernel's own account.
///
/// A launcher that steps aside for Java with `exec` leaves its process to it, and with it the time
/// of its start. What a user waited for the launcher, for JBang and for the start of the JVM is
/// therefore all in here, without a word between them.
public final class ProcessAge {
  /// Fields of `self/stat` behind the name, see proc_pid_stat(5): the start, in ticks since boot.
  private static final int START = 19;

  private static final double TICKS_A_SECOND = 100;

  private ProcessAge() {}

  /// Seconds since the process began, to a hundredth; without a `/proc`, since its JVM began.
  public static double seconds() {
    return seconds(Path.of("/proc"));
  }

  static double seconds(Path proc) {
    try {
      String stat = Files.readString(proc.resolve("self/stat"));
      String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START];
      String uptime = Files.readString(proc.resolve("uptime"));
      return Double.parseDouble(uptime.split(" ")[0]) - Long.parseLong(start) / TICKS_A_SECOND;
    } catch (IOException e) {
      return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    }
  }
}
