package kit.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Reads [Counters] from `/proc`.
///
/// @param root `/proc` but for tests
record Proc(Path root) {
  /// Columns of the line `cpu` in `stat`, see proc_stat(5): user, nice, system, idle, iowait, irq,
  /// softirq, steal. The two after them repeat parts of the first two.
  private static final int COLUMNS = 8;

  private static final int USER = 0;
  private static final int NICE = 1;
  private static final int SYSTEM = 2;
  private static final int STEAL = 7;

  /// The kernel shows clock ticks to programs at 100 per second, whatever it uses itself.
  private static final long NS_PER_TICK = 10_000_000;

  /// Reads everything now.
  ///
  /// @param familyTicks what the processes of this run have used
  /// @param cpuNsElsewhere what this run used outside its family
  Counters read(long atNs, long familyTicks, long cpuNsElsewhere) {
    long[] cpu = cpu();
    if (cpu.length < COLUMNS) {
      return counters(atNs, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
    long all = 0;
    for (int column = 0; column < COLUMNS; column++) {
      all += cpu[column];
    }
    long ours = familyTicks + cpuNsElsewhere / NS_PER_TICK;
    long foreign = cpu[USER] + cpu[NICE] + cpu[SYSTEM] - ours;
    return counters(
        atNs, OptionalLong.of(all), OptionalLong.of(cpu[STEAL]), OptionalLong.of(foreign));
  }

  private Counters counters(long atNs, OptionalLong all, OptionalLong steal, OptionalLong foreign) {
    return new Counters(
        atNs,
        all,
        steal,
        foreign,
        pressureUs("cpu", "some"),
        pressureUs("io", "some"),
        pressureUs("memory", "full"));
  }

  private long[] cpu() {
    try {
      String[] words = Files.readAllLines(root.resolve("stat")).getFirst().strip().split(" +");
      long[] ticks = new long[words.length - 1];
      for (int i = 1; i < words.length; i++) {
        ticks[i - 1] = Long.parseLong(words[i]);
      }
      return ticks;
    } catch (IOException e) {
      return new long[0];
    }
  }

  /// The total of a line such as `some avg10=0.00 avg60=0.00 avg300=0.00 total=12345`.
  private OptionalLong pressureUs(String resource, String line) {
    try {
      return Files.readAllLines(root.resolve("pressure").resolve(resource)).stream()
          .filter(text -> text.startsWith(line + " "))
          .mapToLong(text -> Long.parseLong(text.substring(text.lastIndexOf('=') + 1)))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
