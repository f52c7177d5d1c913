package kit.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Role;
import kit.result.TrialRow;

/// What the trials of one variant recorded step by step, as lists of equal length: one series
/// against another, each step summarised over the trials.
///
/// @param variant whose trials
/// @param role of the variant
/// @param steps of the series that stands on the x axis
/// @param trials how many trials took part
record Sweep(String variant, Role role, List<Step> steps, int trials) {
  /// One step.
  ///
  /// @param x median over trials of what stands on the x axis
  /// @param values per other series, in the order asked for
  record Step(double x, List<Spread> values) {
    double median(int series) {
      return values.get(series).median();
    }
  }

  /// Every variant whose trials recorded all of these series: the system's first, and in the order
  /// in which the table of figures has them.
  ///
  /// @param wanted the series that stands on the x axis, then the others
  static List<Sweep> of(Result result, List<String> wanted) {
    List<Sweep> sweeps = new ArrayList<>();
    for (Role role : Role.values()) {
      for (String variant : result.variants()) {
        List<TrialRow> trials =
            result.trialsOf(variant).stream()
                .filter(trial -> trial.role() == role)
                .filter(trial -> trial.series().keySet().containsAll(wanted))
                .toList();
        Sweep sweep = sweep(variant, role, trials, wanted);
        if (!sweep.steps().isEmpty()) {
          sweeps.add(sweep);
        }
      }
    }
    return sweeps;
  }

  private static Sweep sweep(String name, Role role, List<TrialRow> trials, List<String> wanted) {
    int most =
        trials.stream()
            .mapToInt(trial -> trial.series().get(wanted.getFirst()).size())
            .max()
            .orElse(0);
    List<Step> steps =
        IntStream.range(0, most)
            .mapToObj(at -> step(at, trials, wanted))
            .filter(Objects::nonNull)
            .toList();
    return new Sweep(name, role, steps, trials.size());
  }

  /// One step over the trials that reached it; null if what was measured cannot be placed.
  private static Step step(int at, List<TrialRow> trials, List<String> wanted) {
    List<Spread> spreads = new ArrayList<>();
    for (String id : wanted) {
      double[] values =
          trials.stream()
              .map(trial -> trial.series().get(id))
              .filter(series -> series.size() > at)
              .mapToDouble(series -> series.get(at))
              .filter(value -> value > 0 && Double.isFinite(value))
              .toArray();
      if (values.length == 0) {
        return null;
      }
      spreads.add(Spread.of(values));
    }
    return new Step(spreads.getFirst().median(), spreads.subList(1, spreads.size()));
  }

  double[] xs() {
    return steps.stream().mapToDouble(Step::x).toArray();
  }

  /// One number a step of the series asked for at this place.
  double[] ys(int series, ToDoubleFunction<Spread> part) {
    return steps.stream()
        .mapToDouble(step -> part.applyAsDouble(step.values().get(series)))
        .toArray();
  }

  /// The curve of one series, with its band if there are several trials.
  CurvesPanel.Curve curve(int series, String name, Tone tone, Plot.Line line) {
    boolean band = trials > 1;
    return new CurvesPanel.Curve(
        name,
        tone,
        1,
        line,
        xs(),
        ys(series, Spread::median),
        band ? ys(series, Spread::low) : null,
        band ? ys(series, Spread::high) : null);
  }

  /// What line and band are, as a sentence.
  String middleWords() {
    String band = Spread.name(steps.stream().flatMap(step -> step.values().stream()).toList());
    return "Line: median of "
        + Numbers.counted(trials, "trial")
        + (trials > 1 ? "; band: " + band : "")
        + ".";
  }
}
