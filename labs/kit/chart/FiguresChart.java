package kit.chart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Reach;
import kit.result.Result;
import kit.result.Verdict;

/// Every figure of a run: documented beside measured with its interval, the limit and the peers, on
/// a logarithmic axis. One panel for each block of the table; rows whose conditions must not be
/// mixed (their tags differ) stand in different panels.
final class FiguresChart {
  private final Result result;
  private final Typeface typeface = Typeface.load();

  FiguresChart(Result result) {
    this.result = result;
  }

  Sheet sheet() {
    List<FigureRow> rows = result.figures();
    List<Panel> panels = new ArrayList<>();
    blocks().values().forEach(block -> panels.add(panel(block)));
    return Sheet.of(
        result,
        Finding.of(rows, result.smoke()),
        subtitle(),
        key(),
        panels,
        description(),
        numbers());
  }

  /// Rows that stand in one panel, in the order in which the table has them.
  private Map<String, List<FigureRow>> blocks() {
    return result.figures().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.group() + "|" + axis(row), LinkedHashMap::new, Collectors.toList()));
  }

  /// Panels of rows with the same axis have the same scale: equal places are equal values.
  private static String axis(FigureRow row) {
    return row.unit() + "|" + row.better() + "|" + String.join(",", row.tags());
  }

  private String subtitle() {
    return "Dot: "
        + Spread.middle(result)
        + "; bar: "
        + Words.intervalName(result)
        + (documented()
            ? ". Ratio: measured to documented, turned so that above 1 is better."
            : ". No document states these figures.");
  }

  private boolean documented() {
    return any(row -> row.documented() != null);
  }

  private List<Sign> key() {
    return Sign.key(
        Sign.DOCUMENTED.when(documented()),
        Sign.MEASURED.when(any(row -> sign(row) == Sign.MEASURED)),
        Sign.INCONCLUSIVE.when(any(row -> sign(row) == Sign.INCONCLUSIVE)),
        Sign.LIMIT.when(any(row -> limit(row) != null)),
        Sign.PEER.when(any(row -> !peers(row).isEmpty())));
  }

  private boolean any(Predicate<FigureRow> such) {
    return result.figures().stream().anyMatch(such);
  }

  private static Sign sign(FigureRow row) {
    if (row.measured() == null) {
      return null;
    }
    return row.verdict() == Verdict.INCONCLUSIVE ? Sign.INCONCLUSIVE : Sign.MEASURED;
  }

  private RowsPanel panel(List<FigureRow> block) {
    long ratios = block.stream().filter(row -> row.ratio() != null).count();
    List<FigureRow> ordered = new ArrayList<>(block);
    if (ratios > 1) {
      ordered.sort(
          Comparator.comparing(FigureRow::ratio, Comparator.nullsLast(Comparator.reverseOrder())));
    }
    double[] values =
        result.figures().stream()
            .filter(row -> axis(row).equals(axis(block.getFirst())))
            .flatMapToDouble(this::values)
            .toArray();
    Scale scale = block.getFirst().unit().equals("%") ? Scale.linear(values) : Scale.log(values);
    return new RowsPanel(
        Words.block(block.getFirst()) + ", " + scale.words(),
        rightHeading(block),
        scale,
        ordered.stream().map(row -> row(row, ratios > 0)).toList());
  }

  /// What stands at the right: ratios, or else the intervals behind the bars.
  private String rightHeading(List<FigureRow> block) {
    if (block.stream().anyMatch(row -> row.ratio() != null)) {
      return "ratio to document";
    }
    boolean bounded = block.stream().anyMatch(row -> row.measured() != null && row.low() != null);
    return bounded ? Words.intervalName(result) : "";
  }

  /// What a row's numbers are: its unit, or with the name of its block where another row has the
  /// same label.
  static String quantity(FigureRow row, List<FigureRow> all) {
    return Words.shared(row, all) ? Words.shows(row) : row.unit();
  }

  private DoubleStream values(FigureRow row) {
    return Stream.of(
            Stream.of(row.measured(), row.low(), row.high(), limit(row)),
            row.documented() == null
                ? Stream.<Double>of()
                : Stream.of(row.documented().low(), row.documented().high()),
            peers(row).stream().map(RowsPanel.Mark::value))
        .flatMap(all -> all)
        .filter(value -> value != null)
        .mapToDouble(Double::doubleValue);
  }

  private RowsPanel.Row row(FigureRow row, boolean ratios) {
    boolean drawn = row.measured() != null && Double.isFinite(row.measured());
    boolean bounded = drawn && row.low() != null;
    return new RowsPanel.Row(
        new RowWords(
            Finding.head(row.label()),
            Finding.tail(row.label()),
            row.ratio() == null ? "" : Numbers.ratio(row.ratio()) + "x",
            ratios || !bounded ? ratioInterval(row) : interval(row.low(), row.high(), row.unit()),
            verdict(row),
            false),
        row.documented() == null
            ? null
            : new RowsPanel.Span(row.documented().low(), row.documented().high()),
        row.documented() == null ? "" : row.documented().text(),
        sign(row),
        drawn ? new RowsPanel.Mark(row.measured(), number(row.measured(), row.unit())) : null,
        bounded ? new RowsPanel.Span(row.low(), row.high()) : null,
        limit(row),
        peers(row));
  }

  private static String ratioInterval(FigureRow row) {
    return row.ratioLow() == null || row.ratioHigh() == null
        ? ""
        : "[" + Numbers.ratio(row.ratioLow()) + " – " + Numbers.ratio(row.ratioHigh()) + "]";
  }

  private String verdict(FigureRow row) {
    Verdict verdict = row.verdict();
    return switch (verdict) {
      case NONE -> documented() ? "nothing documented" : "";
      case SMOKE -> "smoke, no verdict";
      default -> {
        String mark = typeface.shows(verdict.mark()) ? verdict.mark() : verdict.asciiMark();
        yield mark + " " + verdict.word();
      }
    };
  }

  /// A value as charts write it: `1 432`, `36.9 k`, `99.63`.
  static String number(double value, String unit) {
    return unit.equals("%") ? Numbers.inUnit(value, "%") : Numbers.compact(value);
  }

  /// `[1 390 – 1 475]`
  static String interval(double low, double high, String unit) {
    return "[" + number(low, unit) + " – " + number(high, unit) + "]";
  }

  private Double limit(FigureRow row) {
    return limit(result, row);
  }

  /// The limit in the row's unit, unless the row proves that it is none.
  static Double limit(Result result, FigureRow row) {
    return Reach.of(result, row).filter(Reach::holds).map(Reach::bound).orElse(null);
  }

  private List<RowsPanel.Mark> peers(FigureRow row) {
    return result.peers().stream()
        .filter(peer -> peer.row().equals(row.id()) && row.measured() != null)
        .map(peer -> new RowsPanel.Mark(value(peer, row), peer.name()))
        .filter(mark -> Double.isFinite(mark.value()))
        .toList();
  }

  /// The peer's median: the ratio is that of the medians.
  static double value(PeerRow peer, FigureRow row) {
    return row.better().equals("less")
        ? row.measured() * peer.ratio()
        : row.measured() / peer.ratio();
  }

  private String description() {
    List<FigureRow> compared =
        result.figures().stream()
            .filter(row -> row.ratio() != null && row.measured() != null)
            .filter(row -> row.documented() != null)
            .toList();
    String text =
        "Dot plot, %s. %s."
            .formatted(
                Numbers.counted(result.figures().size(), "figure"),
                Finding.of(result.figures(), result.smoke()));
    return switch (compared.size()) {
      case 0 -> text;
      case 1 -> text + " " + sentence(compared.getFirst());
      default ->
          text
              + " Furthest ahead: "
              + sentence(Collections.max(compared, Comparator.comparing(FigureRow::ratio)))
              + " Furthest behind: "
              + sentence(Collections.min(compared, Comparator.comparing(FigureRow::ratio)));
    };
  }

  private static String sentence(FigureRow row) {
    return "%s, %s against %s %s (%s)."
        .formatted(
            row.label(),
            Numbers.inUnit(row.measured(), row.unit()),
            row.documented().text(),
            row.unit(),
            Words.ratio(row.ratio(), row.ratioLow(), row.ratioHigh()));
  }

  private Table numbers() {
    Table table =
        new Table(
            "row label tags unit better documented_low documented_high documented_text"
                + " measured low high low_high_is limit ratio ratio_low ratio_high verdict peer"
                + " peer_value");
    for (FigureRow row : result.figures()) {
      List<RowsPanel.Mark> peers = peers(row);
      add(table, row, null);
      peers.forEach(peer -> add(table, row, peer));
    }
    return table;
  }

  private void add(Table table, FigureRow row, RowsPanel.Mark peer) {
    table.row(
        row.id(),
        row.label(),
        String.join("; ", row.tags()),
        row.unit(),
        row.better(),
        row.documented() == null ? null : row.documented().low(),
        row.documented() == null ? null : row.documented().high(),
        row.documented() == null ? null : row.documented().text(),
        peer == null ? row.measured() : null,
        peer == null ? row.low() : null,
        peer == null ? row.high() : null,
        row.low() == null ? null : Words.intervalName(result, row),
        limit(row),
        row.ratio(),
        row.ratioLow(),
        row.ratioHigh(),
        row.verdict().word(),
        peer == null ? null : peer.text(),
        peer == null ? null : peer.value());
  }
}
