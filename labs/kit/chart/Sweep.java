package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kit.report.Words;
import kit.result.FigureRow;
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
  private static final double DECADE = 10;

  /// One step.
  ///
  /// @param x median over trials of what stands on the x axis
  /// @param values per other series, in the order asked for
  record Step(double x, List<Spread> values) {}

  /// Every variant whose trials recorded all of these series: the system's first, and in the order
  /// in which the table of figures has them.
  static List<Sweep> of(Result result, String x, String... others) {
    List<String> wanted = new ArrayList<>(List.of(others));
    wanted.addFirst(x);
    List<Sweep> sweeps = new ArrayList<>();
    for (Role role : Role.values()) {
      List<TrialRow> trials =
          result.trials().stream()
              .filter(trial -> trial.role() == role)
              .filter(trial -> trial.series().keySet().containsAll(wanted))
              .toList();
      trials.stream()
          .map(TrialRow::name)
          .distinct()
          .sorted(Comparator.comparingInt(name -> place(result, name)))
          .map(
              name ->
                  sweep(
                      name,
                      role,
                      trials.stream().filter(trial -> trial.name().equals(name)).toList(),
                      wanted))
          .filter(sweep -> !sweep.steps().isEmpty())
          .forEach(sweeps::add);
    }
    return sweeps;
  }

  private static int place(Result result, String variant) {
    List<String> rows = result.figures().stream().map(FigureRow::variant).toList();
    return rows.contains(variant) ? rows.indexOf(variant) : rows.size();
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

  /// Dots at the steps of one series.
  List<CurvesPanel.Point> points(int series) {
    return steps.stream()
        .map(
            step ->
                new CurvesPanel.Point(
                    Sign.MEASURED, step.x(), step.values().get(series).median(), ""))
        .toList();
  }

  /// What line and band are, as a sentence.
  String middleWords() {
    String band = Spread.name(steps.stream().flatMap(step -> step.values().stream()).toList());
    return "Line: median of "
        + Words.counted(trials, "trial")
        + (trials > 1 ? "; band: " + band : "")
        + ".";
  }

  /// The places of these sweeps on the x axis.
  static DoubleStream xs(List<Sweep> own, List<Sweep> others) {
    return Stream.concat(own.stream(), others.stream())
        .flatMapToDouble(sweep -> DoubleStream.of(sweep.xs()));
  }

  /// Both ends of these series, for an axis that must reach them.
  static DoubleStream extremes(Stream<Sweep> sweeps, int... series) {
    return sweeps
        .flatMap(sweep -> sweep.steps().stream())
        .flatMapToDouble(
            step ->
                IntStream.of(series)
                    .mapToObj(step.values()::get)
                    .flatMapToDouble(spread -> DoubleStream.of(spread.low(), spread.high())));
  }

  /// An axis of loads: logarithmic, but linear where they lie within one decade.
  static Scale loadScale(DoubleStream loads, DoubleStream references) {
    double[] all = DoubleStream.concat(loads, references).toArray();
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(1);
    return most > DECADE * least ? Scale.log(all) : Scale.linear(all);
  }

  /// The unit of the system's rates, which its peers share: that of the first sweep whose rows
  /// tell it.
  static String rateUnit(Result result, List<Sweep> own) {
    return own.stream()
        .map(sweep -> new Backdrop(result, sweep.variant()))
        .filter(backdrop -> !backdrop.rates().isEmpty())
        .findFirst()
        .orElseGet(() -> new Backdrop(result, ""))
        .rateUnit();
  }

  /// How a sentence about one of several sweeps begins.
  static String subject(Sweep sweep, List<Sweep> own) {
    return own.size() == 1 ? "" : sweep.variant() + ": ";
  }

  /// The signs that charts of these sweeps use.
  static List<Sign> key(Result result, List<Sweep> own) {
    List<Sign> key = new ArrayList<>();
    List<Backdrop> backdrops =
        own.stream().map(sweep -> new Backdrop(result, sweep.variant())).toList();
    if (backdrops.stream().anyMatch(Backdrop::documented)) {
      key.add(Sign.DOCUMENTED);
    }
    if (!own.isEmpty()) {
      key.add(Sign.MEASURED);
    }
    if (backdrops.stream().anyMatch(backdrop -> backdrop.limit().isPresent())) {
      key.add(Sign.LIMIT);
    }
    return key;
  }
}
