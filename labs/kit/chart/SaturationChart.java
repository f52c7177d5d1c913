package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.report.Numbers;
import kit.report.Words;
import kit.result.Result;
import kit.result.Role;

/// Throughput against what was turned up in a closed loop, clients at once or the size of a batch:
/// how much there is to get, and what waiting for it costs. Two panels for each variant of the
/// system that was swept.
final class SaturationChart {
  /// What was turned up.
  enum Swept {
    CLIENTS(
        "lanes",
        "concurrency",
        "clients at once",
        "Closed loop: each of so many clients waits for its answer, so latency hides what would"
            + " have queued. "),
    BATCH(
        "batch",
        "batch size",
        "in a batch",
        "Closed loop, throughput in what batches hold: each client waits for the answer to a whole"
            + " batch, and latency is a batch's. ");

    private final String series;
    private final String what;
    private final String unit;
    private final String subtitle;

    Swept(String series, String what, String unit, String subtitle) {
      this.series = series;
      this.what = what;
      this.unit = unit;
      this.subtitle = subtitle;
    }
  }

  private static final double THROUGHPUT_HEIGHT = 230;
  private static final double LATENCY_HEIGHT = 150;
  private static final int THROUGHPUT = 0;
  private static final int P50 = 1;
  private static final int P99 = 2;

  private final Result result;
  private final Swept swept;
  private final List<Sweep> own;
  private final List<Sweep> rivals;

  SaturationChart(Result result, Swept swept) {
    this.result = result;
    this.swept = swept;
    List<Sweep> all = Sweep.of(result, swept.series, "throughput", "p50", "p99");
    this.own = all.stream().filter(sweep -> sweep.role() == Role.SYSTEM).toList();
    this.rivals = all.stream().filter(sweep -> sweep.role() == Role.PEER).toList();
  }

  Sheet sheet() {
    List<Panel> panels = new ArrayList<>();
    for (Sweep sweep : own) {
      panels.add(throughput(sweep));
      panels.add(latency(sweep));
    }
    return new Sheet(
        own.isEmpty() ? "This run swept no " + swept.what : title(),
        own.isEmpty() ? "" : subtitle(own.getFirst()),
        Sweep.key(result, own),
        panels,
        Source.warnings(result),
        Source.of(result),
        description(),
        numbers());
  }

  private static Sweep.Step best(Sweep sweep) {
    return sweep.steps().stream()
        .max(Comparator.comparingDouble(step -> step.values().get(THROUGHPUT).median()))
        .orElseThrow();
  }

  private String title() {
    String finding = finding(own.getFirst());
    return Finding.capital(
        own.size() == 1 ? finding : Sweep.subject(own.getFirst(), own) + Finding.small(finding));
  }

  private String finding(Sweep sweep) {
    Sweep.Step best = best(sweep);
    double most = best.values().get(THROUGHPUT).median();
    Backdrop backdrop = new Backdrop(result, sweep.variant());
    String share = backdrop.reached(most);
    return "Throughput reaches "
        + Numbers.withUnit(Numbers.compact(most), Sweep.rateUnit(result, own))
        + " with "
        + Numbers.plain(best.x())
        + " "
        + swept.unit
        + share;
  }

  private String subtitle(Sweep sweep) {
    return swept.subtitle + sweep.middleWords();
  }

  private Scale lanes() {
    double[] lanes = Sweep.xs(own, rivals).distinct().sorted().toArray();
    return Sweep.loadScale(DoubleStream.of(lanes), DoubleStream.empty())
        .ticked(lanes, TickLabel::of);
  }

  /// All panels have the same axes: equal places are equal values.
  private Scale rates() {
    return Scale.log(
        DoubleStream.concat(
                Sweep.extremes(Stream.concat(own.stream(), rivals.stream()), THROUGHPUT),
                own.stream()
                    .map(sweep -> new Backdrop(result, sweep.variant()))
                    .flatMapToDouble(Backdrop::rateValues))
            .toArray());
  }

  private CurvesPanel throughput(Sweep sweep) {
    Backdrop backdrop = new Backdrop(result, sweep.variant());
    Scale y = rates();
    CurvesPanel panel =
        new CurvesPanel(
            sweep.variant() + ": throughput, " + Sweep.rateUnit(result, own) + ", " + y.words(),
            "",
            THROUGHPUT_HEIGHT,
            lanes(),
            y);
    rivals.forEach(
        rival ->
            panel.curve(rival.curve(THROUGHPUT, rival.variant(), Tone.PEER, Plot.Line.DASHED)));
    panel.curve(sweep.curve(THROUGHPUT, "measured", Tone.MEASURED, Plot.Line.SOLID));
    sweep.points(THROUGHPUT).forEach(panel::point);
    backdrop.rateReferences(false).forEach(panel::reference);
    return panel;
  }

  private CurvesPanel latency(Sweep sweep) {
    Scale y =
        Scale.log(Sweep.extremes(own.stream(), P50, P99).toArray()).labelled(TickLabel::latency);
    CurvesPanel panel =
        new CurvesPanel(
            sweep.variant() + ": latency from sending, " + y.words(),
            swept.unit + ", " + lanes().words(),
            LATENCY_HEIGHT,
            lanes(),
            y);
    panel.curve(sweep.curve(P50, "p50", Tone.MEASURED, Plot.Line.THIN));
    panel.curve(sweep.curve(P99, "p99", Tone.MEASURED, Plot.Line.SOLID));
    return panel;
  }

  private String description() {
    if (own.isEmpty()) {
      return "This run swept no " + swept.what + ".";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("Line chart, throughput and latency against " + swept.what + ", closed loop.");
    own.forEach(sweep -> sentences.add(sweep.variant() + ": " + finding(sweep) + "."));
    sentences.add("Table follows.");
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table =
        new Table(
            "variant",
            "role",
            swept.series,
            "throughput",
            "throughput_low",
            "throughput_high",
            "unit",
            "low_high_is",
            "p50_ns",
            "p99_ns",
            "trials");
    for (Sweep sweep : Stream.concat(own.stream(), rivals.stream()).toList()) {
      for (Sweep.Step step : sweep.steps()) {
        Spread throughput = step.values().get(THROUGHPUT);
        table.row(
            sweep.variant(),
            sweep.role().word(),
            step.x(),
            throughput.median(),
            throughput.low(),
            throughput.high(),
            Sweep.rateUnit(result, own),
            throughput.sure() ? Words.INTERVAL : Words.EXTREMES,
            step.values().get(P50).median(),
            step.values().get(P99).median(),
            sweep.trials());
      }
    }
    return table;
  }
}
