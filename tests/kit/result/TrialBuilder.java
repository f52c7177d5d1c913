package kit.result;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.stats.Latencies;

/// Builds one made-up trial: of the system, with nothing measured, unless it is told otherwise.
public final class TrialBuilder {
  private final String name;
  private final int index;
  private final Map<String, Metric> metrics = new HashMap<>();
  private final Map<String, Metric> seen = new HashMap<>();
  private Map<String, Proportion> proportions = Map.of();
  private Map<String, String> histograms = Map.of();
  private Map<String, List<Double>> series = Map.of();
  private List<String> marks = List.of();
  private Role role = Role.SYSTEM;
  private int order;
  private double seconds = 1;

  private TrialBuilder(String name, int index) {
    this.name = name;
    this.index = index;
    this.order = index;
  }

  /// @param name the variant
  /// @param index its place among the variant's trials and, unless told otherwise, in the run
  public static TrialBuilder trial(String name, int index) {
    return new TrialBuilder(name, index);
  }

  public TrialBuilder role(Role other) {
    role = other;
    return this;
  }

  public TrialBuilder ran(int place, double forSeconds) {
    order = place;
    seconds = forSeconds;
    return this;
  }

  public TrialBuilder metric(String id, double value, String unit) {
    metrics.put(id, new Metric(value, unit));
    return this;
  }

  public TrialBuilder proportion(String id, long hits, long of) {
    proportions = Map.of(id, new Proportion(hits, of));
    return this;
  }

  public TrialBuilder latency(Latencies latencies) {
    histograms = Map.of("latency", latencies.encode());
    return this;
  }

  public TrialBuilder series(Map<String, List<Double>> all) {
    series = all;
    return this;
  }

  public TrialBuilder marked(List<String> words) {
    marks = words;
    return this;
  }

  public TrialBuilder saw(String id, double value, String unit) {
    seen.put(id, new Metric(value, unit));
    return this;
  }

  public TrialRow build() {
    return new TrialRow(
        index, role, name, order, seconds, metrics, proportions, histograms, series, marks, seen);
  }
}
