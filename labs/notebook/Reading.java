package labs.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kit.chart.Chart;
import kit.report.Tail;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Reach;
import kit.result.Result;
import kit.result.Role;
import kit.stats.Latencies;
import tech.tablesaw.api.Table;

/// What one sees in the charts of a result, in sentences that are computed and therefore true of
/// any result. Where a result holds nothing to say a sentence about, there is none.
record Reading(Result result) {
  /// Throughput that differs by less than this is called the same.
  private static final double SAME = 0.05;

  /// By this factor a p99 may leave the least one before it counts as grown.
  private static final double GROWN = 2;

  /// What the document states, one sentence a figure.
  List<String> claims() {
    return result.figures().stream()
        .filter(row -> row.documented() != null)
        .map(
            row ->
                "%s, line %s: %s for \"%s\""
                    .formatted(
                        row.documented().document(),
                        row.documented().line(),
                        Numbers.withUnit(row.documented().text(), row.unit()),
                        row.label()))
        .toList();
  }

  /// How many times the document each row is.
  List<String> figures() {
    return result.figures().stream()
        .filter(row -> row.documented() != null && row.ratio() != null && row.measured() != null)
        .map(this::figure)
        .toList();
  }

  private String figure(FigureRow row) {
    return "%s: %s against %s documented, %s; %s."
        .formatted(
            row.label(),
            Numbers.withUnit(Numbers.inUnit(row.measured(), row.unit()), row.unit()),
            row.documented().text(),
            Words.ratio(row.ratio(), row.ratioLow(), row.ratioHigh()),
            result.smoke() ? "a smoke run gives no verdict" : row.verdict().word());
  }

  /// How far more clients carry the throughput, and what the rest of them get.
  static List<String> saturation(Chart chart) {
    List<Table> sweeps = sweeps(chart);
    if (sweeps.isEmpty()) {
      return List.of();
    }
    Table sweep = sweeps.getFirst();
    double[] rates = column(sweep, "throughput");
    double[] clients = column(sweep, "lanes");
    double[] p99 = column(sweep, "p99_ns");
    double most = Arrays.stream(rates).max().orElseThrow();
    int last = rates.length - 1;
    int full = 0;
    while (rates[full] < (1 - SAME) * most) {
      full++;
    }
    String rise =
        subject(sweeps)
            + "From %s to %s throughput goes from %s to %s per second, %s times as many."
                .formatted(
                    Numbers.counted((long) clients[0], "client"),
                    Numbers.plain(clients[full]),
                    Numbers.plain(rates[0]),
                    Numbers.plain(rates[full]),
                    Numbers.ratio(rates[full] / rates[0]));
    if (full == last) {
      return List.of(rise, "It still grew at the last step: the sweep did not reach the end.");
    }
    boolean held = rates[last] >= (1 - SAME) * most;
    return List.of(
        rise,
        "More clients bring %s: with %s it is %s per second, while p99 goes from %s to %s."
            .formatted(
                held ? "next to nothing" : "less",
                Numbers.plain(clients[last]),
                Numbers.plain(rates[last]),
                Numbers.latency(p99[full]),
                Numbers.latency(p99[last])));
  }

  /// Up to which offered load latency stays, and where it is gone.
  static List<String> load(Chart chart) {
    List<Table> sweeps = sweeps(chart);
    if (sweeps.isEmpty()) {
      return List.of();
    }
    double[] loads = column(sweeps.getFirst(), "offered");
    double[] p50 = column(sweeps.getFirst(), "p50_ns");
    double[] p99 = column(sweeps.getFirst(), "p99_ns");
    int calm = 0;
    while (calm < loads.length - 1 && p99[calm + 1] <= GROWN * p99[0]) {
      calm++;
    }
    String light =
        subject(sweeps)
            + "At %s per second half of the answers come within %s and 99 %% within %s."
                .formatted(
                    Numbers.plain(loads[0]), Numbers.latency(p50[0]), Numbers.latency(p99[0]));
    return List.of(
        light,
        calm == loads.length - 1
            ? "No load that was offered doubles that p99."
            : "Up to %s per second p99 stays below twice that; at %s it is %s."
                .formatted(
                    Numbers.plain(loads[calm]),
                    Numbers.plain(loads[calm + 1]),
                    Numbers.latency(p99[calm + 1])));
  }

  /// The steps of each variant of the system that was swept by two or more.
  private static List<Table> sweeps(Chart chart) {
    return ResultTables.by(ResultTables.of(chart), "variant").stream()
        .filter(one -> one.getString(0, "role").equals(Role.SYSTEM.word()))
        .filter(one -> one.rowCount() > 1)
        .toList();
  }

  /// Whose sweep is told, where there are several.
  private static String subject(List<Table> sweeps) {
    return sweeps.size() < 2 ? "" : "Of \"" + sweeps.getFirst().name() + "\": ";
  }

  private static double[] column(Table table, String name) {
    return table.doubleColumn(name).asDoubleArray();
  }

  /// How much slower than the median the slowest hundredth of the system's answers is, and why.
  List<String> spectrum() {
    List<String> sentences = new ArrayList<>();
    for (String variant : result.variants()) {
      latencies(variant)
          .forEach(
              (id, all) -> {
                if (all.percentileNs(50) > 0) {
                  sentences.add(
                      "%s: the slowest hundredth takes at least %s times as long as the median; the longest took %s."
                          .formatted(
                              id.equals("latency") ? variant : variant + ", " + id,
                              Numbers.ratio((double) all.percentileNs(99) / all.percentileNs(50)),
                              Numbers.latency(all.maxNs())));
                }
              });
    }
    Tail.sentences(result).forEach(sentence -> sentences.add(sentence + "."));
    return sentences;
  }

  /// Of all trials of a variant of the system together.
  private Map<String, Latencies> latencies(String variant) {
    Map<String, Latencies> all = new TreeMap<>();
    result.trialsOf(variant).stream()
        .filter(trial -> trial.role() == Role.SYSTEM)
        .flatMap(trial -> trial.histograms().entrySet().stream())
        .forEach(one -> all.merge(one.getKey(), Latencies.decode(one.getValue()), Latencies::plus));
    return all;
  }

  /// How much of its limit each row reached, or that the limit is none.
  List<String> limits() {
    List<String> sentences = new ArrayList<>();
    for (FigureRow row : result.figures()) {
      Reach.of(result, row)
          .ifPresent(
              reach -> sentences.add("%s: %s.".formatted(row.label(), Words.reach(reach, ""))));
    }
    return sentences;
  }

  /// Which row scatters most.
  List<String> trials() {
    List<String> sentences = new ArrayList<>();
    result.figures().stream()
        .filter(row -> row.values().size() > 1 && row.measured() != null && row.measured() > 0)
        .max(Comparator.comparingDouble(Reading::scatter))
        .ifPresent(
            row ->
                sentences.add(
                    "\"%s\" scatters most: its least and greatest trial lie %s of the median apart."
                        .formatted(row.label(), Numbers.percent(scatter(row)))));
    return sentences;
  }

  private static double scatter(FigureRow row) {
    double least = row.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    double most = row.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    return (most - least) / row.measured();
  }
}
