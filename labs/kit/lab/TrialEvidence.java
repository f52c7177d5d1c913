package kit.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import kit.result.Limit;
import kit.result.TrialRow;
import kit.stats.Quantiles;

/// Calibrated limits and finished trials, as a derived limit sees them.
record TrialEvidence(Map<String, Limit> limits, List<TrialRow> trials) implements RunPlan.Evidence {
  @Override
  public double limit(String id) {
    Limit limit = limits.get(id);
    if (limit == null) {
      throw new IllegalArgumentException(
          "no limit \"" + id + "\" was calibrated; there are " + limits.keySet());
    }
    return limit.value();
  }

  @Override
  public OptionalDouble median(String variant, Measure measure) {
    double[] values =
        trials.stream()
            .filter(trial -> trial.name().equals(variant))
            .map(trial -> trial.metrics().get(measure.id()))
            .filter(Objects::nonNull)
            .mapToDouble(metric -> metric.value())
            .toArray();
    return values.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantiles.median(values));
  }
}
