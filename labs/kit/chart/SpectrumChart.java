package kit.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Latencies;

/// Latency by percentile: each trial thin, all trials together thick, the documented value dashed.
/// One panel for each histogram that the system's trials recorded.
///
/// A curve ends where its samples end: a percentile is drawn only if more than ten operations lie
/// beyond it.
final class SpectrumChart {
  private static final int PANELS_MAX = 6;

  /// Of more the headline names the fastest and the slowest.
  private static final int NAMED_MAX = 3;

  private static final Comparator<Spectrum> BY_P99 =
      Comparator.comparingDouble(spectrum -> spectrum.all().percentileNs(99));

  private static final double PLOT_HEIGHT = 230;
  private static final double BEYOND_LEAST = 10;
  private static final double STEP = 0.04;
  private static final double[] MARKED = {0.5, 0.99, 0.999};

  /// One histogram of one variant, over its trials.
  private record Spectrum(String variant, String id, List<Latencies> trials, Latencies all) {
    String name() {
      return id.equals("latency") ? variant : variant + ", " + id;
    }

    double most() {
      return 1 - BEYOND_LEAST / all.count();
    }
  }

  private final Result result;
  private final List<Spectrum> spectra;

  SpectrumChart(Result result) {
    this.result = result;
    this.spectra = spectra(Role.SYSTEM);
  }

  Sheet sheet() {
    List<Spectrum> shown = shown();
    double most =
        shown.stream()
            .flatMap(one -> Stream.concat(Stream.of(one), rivals(one).stream()))
            .mapToDouble(Spectrum::most)
            .max()
            .orElse(0.9);
    Scale x = Scale.percentiles(most);
    return Sheet.of(
        result,
        finding(),
        subtitle(shown.size()),
        key(shown),
        shown.stream().map(one -> panel(one, x, one == shown.getLast())).toList(),
        description(),
        numbers(shown));
  }

  private List<Spectrum> spectra(Role role) {
    List<Spectrum> found = new ArrayList<>();
    for (String name : result.variants()) {
      List<TrialRow> own =
          result.trialsOf(name).stream().filter(trial -> trial.role() == role).toList();
      own.stream()
          .flatMap(trial -> trial.histograms().keySet().stream())
          .distinct()
          .sorted()
          .map(id -> spectrum(name, id, own))
          .filter(spectrum -> spectrum.all().count() > 2 * BEYOND_LEAST)
          .forEach(found::add);
    }
    return found;
  }

  private static Spectrum spectrum(String variant, String id, List<TrialRow> own) {
    List<Latencies> trials =
        own.stream()
            .map(trial -> trial.histograms().get(id))
            .filter(Objects::nonNull)
            .map(Latencies::decode)
            .toList();
    return new Spectrum(
        variant, id, trials, trials.stream().reduce(Latencies.NONE, Latencies::plus));
  }

  private String finding() {
    if (spectra.isEmpty()) {
      return "This run recorded no latencies";
    }
    List<Spectrum> told = shown().stream().filter(s -> s.most() >= 0.99).toList();
    if (told.isEmpty()) {
      return "Latency by percentile";
    }
    String words =
        told.size() > NAMED_MAX
            ? within(Collections.min(told, BY_P99)) + " to " + within(Collections.max(told, BY_P99))
            : told.stream().map(SpectrumChart::within).collect(Collectors.joining(", "));
    return "99 % of the operations end within " + words;
  }

  private static String within(Spectrum spectrum) {
    return Numbers.latency(spectrum.all().percentileNs(99)) + " (" + spectrum.name() + ")";
  }

  private List<Spectrum> shown() {
    return spectra.stream().limit(PANELS_MAX).toList();
  }

  private String subtitle(int shown) {
    if (spectra.isEmpty()) {
      return "";
    }
    String left =
        shown == spectra.size() ? "" : " The first %s of %s.".formatted(shown, spectra.size());
    return "Latency by percentile, both axes log; lower is better. Each trial thin, all trials"
        + " together thick; a curve ends where 10 operations are left."
        + left;
  }

  private List<Sign> key(List<Spectrum> shown) {
    return Sign.key(
        Sign.DOCUMENTED.when(
            shown.stream().anyMatch(s -> !new Backdrop(result, s.variant()).latencies().isEmpty())),
        Sign.MEASURED.when(!shown.isEmpty()));
  }

  private CurvesPanel panel(Spectrum spectrum, Scale x, boolean last) {
    List<FigureRow> documents = new Backdrop(result, spectrum.variant()).latencies();
    List<Spectrum> rivals = rivals(spectrum);
    double[] values =
        Stream.of(List.of(spectrum), rivals)
            .flatMap(List::stream)
            .flatMapToDouble(one -> extremes(one.all()))
            .toArray();
    double[] documented = documents.stream().mapToDouble(Backdrop::nanoseconds).toArray();
    Scale y =
        Scale.log(
                DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(documented)).toArray())
            .labelled(TickLabel::latency);
    CurvesPanel panel =
        new CurvesPanel(
            spectrum.name() + ": " + counted(spectrum),
            last ? "percentile of the operations" : "",
            PLOT_HEIGHT,
            x,
            y);
    spectrum
        .trials()
        .forEach(trial -> panel.curve(curve(trial, "", Tone.MEASURED, 0.35, Plot.Line.HAIR)));
    rivals.forEach(
        rival -> panel.curve(curve(rival.all(), rival.variant(), Tone.PEER, 1, Plot.Line.DASHED)));
    panel.curve(curve(spectrum.all(), "measured", Tone.MEASURED, 1, Plot.Line.SOLID));
    for (double share : MARKED) {
      if (share <= spectrum.most()) {
        double at = ns(spectrum.all(), share);
        String text = percentileName(share) + " " + Numbers.latency(at);
        panel.point(new CurvesPanel.Point(Sign.MEASURED, share, at, text));
      }
    }
    for (FigureRow row : documents) {
      double place = x.at(Backdrop.percentile(row.metric()).orElse(0.1));
      panel.reference(Backdrop.latencyLevel(row, Math.min(1, place)));
    }
    return panel;
  }

  /// Peers that ran against a row of this variant and recorded the same histogram.
  private List<Spectrum> rivals(Spectrum spectrum) {
    Set<String> names = new LinkedHashSet<>();
    for (PeerRow peer : result.peers()) {
      result
          .figure(peer.row())
          .filter(row -> row.variant().equals(spectrum.variant()))
          .ifPresent(_ -> names.add(peer.name()));
    }
    return spectra(Role.PEER).stream()
        .filter(rival -> names.contains(rival.variant()) && rival.id().equals(spectrum.id()))
        .toList();
  }

  private static String counted(Spectrum spectrum) {
    return Numbers.counted(spectrum.all().count(), "operation")
        + " in "
        + Numbers.counted(spectrum.trials().size(), "trial");
  }

  private static DoubleStream extremes(Latencies latencies) {
    return DoubleStream.of(ns(latencies, 0), ns(latencies, 1 - BEYOND_LEAST / latencies.count()));
  }

  private static double ns(Latencies latencies, double share) {
    return Math.max(1, latencies.percentileNs(100 * Math.max(0, share)));
  }

  private static CurvesPanel.Curve curve(
      Latencies latencies, String name, Tone tone, double opacity, Plot.Line line) {
    double[] shares = shares(latencies);
    double[] ys = DoubleStream.of(shares).map(share -> ns(latencies, share)).toArray();
    return new CurvesPanel.Curve(name, tone, opacity, line, shares, ys);
  }

  /// Shares in even steps of the axis, up to where ten operations are left.
  private static double[] shares(Latencies latencies) {
    double nines = Math.log10(Math.max(1.1, latencies.count() / BEYOND_LEAST));
    int steps = (int) Math.ceil(nines / STEP);
    return DoubleStream.iterate(0, i -> i + 1)
        .limit(steps + 1)
        .map(i -> 1 - Math.pow(10, -nines * i / steps))
        .toArray();
  }

  private static String percentileName(double share) {
    return "p" + TickLabel.of(100 * share);
  }

  private String description() {
    StringBuilder text = new StringBuilder("Line chart, both axes log. ").append(finding());
    for (Spectrum spectrum : shown()) {
      text.append(". ").append(spectrum.name()).append(":");
      for (double share : MARKED) {
        if (share <= spectrum.most()) {
          text.append(" ").append(percentileName(share)).append(" ");
          text.append(Numbers.latency(ns(spectrum.all(), share))).append(",");
        }
      }
      text.append(" longest ").append(Numbers.latency(spectrum.all().maxNs()));
      for (FigureRow row : new Backdrop(result, spectrum.variant()).latencies()) {
        text.append(", documented ").append(row.documented().text()).append(" ").append(row.unit());
      }
    }
    return text.append(".").toString();
  }

  private Table numbers(List<Spectrum> shown) {
    Table table = new Table("variant histogram trial percentile latency_ns");
    for (Spectrum spectrum : shown) {
      for (int trial = 0; trial < spectrum.trials().size(); trial++) {
        add(table, spectrum, Integer.toString(trial + 1), spectrum.trials().get(trial));
      }
      add(table, spectrum, "all", spectrum.all());
      rivals(spectrum).forEach(rival -> add(table, rival, "all", rival.all()));
      for (FigureRow row : new Backdrop(result, spectrum.variant()).latencies()) {
        Double percentile =
            Backdrop.percentile(row.metric()).stream()
                .map(p -> 100 * p)
                .boxed()
                .findFirst()
                .orElse(null);
        table.row(
            spectrum.variant(), spectrum.id(), "documented", percentile, Backdrop.nanoseconds(row));
      }
    }
    return table;
  }

  private static void add(Table table, Spectrum spectrum, String trial, Latencies latencies) {
    for (double share : shares(latencies)) {
      table.row(spectrum.variant(), spectrum.id(), trial, 100 * share, ns(latencies, share));
    }
  }
}
