package kit.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.result.Limit;

/// What a gauge found in each of its repeats, for one limit.
final class Repeats {
  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  void forget() {
    values.clear();
  }

  /// Their median, with the least and the greatest.
  Limit limit(String id, String label, String unit, String how) {
    List<Double> sorted = values.stream().sorted().toList();
    return new Limit(
        id,
        label,
        median(sorted),
        unit,
        sorted.getFirst(),
        sorted.getLast(),
        String.format(Locale.ROOT, "%s; median of %d repeats", how, sorted.size()));
  }

  private static double median(List<Double> sorted) {
    int upper = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(upper)
        : (sorted.get(upper - 1) + sorted.get(upper)) / 2;
  }
}
