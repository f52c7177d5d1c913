package kit.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Metric;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Proportion;
import kit.result.Result;
import kit.result.Role;
import kit.result.RuntimeFacts;
import kit.result.TrialRow;
import kit.stats.TwoGroups;

/// Every trial in the order in which it ran: drift, two modes, a warm-up that was too short. Each
/// row has an axis of its own, around its data.
final class TrialsChart {
  /// How many reasons of marks the headline names.
  private static final int MARKS_MAX = 3;

  private static final double AGREEMENT = 1e-4;

  /// One row: the trials of one variant, by one metric.
  ///
  /// @param quantity what its numbers are, as the label says it
  private record Strip(
      String label, String variant, String metric, String unit, String quantity, FigureRow row) {}

  /// What one trial gave.
  private record Value(TrialRow trial, double value) {}

  private final Result result;
  private final Map<Strip, List<Value>> strips = new LinkedHashMap<>();

  TrialsChart(Result result) {
    this.result = result;
    for (FigureRow row : result.figures()) {
      String quantity = FiguresChart.quantity(row, result.figures());
      add(new Strip(row.label(), row.variant(), row.metric(), row.unit(), quantity, row));
    }
    for (PeerRow peer : result.peers()) {
      result
          .figure(peer.row())
          .ifPresent(
              row ->
                  add(
                      new Strip(
                          Words.peer(peer),
                          peer.name(),
                          peer.metric(),
                          row.unit(),
                          "beside " + Words.row(result, row) + "; " + row.unit(),
                          null)));
    }
  }

  private void add(Strip strip) {
    boolean known =
        strips.keySet().stream()
            .anyMatch(
                other ->
                    other.variant().equals(strip.variant())
                        && other.metric().equals(strip.metric()));
    List<Value> values =
        result.trialsOf(strip.variant()).stream()
            .map(trial -> value(trial, strip.metric()))
            .filter(Objects::nonNull)
            .toList();
    if (!known && !values.isEmpty()) {
      strips.put(strip, values);
    }
  }

  private static Value value(TrialRow trial, String metric) {
    Metric number = trial.metrics().get(metric);
    Proportion share = trial.proportions().get(metric);
    if (number != null && Double.isFinite(number.value())) {
      return new Value(trial, number.value());
    }
    return share != null && share.of() > 0
        ? new Value(trial, 100.0 * share.hits() / share.of())
        : null;
  }

  Sheet sheet() {
    List<Strip> drawn = StripPanel.drawn(strips.keySet(), this::split);
    List<Panel> panels = new ArrayList<>();
    drawn.forEach(strip -> panels.add(panel(strip, strip == drawn.getLast())));
    return Sheet.of(
        result, finding(), subtitle(drawn.size()), key(), panels, description(), numbers());
  }

  private String finding() {
    if (strips.isEmpty()) {
      return "This run has no trials to show";
    }
    List<TrialRow> marked =
        result.trials().stream().filter(trial -> !trial.marks().isEmpty()).toList();
    String all = Numbers.counted(result.trials().size(), "trial");
    String groups = groups();
    if (result.runtime().kind().equals(RuntimeFacts.EXPORT)) {
      return "Nothing watched the machine during " + all + groups;
    }
    if (marked.isEmpty()) {
      return groups.isEmpty()
          ? "No sign of a disturbance in " + all
          : "None of " + all + " is marked" + groups;
    }
    List<String> marks =
        marked.stream().flatMap(trial -> trial.marks().stream()).distinct().toList();
    String why = String.join(", ", marks.subList(0, Math.min(MARKS_MAX, marks.size())));
    String more = marks.size() > MARKS_MAX ? " and " + (marks.size() - MARKS_MAX) + " more" : "";
    boolean one = marked.size() == 1;
    return marked.size()
        + " of "
        + all
        + (one ? " was" : " were")
        + " disturbed: "
        + why
        + more
        + groups;
  }

  /// Of which rows the dots fall into two groups, as the end of a sentence.
  private String groups() {
    List<Strip> split = strips.keySet().stream().filter(this::split).toList();
    return switch (split.size()) {
      case 0 -> "";
      case 1 -> "; those of " + split.getFirst().label() + " fall into two groups";
      default -> "; those of " + Numbers.counted(split.size(), "row") + " fall into two groups";
    };
  }

  private boolean split(Strip strip) {
    return TwoGroups.in(strips.get(strip).stream().mapToDouble(Value::value).toArray()).isPresent();
  }

  private String subtitle(int drawn) {
    if (strips.isEmpty()) {
      return "";
    }
    return "Each trial in the order of the run. Axes are linear, around the data, not from zero."
        + " Line: median; box: "
        + Words.intervalName(result)
        + "."
        + StripPanel.left(drawn, strips.size());
  }

  private List<Sign> key() {
    List<TrialRow> trials =
        strips.values().stream().flatMap(List::stream).map(Value::trial).distinct().toList();
    return Sign.key(
        Sign.DOCUMENTED.when(strips.keySet().stream().anyMatch(strip -> documented(strip) != null)),
        Stream.of(Role.values())
            .filter(role -> trials.stream().anyMatch(trial -> trial.role() == role))
            .map(TrialsChart::sign),
        Sign.MARKED.when(trials.stream().anyMatch(trial -> !trial.marks().isEmpty())));
  }

  private static Sign sign(Role role) {
    return switch (role) {
      case SYSTEM -> Sign.MEASURED;
      case CONTROL -> Sign.CONTROL;
      case PEER -> Sign.PEER;
    };
  }

  private static Double documented(Strip strip) {
    boolean stated = strip.row() != null && strip.row().documented() != null;
    return stated ? (Double) strip.row().documented().high() : null;
  }

  private StripPanel panel(Strip strip, boolean last) {
    List<Value> values = strips.get(strip);
    List<StripPanel.Dot> dots =
        values.stream()
            .map(
                value ->
                    new StripPanel.Dot(
                        value.trial().order() + 1,
                        value.value(),
                        null,
                        null,
                        sign(value.trial().role()),
                        !value.trial().marksOf(strip.metric()).isEmpty(),
                        ""))
            .toList();
    List<Double> box = box(strip, values);
    double[] ys =
        DoubleStream.concat(
                values.stream().mapToDouble(Value::value),
                box.stream().mapToDouble(Double::doubleValue))
            .toArray();
    return new StripPanel(
        RowWords.of(strip.label(), strip.quantity(), strip.unit(), box, strip.row()),
        orders(),
        around(ys),
        dots,
        documented(strip),
        box,
        false,
        last ? "number of the trial in the run" : null);
  }

  /// An axis around the trials. Where they agree to within a ten-thousandth it shows no less than
  /// that: finer ticks have more digits than there is room for, and mean nothing.
  private static Scale around(double[] ys) {
    double least = Arrays.stream(ys).min().orElse(0);
    double most = Arrays.stream(ys).max().orElse(0);
    double half = AGREEMENT * Math.max(Math.abs(least), Math.abs(most)) / 2;
    if (most - least >= 2 * half) {
      return Scale.linear(ys);
    }
    double middle = least / 2 + most / 2;
    return Scale.linear(middle - half, middle + half);
  }

  private Scale orders() {
    double[] orders =
        strips.values().stream()
            .flatMap(List::stream)
            .mapToDouble(value -> value.trial().order() + 1)
            .toArray();
    Scale around = Scale.linear(orders);
    double[] whole =
        around.ticks().stream()
            .mapToDouble(Scale.Tick::value)
            .filter(value -> value >= 1 && value == Math.rint(value))
            .toArray();
    return around.ticked(whole, TickLabel::of);
  }

  /// Median, low and high as the row has them; a peer's from its own trials.
  private static List<Double> box(Strip strip, List<Value> values) {
    FigureRow row = strip.row();
    if (row != null) {
      return row.measured() == null || row.low() == null ? List.of() : StripPanel.numbers(row);
    }
    Spread spread = Spread.of(values.stream().mapToDouble(Value::value).toArray());
    return List.of(spread.median(), spread.low(), spread.high());
  }

  private String description() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Dot plots of the trials in run order, linear scales. " + finding() + ".");
    strips.forEach(
        (strip, values) -> {
          DoubleSummaryStatistics all =
              values.stream().mapToDouble(Value::value).summaryStatistics();
          sentences.add(
              strip.label()
                  + ": "
                  + Numbers.counted(values.size(), "trial")
                  + ", "
                  + Numbers.withUnit(
                      Numbers.range(all.getMin(), all.getMax(), strip.unit()), strip.unit())
                  + ".");
        });
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table = new Table("row variant role metric unit order trial value marks");
    strips.forEach(
        (strip, values) -> {
          for (Value value : values) {
            table.row(
                strip.label(),
                strip.variant(),
                value.trial().role().word(),
                strip.metric(),
                strip.unit(),
                value.trial().order() + 1,
                value.trial().index() + 1,
                value.value(),
                String.join("; ", value.trial().marksOf(strip.metric())));
          }
        });
    return table;
  }
}
