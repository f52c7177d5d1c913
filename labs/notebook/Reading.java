package labs.notebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kit.report.Numbers;
import kit.report.Tail;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Reach;
import kit.result.Result;
import kit.result.Role;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/// What one sees in the charts of a result, in sentences that are computed and therefore true of
/// any result. Where a result holds nothing to say a sentence about, there is none.
final class Reading {
  /// Throughput that differs by less than this is called the same.
  private static final double SAME = 0.05;

  /// By this factor a p99 may leave the least one before it counts as grown.
  private static final double GROWN = 2;

  private final Result result;

  Reading(Result result) {
    this.result = result;
  }

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
  List<String> saturation() {
    Table sweep = ResultTables.sweep(result);
    if (!whole(sweep)) {
      return List.of();
    }
    List<Double> rates = column(sweep, "throughput");
    List<Double> clients = column(sweep, "lanes");
    List<Double> p99 = column(sweep, "p99, ms");
    double most = rates.stream().max(Comparator.naturalOrder()).orElseThrow();
    int last = rates.size() - 1;
    int full = 0;
    while (rates.get(full) < (1 - SAME) * most) {
      full++;
    }
    String rise =
        subject("lanes")
            + "From %s to %s throughput goes from %s to %s a second, %s times as many."
                .formatted(
                    clients(clients.getFirst()),
                    Numbers.plain(clients.get(full)),
                    Numbers.plain(rates.getFirst()),
                    Numbers.plain(rates.get(full)),
                    Numbers.ratio(rates.get(full) / rates.getFirst()));
    if (full == last) {
      return List.of(rise, "It still grew at the last step: the sweep did not reach the end.");
    }
    boolean held = rates.get(last) >= (1 - SAME) * most;
    return List.of(
        rise,
        "More clients bring %s: with %s it is %s a second, while p99 goes from %s to %s."
            .formatted(
                held ? "next to nothing" : "less",
                Numbers.plain(clients.get(last)),
                Numbers.plain(rates.get(last)),
                milliseconds(p99.get(full)),
                milliseconds(p99.get(last))));
  }

  /// Whose sweep is told, where there are several.
  private String subject(String series) {
    List<String> variants = ResultTables.variants(result, series);
    return variants.size() < 2 ? "" : "Of \"" + variants.getFirst() + "\": ";
  }

  /// Up to which offered load latency stays, and where it is gone.
  List<String> load() {
    Table offered = ResultTables.offered(result);
    if (!whole(offered)) {
      return List.of();
    }
    List<Double> loads = column(offered, "offered");
    List<Double> p50 = column(offered, "offered_p50, ms");
    List<Double> p99 = column(offered, "offered_p99, ms");
    int last = loads.size() - 1;
    int calm = 0;
    while (calm < last && p99.get(calm + 1) <= GROWN * p99.getFirst()) {
      calm++;
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        subject("offered")
            + "At %s a second half of the answers come within %s and 99 %% within %s."
                .formatted(
                    Numbers.plain(loads.getFirst()),
                    milliseconds(p50.getFirst()),
                    milliseconds(p99.getFirst())));
    if (calm == last) {
      sentences.add("No load that was offered doubles that p99.");
    } else {
      sentences.add(
          "Up to %s a second p99 stays below twice that; at %s it is %s."
              .formatted(
                  Numbers.plain(loads.get(calm)),
                  Numbers.plain(loads.get(calm + 1)),
                  milliseconds(p99.get(calm + 1))));
    }
    return sentences;
  }

  /// How much slower than the median the slowest hundredth of the system's answers is, and why.
  List<String> spectrum() {
    List<String> sentences = new ArrayList<>();
    for (Row row : ResultTables.latencies(result)) {
      String name = row.getString("latencies of");
      boolean own =
          result.trials().stream()
              .filter(trial -> trial.role() == Role.SYSTEM)
              .anyMatch(trial -> name.startsWith(trial.name() + ", "));
      double median = row.getDouble("p50");
      if (own && median > 0) {
        sentences.add(
            "%s: the slowest hundredth takes at least %s times as long as the median; the longest took %s."
                .formatted(
                    name.replaceFirst(", latency$", ""),
                    Numbers.ratio(row.getDouble("p99") / median),
                    milliseconds(row.getDouble("max"))));
      }
    }
    Tail.sentences(result).forEach(sentence -> sentences.add(sentence + "."));
    return sentences;
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

  /// Whether there are at least two steps, and a number above zero in every place.
  private static boolean whole(Table steps) {
    return steps.rowCount() > 1
        && steps.columns().stream()
            .allMatch(column -> column.countMissing() == 0 && ((DoubleColumn) column).min() > 0);
  }

  private static List<Double> column(Table table, String name) {
    return table.doubleColumn(name).asList();
  }

  private static String clients(double number) {
    return Words.counted((long) number, "client");
  }

  private static String milliseconds(double latencyMs) {
    return Numbers.latency(latencyMs * 1e6);
  }
}
