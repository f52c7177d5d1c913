package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import kit.report.Words;
import kit.result.Numbers;
import kit.result.Result;
import kit.stats.Power;

/// How often a test sees a difference, against the samples it gets: one panel for each kind of
/// sample, one curve for each difference. Drawn from series called `power/PANEL/CURVE`, shares of
/// experiments, against the series `samples`.
final class PowerChart {
  private static final String PREFIX = "power/";
  private static final double PLOT_HEIGHT = 190;
  private static final double ALL = 100;

  /// Above 100 %, for the numbers at the dots.
  private static final double ABOVE = 8;

  private static final double[] TICKS = {0, 25, 50, 75, 95};
  private static final Plot.Line[] LINES = {Plot.Line.SOLID, Plot.Line.THIN, Plot.Line.DASHED};

  private final Result result;
  private final Map<String, List<Curve>> panels = new LinkedHashMap<>();

  /// One difference.
  private record Curve(String name, Sweep sweep) {
    double percent(int at) {
      return ALL * sweep.steps().get(at).median(0);
    }

    /// The fewest samples drawn that see the difference as often as is wanted.
    OptionalDouble enough() {
      for (int at = 0; at < sweep.steps().size(); at++) {
        if (percent(at) >= ALL * Power.WANTED) {
          return OptionalDouble.of(sweep.steps().get(at).x());
        }
      }
      return OptionalDouble.empty();
    }
  }

  PowerChart(Result result) {
    this.result = result;
    result.trials().stream()
        .flatMap(trial -> trial.series().keySet().stream())
        .filter(id -> id.startsWith(PREFIX) && id.split("/", -1).length == 3)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .forEach(this::add);
  }

  private void add(String id) {
    String[] words = id.split("/", -1);
    for (Sweep sweep : Sweep.of(result, List.of("samples", id))) {
      panels.computeIfAbsent(words[1], _ -> new ArrayList<>()).add(new Curve(words[2], sweep));
    }
  }

  Sheet sheet() {
    return Sheet.of(
        result,
        panels.isEmpty() ? "This run compared no samples" : title(),
        panels.isEmpty() ? "" : subtitle(),
        List.of(),
        panels.entrySet().stream().map(e -> panel(e.getKey(), e.getValue())).toList(),
        description(),
        numbers());
  }

  private List<Curve> curves() {
    return panels.values().stream().flatMap(List::stream).toList();
  }

  /// From the difference that needs the most to that which needs the fewest.
  private String title() {
    String most = null;
    String fewest = null;
    double high = 0;
    double low = Double.POSITIVE_INFINITY;
    for (Map.Entry<String, List<Curve>> panel : panels.entrySet()) {
      for (Curve curve : panel.getValue()) {
        double enough = curve.enough().orElse(Double.POSITIVE_INFINITY);
        String name = panel.getKey() + ", " + curve.name();
        if (enough > high) {
          high = enough;
          most = name;
        }
        if (enough < low) {
          low = enough;
          fewest = name;
        }
      }
    }
    return Words.capital(
        most == null || fewest == null || most.equals(fewest)
            ? sentence(curves().getFirst())
            : fewest + ": " + words(low) + " samples a side; " + most + ": " + words(high));
  }

  private String words(double samples) {
    return Double.isFinite(samples) ? Numbers.plain(samples) : "more than were tried";
  }

  private String sentence(Curve curve) {
    double enough = curve.enough().orElse(Double.POSITIVE_INFINITY);
    return Double.isFinite(enough)
        ? curve.name() + " takes " + words(enough) + " samples a side"
        : curve.name() + " takes more samples than were tried";
  }

  private String subtitle() {
    return "How often a Mann-Whitney test at the 5 % level tells two sides apart. Dot: the first of"
        + " the numbers tried that reaches 95 %. "
        + curves().getFirst().sweep().middleWords();
  }

  private Scale x() {
    return Scale.log(
        curves().stream().flatMapToDouble(c -> DoubleStream.of(c.sweep().xs())).toArray());
  }

  private CurvesPanel panel(String name, List<Curve> all) {
    Scale y = Scale.between(0, ALL + ABOVE).ticked(TICKS, percent -> TickLabel.of(percent) + " %");
    CurvesPanel panel =
        new CurvesPanel(
            name + ": experiments that see the difference",
            "samples a side, " + x().words(),
            PLOT_HEIGHT,
            x(),
            y);
    for (int at = 0; at < all.size(); at++) {
      draw(panel, all.get(at), LINES[at % LINES.length]);
    }
    return panel;
  }

  /// Up to its dot: beyond it all curves are one.
  private static void draw(CurvesPanel panel, Curve curve, Plot.Line line) {
    Sweep all = curve.sweep();
    double end = curve.enough().orElse(Double.POSITIVE_INFINITY);
    List<Sweep.Step> steps = all.steps().stream().filter(step -> step.x() <= end).toList();
    Sweep sweep = new Sweep(all.variant(), all.role(), steps, all.trials());
    boolean band = sweep.trials() > 1;
    panel.curve(
        new CurvesPanel.Curve(
            curve.name(),
            Tone.MEASURED,
            1,
            line,
            sweep.xs(),
            sweep.ys(0, spread -> ALL * spread.median()),
            band ? sweep.ys(0, spread -> ALL * spread.low()) : null,
            band ? sweep.ys(0, spread -> ALL * spread.high()) : null));
    if (curve.enough().isPresent()) {
      double reached = curve.percent(steps.size() - 1);
      panel.point(new CurvesPanel.Point(Sign.MEASURED, end, reached, Numbers.plain(end)));
    }
  }

  private String description() {
    if (panels.isEmpty()) {
      return "This run compared no samples.";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("Line chart, share of experiments that see a difference against samples a side.");
    panels.forEach(
        (name, all) -> all.forEach(curve -> sentences.add(name + ": " + sentence(curve) + ".")));
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table = new Table("panel curve samples power power_low power_high low_high_is trials");
    panels.forEach(
        (name, all) -> {
          for (Curve curve : all) {
            for (Sweep.Step step : curve.sweep().steps()) {
              Spread power = step.values().getFirst();
              table.row(
                  name,
                  curve.name(),
                  step.x(),
                  power,
                  Spread.name(List.of(power)),
                  curve.sweep().trials());
            }
          }
        });
    return table;
  }
}
