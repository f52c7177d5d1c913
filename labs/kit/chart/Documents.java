package kit.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kit.result.FigureRow;
import kit.result.Result;

/// Which rows of a result say something about a variant's latency or rate: their documented values
/// and limits are drawn into its curves.
final class Documents {
  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9);
  private static final Pattern PERCENTILE = Pattern.compile("(?:^|_)p(\\d+)(?:_(\\d+))?$");

  private Documents() {}

  /// Documented latencies of a variant.
  static List<FigureRow> latencies(Result result, String variant) {
    return result.figures().stream()
        .filter(row -> row.variant().equals(variant) && row.documented() != null)
        .filter(row -> NANOSECONDS.containsKey(row.unit()) && row.documented().high() > 0)
        .toList();
  }

  /// Rows of a variant that state operations a second.
  static List<FigureRow> rates(Result result, String variant) {
    return result.figures().stream()
        .filter(row -> row.variant().equals(variant) && row.unit().endsWith("/s"))
        .filter(row -> row.better().equals("more"))
        .toList();
  }

  /// The documented value of a latency row in nanoseconds; of a range its upper end.
  static double nanoseconds(FigureRow row) {
    return row.documented().high() * NANOSECONDS.get(row.unit());
  }

  /// Which percentile a metric names: 0.99 for `half_p99`, 0.999 for `p99_9`.
  static OptionalDouble percentile(String metric) {
    Matcher name = PERCENTILE.matcher(metric);
    if (!name.find()) {
      return OptionalDouble.empty();
    }
    String decimals = name.group(2) == null ? "0" : name.group(2);
    double percent = Double.parseDouble(name.group(1) + "." + decimals);
    return percent < 100 ? OptionalDouble.of(percent / 100) : OptionalDouble.empty();
  }

  /// The unit of a variant's rates, or `operations/s` where no row tells it.
  static String rateUnit(Result result, String variant) {
    Optional<String> ofRow = rates(result, variant).stream().map(FigureRow::unit).findFirst();
    return ofRow.orElse("operations/s");
  }
}
