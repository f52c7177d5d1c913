package kit.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.report.BaselineTable;
import kit.result.FigureRow;
import kit.result.Result;
import kit.stats.Change;
import kit.stats.NoiseFloor;
import kit.stats.Ratio;

/// Compares a result with an earlier one, row by row.
///
/// What counts as a change is [Change]'s business, with the usual noise floor. A result of another
/// machine, profile, runtime or protocol is not compared at all.
final class Baseline {
  private static final int TRIALS_MIN = 3;

  /// What came out.
  ///
  /// @param worse whether a row got worse beyond noise
  record Comparison(BaselineTable.Content table, boolean worse) {}

  private Baseline() {}

  static Comparison compare(Result old, Result now) {
    String name = old.started() + ", " + old.runtime().kind();
    Optional<String> difference = difference(old, now);
    if (difference.isPresent()) {
      return new Comparison(
          new BaselineTable.Content(name, List.of(), "no verdict: " + difference.get()), false);
    }
    List<BaselineTable.Line> lines = new ArrayList<>();
    boolean worse = false;
    for (FigureRow row : now.figures()) {
      Optional<FigureRow> before =
          old.figures().stream().filter(known -> known.id().equals(row.id())).findFirst();
      if (before.isPresent() && comparable(before.get(), row)) {
        BaselineTable.Line line = line(before.get(), row, now.seed());
        worse |= line.word().equals("regression");
        lines.add(line);
      }
    }
    return new Comparison(new BaselineTable.Content(name, lines, ""), worse);
  }

  private static boolean comparable(FigureRow old, FigureRow now) {
    return !now.better().equals("none")
        && positive(old.values())
        && positive(now.values())
        && old.unit().equals(now.unit());
  }

  private static boolean positive(List<Double> values) {
    return values.size() >= TRIALS_MIN && values.stream().allMatch(value -> value > 0);
  }

  private static BaselineTable.Line line(FigureRow old, FigureRow now, long seed) {
    Ratio ratio = Ratio.ofMedians(array(now), array(old), seed);
    Change change = Change.of(ratio, NoiseFloor.USUAL);
    return new BaselineTable.Line(
        now.label(),
        ratio.value(),
        ratio.interval().low(),
        ratio.interval().high(),
        change.word(now.better().equals("more")),
        ratio.pValue());
  }

  private static double[] array(FigureRow row) {
    return row.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Optional<String> difference(Result old, Result now) {
    Map<String, String> before = identity(old);
    Map<String, String> after = identity(now);
    return after.keySet().stream()
        .filter(key -> !after.get(key).equals(before.get(key)))
        .findFirst()
        .map(key -> "another " + key + " (" + before.get(key) + ", now " + after.get(key) + ")");
  }

  private static Map<String, String> identity(Result result) {
    return new java.util.TreeMap<>(
        Map.of(
            "machine",
            result.machine().get("cpu")
                + ", "
                + result.machine().get("cores")
                + " cores, "
                + result.machine().get("memory_bytes")
                + " bytes",
            "profile",
            result.profile(),
            "runtime",
            result.runtime().kind(),
            "protocol",
            "version " + result.protocolVersion()));
  }
}
