package kit.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import kit.figure.Better;
import kit.result.Limit;
import kit.result.TrialRow;

/// Computes cost models from what their parts came to: once from the best that each part showed in
/// the run, which is the model, and once from the worst, which is the other end of its range.
record Models(Map<String, Limit> limits, List<TrialRow> trials) {
  /// The limits, and the models that can be made of them and of these trials. A model of a variant
  /// that was left out of the run, or that got nothing done, is left out too.
  static Map<String, Limit> added(
      Collection<RunPlan.Model> models, Map<String, Limit> limits, List<TrialRow> trials) {
    Map<String, Limit> all = new LinkedHashMap<>(limits);
    Models made = new Models(all, trials);
    models.forEach(model -> made.limit(model).ifPresent(limit -> all.put(limit.id(), limit)));
    return all;
  }

  private Optional<Limit> limit(RunPlan.Model model) {
    try {
      Set<String> parts = new LinkedHashSet<>();
      RunPlan.Sum best = model.arithmetic().of(new Ends(true, parts));
      if (!(best.value() > 0)) {
        return Optional.empty();
      }
      RunPlan.Sum worst = model.arithmetic().of(new Ends(false, parts));
      return Optional.of(
          Limit.derived(
              model.id(),
              best.label(),
              model.unit(),
              best.how(),
              new ArrayList<>(parts),
              best.value(),
              worst.value()));
    } catch (LeftOut e) {
      return Optional.empty();
    }
  }

  /// A part that this run did not measure.
  private static final class LeftOut extends RuntimeException {}

  /// All parts at their best or their worst.
  ///
  /// @param asked what was asked for
  private final class Ends implements RunPlan.Parts {
    private final boolean best;
    private final Set<String> asked;

    Ends(boolean best, Set<String> asked) {
      this.best = best;
      this.asked = asked;
    }

    @Override
    public double limit(String id) {
      Limit limit = limits.get(id);
      if (limit == null) {
        throw new IllegalArgumentException(
            "no limit \"" + id + "\" was calibrated; there are " + limits.keySet());
      }
      asked.add(id);
      return best ? limit.value() : limit.worst();
    }

    @Override
    public double trials(String variant, Measure measure) {
      double[] values =
          trials.stream()
              .filter(trial -> trial.name().equals(variant))
              .map(trial -> trial.metrics().get(measure.id()))
              .filter(Objects::nonNull)
              .mapToDouble(metric -> metric.value())
              .toArray();
      if (values.length == 0) {
        throw new LeftOut();
      }
      asked.add(variant);
      boolean greatest = best == (measure.better() == Better.MORE);
      DoubleStream all = DoubleStream.of(values);
      return (greatest ? all.max() : all.min()).orElseThrow();
    }
  }
}
