package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import kit.report.MachineWords;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Verdict;

/// Every row of several labs as its ratio to the document, turned so that right is better: how many
/// are reached, and by how far. One strip for each system, the least of each named. Only rows that
/// are judged are filled: the ratio of one under other conditions, say, is no answer.
final class OverviewChart {
  private static final String NO_BREAK = "\u00a0";

  /// Verdicts that follow from the ratio alone.
  private static final Set<Verdict> JUDGED =
      EnumSet.of(
          Verdict.EXCEEDED, Verdict.KEPT, Verdict.REPRODUCED, Verdict.SHORT, Verdict.DIFFERS);

  /// One figure of one run.
  private record Entry(Result result, FigureRow row) {}

  private final List<Result> results;
  private final Map<String, List<Entry>> systems;

  /// @param results the newest of each lab, as the caller chose them
  OverviewChart(List<Result> results) {
    this.results = results.stream().sorted(Comparator.comparing(Result::lab)).toList();
    this.systems =
        this.results.stream()
            .flatMap(result -> result.figures().stream().map(row -> new Entry(result, row)))
            .filter(entry -> drawn(entry.row()))
            .collect(
                Collectors.groupingBy(
                    entry -> system(entry.result()), TreeMap::new, Collectors.toList()));
  }

  private static boolean drawn(FigureRow row) {
    return row.ratio() != null && row.ratio() > 0 && Double.isFinite(row.ratio());
  }

  /// A lab is named after its system: `sequencer-burst`.
  private static String system(Result result) {
    int dash = result.lab().indexOf('-');
    return dash < 0 ? result.lab() : result.lab().substring(0, dash);
  }

  private static boolean judged(FigureRow row) {
    return JUDGED.contains(row.verdict());
  }

  private List<FigureRow> rows() {
    return results.stream().flatMap(result -> result.figures().stream()).toList();
  }

  private String title() {
    List<FigureRow> judged = rows().stream().filter(OverviewChart::judged).toList();
    if (systems.isEmpty()) {
      return "No measured figure can be compared";
    }
    return judged.isEmpty()
        ? Finding.of(rows(), results.stream().allMatch(Result::smoke))
        : Numbers.counted(judged.size(), "row")
            + " against the documents: "
            + Words.verdicts(judged);
  }

  Sheet sheet() {
    Scale x =
        Scale.log(DoubleStream.concat(DoubleStream.of(0.9, 1.1), ratios()).toArray())
            .labelled(
                ratio ->
                    (ratio < 1 ? TickLabel.of(ratio) : Numbers.count(Math.round(ratio))) + "x");
    List<Panel> panels = new ArrayList<>();
    systems.forEach(
        (system, entries) ->
            panels.add(panel(system, entries, x, panels.size() == systems.size() - 1)));
    return new Sheet(
        title(),
        systems.isEmpty() ? "" : subtitle(),
        key(),
        panels,
        warnings(),
        source(),
        description(),
        numbers());
  }

  private DoubleStream ratios() {
    return systems.values().stream()
        .flatMap(List::stream)
        .mapToDouble(entry -> entry.row().ratio());
  }

  private String subtitle() {
    long shown = ratios().count();
    long without = rows().stream().filter(row -> row.documented() != null && !drawn(row)).count();
    return "Measured to documented, log scale, turned so that right is better. Each dot is one"
        + " measured row ("
        + Numbers.counted(shown, "row")
        + (without == 0 ? "" : "; " + without + " more have no ratio")
        + "); hollow where no verdict follows from its ratio. Band: within 10 % of the document.";
  }

  private List<Sign> key() {
    List<Sign> used =
        systems.values().stream().flatMap(List::stream).map(entry -> sign(entry.row())).toList();
    return Sign.key(
        Sign.DOCUMENTED.when(!systems.isEmpty()),
        Sign.MEASURED.when(used.contains(Sign.MEASURED)),
        Sign.INCONCLUSIVE.when(used.contains(Sign.INCONCLUSIVE)));
  }

  private static Sign sign(FigureRow row) {
    return judged(row) ? Sign.MEASURED : Sign.INCONCLUSIVE;
  }

  private static CloudPanel panel(String system, List<Entry> entries, Scale x, boolean last) {
    List<CloudPanel.Dot> dots =
        entries.stream()
            .sorted(
                Comparator.comparing((Entry entry) -> entry.row().ratio())
                    .thenComparing(entry -> entry.row().id()))
            .map(entry -> new CloudPanel.Dot(entry.row().ratio(), sign(entry.row())))
            .toList();
    FigureRow least =
        entries.stream().map(Entry::row).min(Comparator.comparing(FigureRow::ratio)).orElseThrow();
    return new CloudPanel(
        system,
        counts(entries),
        x,
        dots,
        Words.ratio(least.ratio(), null, null) + " " + least.label(),
        last);
  }

  private static String counts(List<Entry> entries) {
    return Words.verdicts(entries.stream().map(Entry::row).toList())
        .replaceAll("(?<=\\d) ", NO_BREAK);
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    long smoke = results.stream().filter(Result::smoke).count();
    if (smoke > 0) {
      warnings.add(
          Numbers.counted(smoke, "SMOKE RUN") + " among them: hollow dots, without a verdict.");
    }
    Source.disturbed(results).ifPresent(warnings::add);
    if (machines().size() > 1) {
      warnings.add("The runs are from " + machines().size() + " different machines.");
    }
    return warnings;
  }

  private List<String> machines() {
    return results.stream().map(run -> MachineWords.machine(run.machine())).distinct().toList();
  }

  /// Labs of one system, day and profile share a line.
  private List<String> source() {
    Map<String, List<String>> runs =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    run -> system(run) + ", " + MachineWords.day(run) + ", " + run.profile() + ": ",
                    TreeMap::new,
                    Collectors.mapping(
                        run -> run.lab().substring(run.lab().indexOf('-') + 1),
                        Collectors.toList())));
    List<String> lines = new ArrayList<>(List.of(Source.project(rows())));
    runs.forEach((what, labs) -> lines.add(what + String.join(", ", labs)));
    lines.addAll(machines());
    return lines;
  }

  private String description() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Dot plot of ratios, log scale. " + title() + ".");
    systems.forEach(
        (system, entries) -> {
          DoubleSummaryStatistics all =
              entries.stream().mapToDouble(entry -> entry.row().ratio()).summaryStatistics();
          sentences.add(
              system
                  + ": "
                  + counts(entries)
                  + ", from "
                  + Numbers.ratio(all.getMin())
                  + " to "
                  + Numbers.ratio(all.getMax())
                  + " times the document.");
        });
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table = new Table("system lab row label figure ratio ratio_low ratio_high verdict");
    systems.forEach(
        (system, entries) -> {
          for (Entry entry : entries) {
            FigureRow row = entry.row();
            table.row(
                system,
                entry.result().lab(),
                row.id(),
                row.label(),
                row.documented() == null ? null : row.documented().id(),
                row.ratio(),
                row.ratioLow(),
                row.ratioHigh(),
                row.verdict().word());
          }
        });
    return table;
  }
}
