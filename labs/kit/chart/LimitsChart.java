package kit.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Reach;
import kit.result.Result;

/// How much of its limit each row reached; a limit that a trial exceeded is none and has no share.
/// From zero, since shares are compared by their length.
final class LimitsChart {
  private static final double ALL = 100;

  /// Where a bar is cut, so that a limit that repeats badly leaves the other rows their room.
  private static final double LONGEST = 200;

  private final Result result;
  private final List<FigureRow> rows;

  LimitsChart(Result result) {
    this.result = result;
    this.rows =
        result.figures().stream()
            .filter(row -> Reach.of(result, row).isPresent())
            .sorted(
                Comparator.comparing((FigureRow row) -> reach(row).holds())
                    .thenComparing(FigureRow::limitShare)
                    .reversed())
            .toList();
  }

  private Reach reach(FigureRow row) {
    return Reach.of(result, row).orElseThrow();
  }

  private List<FigureRow> holding() {
    return rows.stream().filter(row -> reach(row).holds()).toList();
  }

  Sheet sheet() {
    boolean empty = holding().isEmpty();
    List<Panel> panels = rows.isEmpty() ? List.of() : List.of(panel());
    return new Sheet(
        finding(),
        empty ? "" : subtitle(),
        Sign.key(
            Sign.MEASURED.when(!empty),
            Sign.LIMIT.when(!empty),
            Sign.PEER.when(rows.stream().anyMatch(row -> !peers(row).isEmpty()))),
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
    List<FigureRow> told = rows.stream().filter(row -> reach(row).quotable()).toList();
    List<String> clauses = new ArrayList<>();
    if (!told.isEmpty()) {
      FigureRow most = told.getFirst();
      FigureRow least = told.getLast();
      String base = reach(most).base();
      clauses.add(reaches(most) + " " + base);
      if (told.size() > 1) {
        boolean same = reach(least).base().equals(base);
        clauses.add(reaches(least) + (same ? "" : " " + reach(least).base()));
      }
    }
    rest(clauses, reach -> !reach.holds(), "does not hold", "do not hold");
    rest(
        clauses,
        reach -> reach.holds() && !reach.quotable(),
        "differs from repeat to repeat",
        "differ from repeat to repeat");
    return Words.capital(String.join("; ", clauses));
  }

  private void rest(List<String> clauses, Predicate<Reach> such, String one, String several) {
    List<FigureRow> found = rows.stream().filter(row -> such.test(reach(row))).toList();
    if (found.size() == 1) {
      clauses.add("the limit of " + Words.row(result, found.getFirst()) + " " + one);
    } else if (!found.isEmpty()) {
      clauses.add("the limits of " + found.size() + " rows " + several);
    }
  }

  private String reaches(FigureRow row) {
    return Words.row(result, row) + " reaches " + Numbers.percent(row.limitShare());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(Source.warnings(result));
    for (FigureRow row : rows) {
      Reach reach = reach(row);
      if (!reach.holds()) {
        warnings.add("%s: the limit %s.".formatted(Words.row(result, row), reach.broken()));
      } else if (!reach.quotable()) {
        warnings.add(
            "%s: its limit is doubtful%s.".formatted(Words.row(result, row), Words.doubt(reach)));
      }
      if (reach.holds() && 100 * reach.high() > LONGEST) {
        warnings.add(
            "%s: the bar is cut; its interval ends at %s."
                .formatted(Words.row(result, row), Numbers.percent(reach.high())));
      }
    }
    return warnings;
  }

  private String subtitle() {
    return "Share of a limit calibrated in the same run, linear from zero. Dot: "
        + Spread.middle(result)
        + " against the limit; bar: "
        + Words.intervalName(result)
        + " against the limit's range.";
  }

  private RowsPanel panel() {
    double[] values =
        DoubleStream.concat(
                DoubleStream.of(ALL),
                holding().stream()
                    .flatMapToDouble(
                        row ->
                            DoubleStream.concat(
                                DoubleStream.of(100 * row.limitShare(), drawn(reach(row))),
                                peers(row).stream().mapToDouble(RowsPanel.Mark::value))))
            .toArray();
    Scale x = Scale.fromZero(values);
    return new RowsPanel(
        "Share of the limit, %",
        "share",
        x.labelled(share -> TickLabel.of(share) + " %"),
        rows.stream().map(this::row).toList());
  }

  private RowsPanel.Row row(FigureRow row) {
    Reach reach = reach(row);
    boolean holds = reach.holds();
    String which = Words.shared(row, result.figures()) ? Words.shows(row) : "";
    return new RowsPanel.Row(
        new RowWords(
            Finding.head(row.label()),
            RowWords.conditions(row.label(), which),
            holds ? Numbers.percent(reach.share()) : "",
            holds ? "of " + limitValue(row) : "limit does not hold",
            limitLabel(row),
            false),
        null,
        "",
        Sign.MEASURED,
        holds ? new RowsPanel.Mark(100 * reach.share(), Numbers.percent(reach.share())) : null,
        holds ? new RowsPanel.Span(100 * reach.low(), drawn(reach)) : null,
        holds ? ALL : null,
        peers(row));
  }

  private static double drawn(Reach reach) {
    return Math.min(100 * reach.high(), LONGEST);
  }

  private String limitValue(FigureRow row) {
    return Numbers.withUnit(Numbers.compact(reach(row).bound()), row.unit());
  }

  private String limitLabel(FigureRow row) {
    return Optional.ofNullable(row.limit()).flatMap(result::limit).map(Limit::label).orElse("");
  }

  private List<RowsPanel.Mark> peers(FigureRow row) {
    return result.peers().stream()
        .filter(peer -> peer.row().equals(row.id()) && peer.ratio() > 0 && reach(row).holds())
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
      Reach reach = reach(row);
      sentences.add(
          row.label()
              + ": "
              + (reach.holds() ? Numbers.percent(reach.share()) + " of " : "the limit of ")
              + limitValue(row)
              + " ("
              + limitLabel(row)
              + ")"
              + (reach.holds() ? "." : " " + reach.broken() + "."));
    }
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table =
        new Table(
            "row label limit limit_value unit share share_low share_high low_high_is peer"
                + " peer_share");
    for (FigureRow row : rows) {
      add(table, row, reach(row).holds() ? reach(row) : null, null);
      peers(row).forEach(peer -> add(table, row, null, peer));
    }
    return table;
  }

  /// @param shown what its share is, or null
  private void add(Table table, FigureRow row, Reach shown, RowsPanel.Mark peer) {
    boolean measured = peer == null && row.low() != null;
    table.row(
        row.id(),
        row.label(),
        row.limit(),
        reach(row).bound(),
        row.unit(),
        shown == null ? null : shown.share(),
        shown == null ? null : shown.low(),
        shown == null ? null : shown.high(),
        measured ? Words.intervalName(result, row) : null,
        peer == null ? null : peer.text(),
        peer == null ? null : peer.value() / 100);
  }
}
