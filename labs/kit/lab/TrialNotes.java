package kit.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.check.Witness;
import kit.result.Metric;
import kit.result.Proportion;
import kit.result.TrialRow;

/// What a trial has found so far.
abstract class TrialNotes implements Witness {
  private final Map<String, Metric> metrics = new HashMap<>();
  private final Map<String, Proportion> proportions = new HashMap<>();
  private final Map<String, String> histograms = new HashMap<>();
  private final Map<String, List<Double>> series = new HashMap<>();
  private final List<String> marks = new ArrayList<>();
  private final Map<String, Metric> seen = new HashMap<>();

  /// Records a number.
  ///
  /// @param value in the measure's unit
  /// @throws IllegalArgumentException if it is not finite: such a number would stop the run only
  ///     when all is measured
  public void metric(Measure measure, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "\"%s\" is %s %s; a trial records finite numbers, so look for a division by no time"
              .formatted(measure.id(), value, measure.unit()));
    }
    metrics.put(measure.id(), new Metric(value, measure.unit()));
  }

  /// Records a count out of a count, which is pooled over trials and gets an exact interval.
  public void proportion(Measure measure, long hits, long of) {
    proportions.merge(measure.id(), new Proportion(hits, of), Proportion::plus);
  }

  void histogram(String id, String encoded) {
    histograms.put(id, encoded);
  }

  @Override
  public void series(String id, List<Double> values) {
    series.put(id, List.copyOf(values));
  }

  @Override
  public void mark(String reason) {
    if (!marks.contains(reason)) {
      marks.add(reason);
    }
  }

  @Override
  public void seen(String id, double value, String unit) {
    seen.put(id, new Metric(value, unit));
  }

  TrialRow row(Schedule.Slot slot, double seconds) {
    Variant variant = slot.variant();
    return new TrialRow(
        slot.index(),
        variant.role(),
        variant.name(),
        slot.order(),
        seconds,
        metrics,
        proportions,
        histograms,
        series,
        marks,
        seen);
  }
}
