package kit.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.report.Numbers;
import kit.report.Words;
import kit.result.Result;
import kit.result.Role;

/// Latency against offered load, open loop: where the system breaks. One panel for each variant of
/// the system that was swept.
final class LoadChart {
  private static final double PLOT_HEIGHT = 270;
  private static final int P50 = 0;
  private static final int P99 = 1;

  private final Result result;
  private final List<Sweep> own;
  private final List<Sweep> rivals;

  LoadChart(Result result) {
    this.result = result;
    List<Sweep> all = Sweep.of(result, "offered", "offered_p50", "offered_p99");
    this.own = all.stream().filter(sweep -> sweep.role() == Role.SYSTEM).toList();
    this.rivals = all.stream().filter(sweep -> sweep.role() == Role.PEER).toList();
  }

  Sheet sheet() {
    return new Sheet(
        own.isEmpty() ? "This run offered no load by the clock" : title(),
        own.isEmpty() ? "" : subtitle(own.getFirst()),
        Sweep.key(result, own),
        own.stream().<Panel>map(this::panel).toList(),
        Source.warnings(result),
        Source.of(result),
        description(),
        numbers());
  }

  private String title() {
    Sweep first = own.getFirst();
    return Finding.capital(Sweep.subject(first, own)) + finding(first);
  }

  /// From the least to the greatest load in plain numbers, and the p99s in between that lie beyond
  /// both: a knee is for the eye to find.
  private String finding(Sweep sweep) {
    Sweep.Step first = sweep.steps().getFirst();
    Sweep.Step last = sweep.steps().getLast();
    Sweep.Step most = Collections.max(sweep.steps(), Comparator.comparingDouble(LoadChart::p99));
    Sweep.Step least = Collections.min(sweep.steps(), Comparator.comparingDouble(LoadChart::p99));
    boolean above = p99(most) > Math.max(p99(first), p99(last));
    boolean below = p99(least) < Math.min(p99(first), p99(last));
    boolean rises = p99(last) > p99(first) && !above && !below;
    Backdrop backdrop = new Backdrop(result, sweep.variant());
    return (rises ? "p99 rises from " : "p99 goes from ")
        + at(first)
        + (above ? " over " + at(most) : "")
        + (below ? (above ? " and " : " over ") + at(least) : "")
        + " to "
        + Numbers.latency(p99(last))
        + " at "
        + Numbers.withUnit(Numbers.compact(last.x()), Sweep.rateUnit(result, own))
        + backdrop.reached(last.x());
  }

  private static double p99(Sweep.Step step) {
    return step.values().get(P99).median();
  }

  private static String at(Sweep.Step step) {
    return Numbers.latency(p99(step)) + " at " + Numbers.compact(step.x());
  }

  private static String subtitle(Sweep sweep) {
    return "Latency from the intended send time against offered load; lower is better. "
        + sweep.middleWords();
  }

  /// All panels have the same axes: equal places are equal values.
  private Scale x() {
    return Sweep.loadScale(
        Sweep.xs(own, rivals), backdrops().flatMapToDouble(Backdrop::rateValues));
  }

  private Scale y() {
    return Scale.log(
            DoubleStream.concat(
                    Sweep.extremes(Stream.concat(own.stream(), rivals.stream()), P50, P99),
                    backdrops().flatMapToDouble(Backdrop::latencyValues))
                .toArray())
        .labelled(TickLabel::latency);
  }

  private Stream<Backdrop> backdrops() {
    return own.stream().map(sweep -> new Backdrop(result, sweep.variant()));
  }

  private CurvesPanel panel(Sweep sweep) {
    Backdrop backdrop = new Backdrop(result, sweep.variant());
    Scale x = x();
    Scale y = y();
    CurvesPanel panel =
        new CurvesPanel(
            sweep.variant() + ": latency, " + y.words(),
            "offered load, " + Sweep.rateUnit(result, own) + ", " + x.words(),
            PLOT_HEIGHT,
            x,
            y);
    rivals.forEach(
        rival -> panel.curve(rival.curve(P99, rival.variant(), Tone.PEER, Plot.Line.DASHED)));
    panel.curve(sweep.curve(P50, "p50", Tone.MEASURED, Plot.Line.THIN));
    panel.curve(sweep.curve(P99, "p99", Tone.MEASURED, Plot.Line.SOLID));
    sweep.points(P99).forEach(panel::point);
    backdrop.latencyLevels().forEach(panel::reference);
    backdrop.rateReferences(true).forEach(panel::reference);
    return panel;
  }

  private String description() {
    if (own.isEmpty()) {
      return "This run offered no load by the clock.";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("Line chart, latency against offered load.");
    own.forEach(sweep -> sentences.add(sweep.variant() + ": " + finding(sweep) + "."));
    sentences.add("Table follows.");
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table =
        new Table(
            "variant",
            "role",
            "offered",
            "unit",
            "p50_ns",
            "p50_low_ns",
            "p50_high_ns",
            "p99_ns",
            "p99_low_ns",
            "p99_high_ns",
            "low_high_is",
            "trials");
    for (Sweep sweep : Stream.concat(own.stream(), rivals.stream()).toList()) {
      for (Sweep.Step step : sweep.steps()) {
        Spread p50 = step.values().get(P50);
        Spread p99 = step.values().get(P99);
        table.row(
            sweep.variant(),
            sweep.role().word(),
            step.x(),
            Sweep.rateUnit(result, own),
            p50.median(),
            p50.low(),
            p50.high(),
            p99.median(),
            p99.low(),
            p99.high(),
            p99.sure() ? Words.INTERVAL : Words.EXTREMES,
            sweep.trials());
      }
    }
    return table;
  }
}
