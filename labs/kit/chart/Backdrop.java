package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.Reach;
import kit.result.Result;

/// What stands behind the curves of one variant: the latencies and rates that a document states for
/// it, and the limits that its rate is held against.
///
/// @param variant whose rows count
record Backdrop(Result result, String variant) {
  private static final Map<String, Double> NANOSECONDS =
      Map.of("ns", 1.0, "us", 1e3, "µs", 1e3, "ms", 1e6, "s", 1e9);
  private static final Pattern PERCENTILE = Pattern.compile("(?:^|_)p(\\d+)(?:_(\\d+))?$");

  /// Where the sign of an upright line stands, from foot to head of the plot.
  private static final double UPRIGHT_HEAD = 0.95;

  private static final double LEVEL_START = 0.03;

  private Stream<FigureRow> rows() {
    return result.figures().stream().filter(row -> row.variant().equals(variant));
  }

  private static boolean documented(FigureRow row) {
    return row.documented() != null
        && row.documented().high() > 0
        && Double.isFinite(row.documented().high());
  }

  /// Rows with a documented latency.
  List<FigureRow> latencies() {
    return rows().filter(row -> documented(row) && NANOSECONDS.containsKey(row.unit())).toList();
  }

  /// Rows of operations a second, documented or not.
  List<FigureRow> rates() {
    return rows().filter(row -> row.unit().endsWith("/s") && row.better().equals("more")).toList();
  }

  private List<FigureRow> documentedRates() {
    return rates().stream().filter(Backdrop::documented).toList();
  }

  /// Whether a document states anything that is drawn here.
  boolean documented() {
    return !latencies().isEmpty() || !documentedRates().isEmpty();
  }

  /// The unit of the variant's rates, or `operations/s` where no row tells it.
  String rateUnit() {
    return rates().stream().map(FigureRow::unit).findFirst().orElse("operations/s");
  }

  /// The least limit of the variant's rate, in its unit.
  OptionalDouble limit() {
    return limits().mapToDouble(row -> FiguresChart.limit(result, row)).min();
  }

  /// How much of the least limit such a rate is, as the end of a sentence; nothing where there is
  /// no limit that holds and whose repeats agree, or where this rate exceeds it.
  String reached(double rate) {
    return limits()
        .flatMap(row -> Reach.of(result, row).stream())
        .min(Comparator.comparingDouble(Reach::bound))
        .filter(reach -> reach.quotable() && rate <= reach.bound())
        .map(reach -> ", " + Numbers.percent(rate / reach.bound()) + " " + reach.base())
        .orElse("");
  }

  private Stream<FigureRow> limits() {
    return rates().stream().filter(row -> FiguresChart.limit(result, row) != null);
  }

  /// Documented latencies in nanoseconds, for an axis that must reach them.
  DoubleStream latencyValues() {
    return latencies().stream().mapToDouble(Backdrop::nanoseconds);
  }

  /// Documented rates and limits, for an axis that must reach them.
  DoubleStream rateValues() {
    return DoubleStream.concat(
        documentedRates().stream().mapToDouble(row -> row.documented().high()),
        limits().mapToDouble(row -> FiguresChart.limit(result, row)));
  }

  /// Documented latencies across a plot with latency upwards.
  List<CurvesPanel.Reference> latencyLevels() {
    return latencies().stream().map(row -> latencyLevel(row, LEVEL_START)).toList();
  }

  /// A documented latency across a plot.
  ///
  /// @param place of its sign along the line, from 0 to 1
  static CurvesPanel.Reference latencyLevel(FigureRow row, double place) {
    String text = row.documented().text() + " " + row.unit();
    return new CurvesPanel.Reference(
        Sign.DOCUMENTED, false, nanoseconds(row), place, text, "documented");
  }

  /// Documented rates and limits across a plot.
  ///
  /// @param upright whether the rate stands on the x axis
  List<CurvesPanel.Reference> rateReferences(boolean upright) {
    List<CurvesPanel.Reference> references = new ArrayList<>();
    for (FigureRow row : documentedRates()) {
      references.add(
          new CurvesPanel.Reference(
              Sign.DOCUMENTED,
              upright,
              row.documented().high(),
              upright ? UPRIGHT_HEAD : LEVEL_START,
              row.documented().text(),
              "documented"));
    }
    limits()
        .forEach(
            row -> {
              double limit = FiguresChart.limit(result, row);
              String text = "limit " + Numbers.compact(limit);
              references.add(
                  new CurvesPanel.Reference(Sign.LIMIT, upright, limit, 0, text, limitName(row)));
            });
    return references;
  }

  private String limitName(FigureRow row) {
    return Optional.ofNullable(row.limit()).flatMap(result::limit).map(Limit::label).orElse("");
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
}
