package kit.result;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// One repetition of one variant in a fresh process of the system.
///
/// @param index number among the trials of its variant, from 0
/// @param role system, control or peer
/// @param name the variant
/// @param order number in the run, from 0; the order is random, drawn from the seed
/// @param seconds how long the trial took, start of the system included
/// @param metrics numbers by id, such as `throughput`
/// @param proportions counts out of counts by id, such as `accepted`
/// @param histograms latency histograms by id, HdrHistogram compressed, base64, nanoseconds
/// @param series further numbers that charts draw, by id: equally long lists such as
///     `offered` and `p99`
/// @param marks why this trial is suspect (steal, pressure, a late generator); kept and counted. A
///     mark that holds for one step alone begins with it: `at_90: late generator`
/// @param seen what was seen of machine, programs and generator while it was measured, by id: words
///     in lower case with dots between, such as `noise.steal_share`; empty in results that were
///     written before it was kept
public record TrialRow(
    int index,
    Role role,
    String name,
    int order,
    double seconds,
    Map<String, Metric> metrics,
    Map<String, Proportion> proportions,
    Map<String, String> histograms,
    Map<String, List<Double>> series,
    List<String> marks,
    Map<String, Metric> seen) {
  /// What the series of a step's rates begin with: `rate/at_50`, operations per second in windows
  /// of 100 ms.
  public static final String RATE = "rate/";

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*([.][a-z0-9_]+)*");

  public TrialRow {
    Required.of("role", role, "name", name, "metrics", metrics, "proportions", proportions);
    Required.of("histograms", histograms, "series", series, "marks", marks);
    metrics = Map.copyOf(metrics);
    proportions = Map.copyOf(proportions);
    histograms = Map.copyOf(histograms);
    series = Map.copyOf(series);
    marks = List.copyOf(marks);
    seen = seen == null ? Map.of() : Map.copyOf(seen);
    for (String id : seen.keySet()) {
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException(
            "what a trial saw has an id like noise.steal_share, not " + id);
      }
    }
  }

  /// A number that this trial gave, a proportion in per cent; empty if it gave none.
  public OptionalDouble value(String metric) {
    Metric number = metrics.get(metric);
    Proportion share = proportions.get(metric);
    if (number != null) return OptionalDouble.of(number.value());
    return share == null || share.of() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100.0 * share.hits() / share.of());
  }

  /// Whether a metric tells of a measured step of the trial: its id is the step's, or begins or
  /// ends with it, as `p99_at_50` does.
  private static boolean tells(String metric, String step) {
    return metric.equals(step) || metric.startsWith(step + "_") || metric.endsWith("_" + step);
  }

  /// The measured steps that a metric tells of; all of them if its id names none.
  public List<String> stepsOf(String metric) {
    List<String> all =
        series.keySet().stream()
            .filter(id -> id.startsWith(RATE))
            .map(id -> id.substring(RATE.length()))
            .sorted()
            .toList();
    List<String> told = all.stream().filter(step -> tells(metric, step)).toList();
    return told.isEmpty() ? all : told;
  }

  /// The marks that concern a metric: those of the whole trial and those of its steps.
  public List<String> marksOf(String metric) {
    List<String> steps = stepsOf(metric);
    return marks.stream().filter(mark -> concerns(mark, steps)).toList();
  }

  private boolean concerns(String mark, List<String> steps) {
    int colon = mark.indexOf(": ");
    String step = colon < 0 ? "" : mark.substring(0, colon);
    return !series.containsKey(RATE + step) || steps.contains(step);
  }
}
