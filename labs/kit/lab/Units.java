package kit.lab;

import java.util.Map;
import java.util.Set;

/// Brings a value into another unit, such as a documented one into that of the row that answers it,
/// and refuses to when the two are not of one kind.
public final class Units {
  private static final Map<String, Double> SECONDS =
      Map.of("s", 1.0, "ms", 1e-3, "us", 1e-6, "µs", 1e-6, "ns", 1e-9, "min", 60.0);
  private static final Map<String, Double> BYTES =
      Map.ofEntries(
          Map.entry("B", 1.0),
          Map.entry("kB", 1e3),
          Map.entry("KB", 1e3),
          Map.entry("MB", 1e6),
          Map.entry("GB", 1e9),
          Map.entry("KiB", 0x1p10),
          Map.entry("MiB", 0x1p20),
          Map.entry("GiB", 0x1p30),
          Map.entry("bit", 1 / 8.0),
          Map.entry("kbit", 1e3 / 8),
          Map.entry("Mbit", 1e6 / 8),
          Map.entry("Gbit", 1e9 / 8));
  private static final Set<String> PER_SECOND = Set.of("TPS", "RPS", "PPS", "tx/s", "Hz", "1/s");

  private Units() {}

  /// By how much a value in `from` is multiplied to stand in `to`.
  ///
  /// @throws IllegalArgumentException if they measure different things
  public static double scale(String from, String to) {
    if (from.equals(to) || perSecond(from) && perSecond(to)) {
      return 1;
    }
    if (SECONDS.containsKey(from) && SECONDS.containsKey(to)) {
      return SECONDS.get(from) / SECONDS.get(to);
    }
    if (BYTES.containsKey(from) && BYTES.containsKey(to)) {
      return BYTES.get(from) / BYTES.get(to);
    }
    if (from.endsWith("/s") && to.endsWith("/s") && !perSecond(from) && !perSecond(to)) {
      return scale(head(from), head(to));
    }
    throw new IllegalArgumentException(
        "a figure in \"" + from + "\" cannot be compared with a row in \"" + to + "\"");
  }

  private static boolean perSecond(String unit) {
    return PER_SECOND.contains(unit) || unit.endsWith("/s") && !BYTES.containsKey(head(unit));
  }

  private static String head(String unit) {
    return unit.substring(0, unit.length() - 2);
  }
}
