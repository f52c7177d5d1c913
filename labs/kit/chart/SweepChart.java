package kit.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kit.report.Words;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Role;

/// What a variant did at each step of what was turned up: clients at once or the size of a batch in
/// a closed loop, whose throughput then stands above its latency, or offered load in an open one.
/// The panels of each variant of the system that was swept stand below each other.
final class SweepChart {
  /// What was turned up.
  enum Swept {
    CLIENTS(
        "concurrency",
        "clients at once",
        "Closed loop: each client waits for its answer, so latency hides what would"
            + " have queued. ",
        List.of("lanes", "p50", "p99", "throughput")),
    BATCH(
        "batch size",
        "in a batch",
        "Closed loop, throughput in what batches hold: each client waits for the answer to a whole"
            + " batch, and latency is a batch's. ",
        List.of("batch", "p50", "p99", "throughput")),
    LOAD(
        "offered load",
        "offered load",
        "Latency from the intended send time against offered load; lower is better. ",
        List.of("offered", "offered_p50", "offered_p99"));

    private final String what;
    private final String unit;
    private final String subtitle;
    private final List<String> series;

    Swept(String what, String unit, String subtitle, List<String> series) {
      this.what = what;
      this.unit = unit;
      this.subtitle = subtitle;
      this.series = series;
    }

    private String none() {
      return this == LOAD ? "This run offered no load by the clock" : "This run swept no " + what;
    }
  }

  private static final double THROUGHPUT_HEIGHT = 230;
  private static final double LATENCY_HEIGHT = 150;
  private static final double LATENCY_HEIGHT_ALONE = 270;
  private static final double DECADE = 10;
  private static final int P50 = 0;
  private static final int P99 = 1;
  private static final int THROUGHPUT = 2;

  private final Result result;
  private final Swept swept;
  private final List<Sweep> own;
  private final List<Sweep> rivals;

  SweepChart(Result result, Swept swept) {
    this.result = result;
    this.swept = swept;
    List<Sweep> all = Sweep.of(result, swept.series);
    this.own = all.stream().filter(sweep -> sweep.role() == Role.SYSTEM).toList();
    this.rivals = all.stream().filter(sweep -> sweep.role() == Role.PEER).toList();
  }

  private boolean open() {
    return swept == Swept.LOAD;
  }

  Sheet sheet() {
    List<Panel> panels = new ArrayList<>();
    for (Sweep sweep : own) {
      if (!open()) {
        panels.add(throughput(sweep));
      }
      panels.add(latency(sweep));
    }
    return Sheet.of(
        result,
        own.isEmpty() ? swept.none() : title(),
        own.isEmpty() ? "" : swept.subtitle + own.getFirst().middleWords(),
        key(),
        panels,
        description(),
        numbers());
  }

  private String title() {
    String finding = finding(own.getFirst());
    return own.size() == 1
        ? finding
        : Words.capital(own.getFirst().variant()) + ": " + Finding.small(finding);
  }

  private String finding(Sweep sweep) {
    return open() ? latencies(sweep) : most(sweep);
  }

  private String most(Sweep sweep) {
    Sweep.Step best = Collections.max(sweep.steps(), by(THROUGHPUT));
    double most = best.median(THROUGHPUT);
    return "Throughput reaches "
        + Numbers.withUnit(Numbers.compact(most), rateUnit())
        + " with "
        + Numbers.plain(best.x())
        + " "
        + swept.unit
        + backdrop(sweep).reached(most);
  }

  /// From the least to the greatest load in plain numbers, and the p99s in between that lie beyond
  /// both: a knee is for the eye to find.
  private String latencies(Sweep sweep) {
    Sweep.Step first = sweep.steps().getFirst();
    Sweep.Step last = sweep.steps().getLast();
    Sweep.Step most = Collections.max(sweep.steps(), by(P99));
    Sweep.Step least = Collections.min(sweep.steps(), by(P99));
    boolean above = most.median(P99) > Math.max(first.median(P99), last.median(P99));
    boolean below = least.median(P99) < Math.min(first.median(P99), last.median(P99));
    boolean rises = last.median(P99) > first.median(P99) && !above && !below;
    return (rises ? "p99 rises from " : "p99 goes from ")
        + at(first)
        + (above ? " over " + at(most) : "")
        + (below ? (above ? " and " : " over ") + at(least) : "")
        + " to "
        + Numbers.withUnit(at(last), rateUnit())
        + backdrop(sweep).reached(last.x());
  }

  private static Comparator<Sweep.Step> by(int series) {
    return Comparator.comparingDouble(step -> step.median(series));
  }

  private static String at(Sweep.Step step) {
    return Numbers.latency(step.median(P99)) + " at " + Numbers.compact(step.x());
  }

  private Backdrop backdrop(Sweep sweep) {
    return new Backdrop(result, sweep.variant());
  }

  private List<Backdrop> backdrops() {
    return own.stream().map(this::backdrop).toList();
  }

  /// The unit of the system's rates, which its peers share: that of the first sweep whose rows
  /// tell it.
  private String rateUnit() {
    return backdrops().stream()
        .filter(backdrop -> !backdrop.rates().isEmpty())
        .findFirst()
        .orElseGet(() -> new Backdrop(result, ""))
        .rateUnit();
  }

  private List<Sign> key() {
    return Sign.key(
        Sign.DOCUMENTED.when(backdrops().stream().anyMatch(Backdrop::documented)),
        Sign.MEASURED.when(!own.isEmpty()),
        Sign.LIMIT.when(backdrops().stream().anyMatch(backdrop -> backdrop.limit().isPresent())));
  }

  private List<Sweep> all() {
    return Stream.concat(own.stream(), rivals.stream()).toList();
  }

  /// All panels have the same axes: equal places are equal values. Linear where all lies within
  /// one decade.
  private Scale x() {
    double[] steps = all().stream().flatMapToDouble(sweep -> DoubleStream.of(sweep.xs())).toArray();
    double[] all =
        open() ? with(steps, backdrops().stream().flatMapToDouble(Backdrop::rateValues)) : steps;
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(1);
    Scale scale = most > DECADE * least ? Scale.log(all) : Scale.linear(all);
    return open()
        ? scale
        : scale.ticked(DoubleStream.of(steps).distinct().sorted().toArray(), TickLabel::of);
  }

  private static double[] with(double[] values, DoubleStream more) {
    return DoubleStream.concat(DoubleStream.of(values), more).toArray();
  }

  /// Both ends of these series, for an axis that must reach them.
  private static double[] extremes(List<Sweep> sweeps, int... series) {
    return sweeps.stream()
        .flatMap(sweep -> sweep.steps().stream())
        .flatMap(step -> IntStream.of(series).mapToObj(step.values()::get))
        .flatMapToDouble(spread -> DoubleStream.of(spread.low(), spread.high()))
        .toArray();
  }

  private CurvesPanel throughput(Sweep sweep) {
    Scale y =
        Scale.log(
            with(
                extremes(all(), THROUGHPUT),
                backdrops().stream().flatMapToDouble(Backdrop::rateValues)));
    String heading = sweep.variant() + ": throughput, " + rateUnit() + ", " + y.words();
    CurvesPanel panel = new CurvesPanel(heading, "", THROUGHPUT_HEIGHT, x(), y);
    draw(panel, sweep, THROUGHPUT, "measured");
    backdrop(sweep).rateReferences(false).forEach(panel::reference);
    return panel;
  }

  /// In a closed loop the latencies of peers and documents are not drawn: they have no panel of the
  /// same loop.
  private CurvesPanel latency(Sweep sweep) {
    double[] values =
        open()
            ? with(
                extremes(all(), P50, P99),
                backdrops().stream().flatMapToDouble(Backdrop::latencyValues))
            : extremes(own, P50, P99);
    Scale y = Scale.log(values).labelled(TickLabel::latency);
    Scale x = x();
    CurvesPanel panel =
        new CurvesPanel(
            sweep.variant() + (open() ? ": latency, " : ": latency from sending, ") + y.words(),
            swept.unit + ", " + (open() ? rateUnit() + ", " : "") + x.words(),
            open() ? LATENCY_HEIGHT_ALONE : LATENCY_HEIGHT,
            x,
            y);
    panel.curve(sweep.curve(P50, "p50", Tone.MEASURED, Plot.Line.THIN));
    if (open()) {
      draw(panel, sweep, P99, "p99");
      backdrop(sweep).latencyLevels().forEach(panel::reference);
      backdrop(sweep).rateReferences(true).forEach(panel::reference);
    } else {
      panel.curve(sweep.curve(P99, "p99", Tone.MEASURED, Plot.Line.SOLID));
    }
    return panel;
  }

  /// The curve that the panel is about, with a dot at each step, and those of the peers.
  private void draw(CurvesPanel panel, Sweep sweep, int series, String name) {
    rivals.forEach(
        rival -> panel.curve(rival.curve(series, rival.variant(), Tone.PEER, Plot.Line.DASHED)));
    panel.curve(sweep.curve(series, name, Tone.MEASURED, Plot.Line.SOLID));
    for (Sweep.Step step : sweep.steps()) {
      panel.point(new CurvesPanel.Point(Sign.MEASURED, step.x(), step.median(series), ""));
    }
  }

  private String description() {
    return own.isEmpty()
        ? swept.none() + "."
        : own.stream()
            .map(sweep -> " " + sweep.variant() + ": " + finding(sweep) + ".")
            .collect(
                Collectors.joining(
                    "",
                    "Line chart, "
                        + (open() ? "latency against " : "throughput and latency against ")
                        + swept.what
                        + (open() ? "." : ", closed loop."),
                    ""));
  }

  private Table numbers() {
    Table table =
        new Table(
            ("variant role %s unit p50_ns p50_low_ns p50_high_ns p99_ns p99_low_ns p99_high_ns"
                    + "%s low_high_is trials")
                .formatted(
                    swept.series.getFirst(),
                    open() ? "" : " throughput throughput_low throughput_high"));
    for (Sweep sweep : all()) {
      for (Sweep.Step step : sweep.steps()) {
        table.row(
            sweep.variant(),
            sweep.role().word(),
            step.x(),
            rateUnit(),
            step.values(),
            Spread.name(step.values()),
            sweep.trials());
      }
    }
    return table;
  }
}
