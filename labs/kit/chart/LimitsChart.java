package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import kit.report.Numbers;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.PeerRow;
import kit.result.Result;

/// How much of what the machine allows was reached, and what is left. From zero, since shares are
/// compared by their length.
final class LimitsChart {
  private static final double ALL = 100;

  /// A share that no scatter of the calibration explains.
  private static final double BEYOND = 1.05;

  private final Result result;
  private final List<FigureRow> rows;

  LimitsChart(Result result) {
    this.result = result;
    this.rows =
        result.figures().stream()
            .filter(row -> FiguresChart.limit(row) != null)
            .sorted(Comparator.comparing(FigureRow::limitShare).reversed())
            .toList();
  }

  Sheet sheet() {
    List<Panel> panels = rows.isEmpty() ? List.of() : List.of(panel());
    List<Sign> key = new ArrayList<>();
    if (!rows.isEmpty()) {
      key.addAll(List.of(Sign.MEASURED, Sign.LIMIT));
    }
    if (rows.stream().anyMatch(row -> !peers(row).isEmpty())) {
      key.add(Sign.PEER);
    }
    return new Sheet(
        finding(),
        rows.isEmpty() ? "" : subtitle(),
        key,
        panels,
        warnings(),
        Source.of(result),
        description(),
        numbers());
  }

  private String finding() {
    if (rows.isEmpty()) {
      return "No figure of this run is held against a limit of the machine";
    }
    FigureRow most = rows.getFirst();
    FigureRow least = rows.getLast();
    String sentence =
        most.label()
            + " reaches "
            + Numbers.percent(most.limitShare())
            + " of what the machine allows";
    return Finding.capital(
        rows.size() == 1
            ? sentence
            : sentence + "; " + least.label() + " reaches " + Numbers.percent(least.limitShare()));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(Source.warnings(result));
    if (rows.stream().anyMatch(row -> row.limitShare() > BEYOND)) {
      warnings.add(
          "Over 100 %: that limit was calibrated while something else ran, or it is none.");
    }
    return warnings;
  }

  private String subtitle() {
    return "Share of a limit calibrated in the same run, linear from zero. Dot: "
        + Spread.middle(result)
        + "; bar: "
        + Words.intervalName(result)
        + ".";
  }

  private RowsPanel panel() {
    double[] values =
        DoubleStream.concat(
                DoubleStream.of(ALL),
                rows.stream()
                    .flatMapToDouble(
                        row ->
                            DoubleStream.concat(
                                DoubleStream.of(100 * row.limitShare(), high(row)),
                                peers(row).stream().mapToDouble(RowsPanel.Mark::value))))
            .toArray();
    Scale x = Scale.fromZero(values);
    return new RowsPanel(
        "Share of the limit, %",
        "left",
        x.labelled(share -> TickLabel.of(share) + " %"),
        rows.stream().map(this::row).toList());
  }

  private RowsPanel.Row row(FigureRow row) {
    double share = 100 * row.limitShare();
    boolean bounded = row.low() != null;
    double left = 1 - row.limitShare();
    return new RowsPanel.Row(
        Finding.head(row.label()),
        Finding.tail(row.label()),
        null,
        "",
        Sign.MEASURED,
        new RowsPanel.Mark(share, Numbers.percent(row.limitShare())),
        bounded ? new RowsPanel.Span(low(row), high(row)) : null,
        ALL,
        peers(row),
        left > 0 ? Numbers.percent(left) : "none",
        "of " + limitValue(row),
        limitLabel(row));
  }

  private static String limitValue(FigureRow row) {
    return Numbers.withUnit(Numbers.compact(FiguresChart.limit(row)), row.unit());
  }

  private String limitLabel(FigureRow row) {
    return Optional.ofNullable(row.limit()).flatMap(result::limit).map(Limit::label).orElse("");
  }

  private static double low(FigureRow row) {
    return 100
        * row.limitShare()
        * turned(row, row.better().equals("less") ? row.high() : row.low());
  }

  private static double high(FigureRow row) {
    if (row.low() == null) {
      return 100 * row.limitShare();
    }
    return 100
        * row.limitShare()
        * turned(row, row.better().equals("less") ? row.low() : row.high());
  }

  /// By how much the share changes when this is measured instead of the median.
  private static double turned(FigureRow row, double value) {
    return row.better().equals("less") ? row.measured() / value : value / row.measured();
  }

  private List<RowsPanel.Mark> peers(FigureRow row) {
    return result.peers().stream()
        .filter(peer -> peer.row().equals(row.id()) && peer.ratio() > 0)
        .map(peer -> new RowsPanel.Mark(share(row, peer), peer.name()))
        .filter(mark -> Double.isFinite(mark.value()))
        .toList();
  }

  private static double share(FigureRow row, PeerRow peer) {
    return 100 * row.limitShare() / peer.ratio();
  }

  private String description() {
    if (rows.isEmpty()) {
      return finding() + ".";
    }
    List<String> sentences = new ArrayList<>();
    sentences.add("Dot plot, linear scale from zero. " + finding() + ".");
    for (FigureRow row : rows) {
      sentences.add(
          row.label()
              + ": "
              + Numbers.percent(row.limitShare())
              + " of "
              + limitValue(row)
              + " ("
              + limitLabel(row)
              + ")"
              + ".");
    }
    return String.join(" ", sentences) + " Table follows.";
  }

  private Table numbers() {
    Table table =
        new Table(
            "row",
            "label",
            "limit",
            "limit_value",
            "unit",
            "share",
            "share_low",
            "share_high",
            "low_high_is",
            "peer",
            "peer_share");
    for (FigureRow row : rows) {
      table.row(
          row.id(),
          row.label(),
          row.limit(),
          FiguresChart.limit(row),
          row.unit(),
          row.limitShare(),
          row.low() == null ? null : low(row) / 100,
          row.low() == null ? null : high(row) / 100,
          row.low() == null ? null : Words.intervalName(result, row),
          null,
          null);
      for (RowsPanel.Mark peer : peers(row)) {
        table.row(
            row.id(),
            row.label(),
            row.limit(),
            FiguresChart.limit(row),
            row.unit(),
            null,
            null,
            null,
            null,
            peer.text(),
            peer.value() / 100);
      }
    }
    return table;
  }
}
