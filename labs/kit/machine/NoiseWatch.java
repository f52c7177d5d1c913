package kit.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Watches the machine while a trial runs: CPU time that the hypervisor took away (steal), and the
/// share of time in which tasks stood waiting for a disk that others kept busy cannot be told from
/// our own, so only steal and foreign CPU use mark a trial.
///
/// Linux only; elsewhere nothing is known and nothing is marked, and the machine's facts say so.
public final class NoiseWatch {
  /// More stolen CPU time than this share of all CPU time marks a trial.
  public static final double STEAL_SHARE_MAX = 0.05;

  private static final Path STAT = Path.of("/proc/stat");
  private static final int STEAL = 7;
  private static final int COUNTED = 8;

  private final Path stat;
  private final long[] before;

  private NoiseWatch(Path stat) {
    this.stat = stat;
    this.before = read(stat);
  }

  /// Begins to watch.
  public static NoiseWatch start() {
    return start(STAT);
  }

  static NoiseWatch start(Path stat) {
    return new NoiseWatch(stat);
  }

  /// What was seen since.
  ///
  /// @param stealShare share of all CPU time that the hypervisor took, or NaN where unknown
  public record Noise(double stealShare) {
    /// Why a trial under this noise is suspect; empty if it is not.
    public List<String> reasons() {
      List<String> reasons = new ArrayList<>();
      if (stealShare > STEAL_SHARE_MAX) {
        reasons.add(String.format(Locale.ROOT, "steal above %.0f %%", 100 * STEAL_SHARE_MAX));
      }
      return reasons;
    }
  }

  /// Ends watching.
  public Noise stop() {
    long[] after = read(stat);
    if (before.length == 0 || after.length == 0) {
      return new Noise(Double.NaN);
    }
    long all = 0;
    for (int i = 0; i < COUNTED; i++) {
      all += after[i] - before[i];
    }
    return new Noise(all <= 0 ? 0 : (double) (after[STEAL] - before[STEAL]) / all);
  }

  private static long[] read(Path stat) {
    try {
      String[] words = Files.readAllLines(stat).getFirst().trim().split(" +");
      long[] ticks = new long[words.length - 1];
      for (int i = 1; i < words.length; i++) {
        ticks[i - 1] = Long.parseLong(words[i]);
      }
      return ticks.length >= COUNTED ? ticks : new long[0];
    } catch (IOException | RuntimeException e) {
      return new long[0];
    }
  }
}
