package kit.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.TrialRow;
import kit.result.Verdict;
import kit.stats.Latencies;

/// The one screen at the end of a run: verdicts first, then the evidence, then what limits and
/// weakens it. Rendered from the result alone.
public final class EndTable {
  private static final int DOCUMENTED = 12;
  private static final int MEASURED = 10;
  private static final int INTERVAL = 17;
  private static final int VERDICT = 14;

  private final Result result;
  private final Style style;
  private final boolean verbose;
  private final int labelColumns;
  private final List<String> lines = new ArrayList<>();

  private EndTable(Result result, Style style, boolean verbose) {
    this.result = result;
    this.style = style;
    this.verbose = verbose;
    int room = style.terminal().width() - DOCUMENTED - MEASURED - INTERVAL - VERDICT - 5;
    int longest =
        result.figures().stream().mapToInt(row -> Columns.width(row.label()) + 2).max().orElse(0);
    this.labelColumns = Math.max(20, Math.min(room, longest));
  }

  /// The lines, each ended by a line feed.
  ///
  /// @param verbose with ratios, percentiles and trials
  /// @param saved where the result was saved, if it was
  /// @param next what to type next: commands with their remarks
  public static String render(
      Result result,
      Terminal terminal,
      boolean verbose,
      Optional<String> saved,
      Map<String, String> next) {
    EndTable table = new EndTable(result, new Style(terminal), verbose);
    table.head();
    table.figures();
    table.checks();
    table.limits();
    table.peers();
    table.noise();
    table.notes();
    table.foot(saved, next);
    return String.join("\n", table.lines) + "\n";
  }

  private void head() {
    double seconds = Duration.between(result.started(), result.finished()).toMillis() / 1e3;
    long held = result.checks().stream().filter(CheckRow::held).count();
    String checks = held + " of " + result.checks().size() + " checks";
    String lab = style.ink(Ink.BOLD, style.text(result.lab()));
    if (result.smoke()) {
      int trials = result.trials().stream().mapToInt(TrialRow::index).max().orElse(-1) + 1;
      add(lab + "   SMOKE RUN, " + trials + " trials: shows that it works, gives no verdict");
    } else {
      add(lab + "  " + verdictCounts() + "  " + checks + "  " + Numbers.shortSpan(seconds));
    }
  }

  private String verdictCounts() {
    Map<String, Long> counts =
        result.figures().stream()
            .filter(row -> row.documented() != null)
            .collect(
                Collectors.groupingBy(
                    FigureRow::verdict, LinkedHashMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "nothing documented"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private void figures() {
    add("");
    String interval = result.smoke() ? "MIN " + style.dash() + " MAX" : "95 % INTERVAL";
    add(
        style.ink(
            Ink.DIM,
            Columns.left("FIGURE", labelColumns)
                + Columns.right("DOCUMENTED", DOCUMENTED)
                + Columns.right("MEASURED", MEASURED)
                + "  "
                + interval));
    String group = "";
    for (FigureRow row : result.figures()) {
      if (!row.group().equals(group)) {
        group = row.group();
        add(style.ink(Ink.DIM, style.text(group)));
      }
      figure(row);
    }
  }

  private void figure(FigureRow row) {
    Verdict verdict = row.ruling();
    String label = Columns.cut(style.text(row.label()), labelColumns - 3, style.ellipsis());
    String measured = row.measured() == null ? "" : Numbers.inUnit(row.measured(), row.unit());
    String interval =
        row.low() == null
            ? ""
            : Numbers.inUnit(row.low(), row.unit())
                + " "
                + style.dash()
                + " "
                + Numbers.inUnit(row.high(), row.unit());
    String documented = row.documented() == null ? "(none)" : row.documented().text();
    String line =
        Columns.left("  " + label, labelColumns)
            + Columns.right(style.text(documented), DOCUMENTED)
            + style.ink(Ink.BOLD, Columns.right(measured, MEASURED))
            + "  "
            + Columns.left(interval, INTERVAL);
    if (!(verdict instanceof Verdict.None)) {
      String said = style.mark(verdict) + " " + verdict.word();
      line += "  " + style.ink(style.inkOf(verdict), said.stripTrailing());
    }
    add(line.stripTrailing());
    if (!row.tags().isEmpty()) {
      indented("[" + String.join("] [", row.tags()) + "]");
    }
    if (!row.note().isBlank()) {
      indented(note(verdict) + row.note());
    }
    if (verbose) {
      details(row);
    }
  }

  private static String note(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Inconclusive _ -> "no verdict: ";
      case Verdict.Proxy _ -> "stand-in: ";
      case Verdict.Refuted _ -> "refuted: ";
      default -> "";
    };
  }

  private void details(FigureRow row) {
    if (row.ratio() != null) {
      indented(
          "ratio "
              + Numbers.ratio(row.ratio())
              + " ["
              + Numbers.plain(row.ratioLow())
              + " "
              + style.dash()
              + " "
              + Numbers.plain(row.ratioHigh())
              + "], better than the document above 1");
    }
    if (row.documented() != null) {
      indented(row.documented().document() + " line " + row.documented().line());
    }
    if (!row.values().isEmpty()) {
      indented(
          "trials "
              + row.values().stream()
                  .map(value -> Numbers.inUnit(value, row.unit()))
                  .collect(Collectors.joining(", ")));
    }
    percentiles(row.variant()).ifPresent(this::indented);
  }

  private Optional<String> percentiles(String variant) {
    Map<String, List<Latencies>> byId = new LinkedHashMap<>();
    for (TrialRow trial : result.trialsOf(variant)) {
      trial
          .histograms()
          .forEach(
              (id, text) ->
                  byId.computeIfAbsent(id, _ -> new ArrayList<>()).add(Latencies.decode(text)));
    }
    if (byId.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        byId.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    entry.getKey()
                        + ": "
                        + spectrum(
                            entry.getValue().stream().reduce(Latencies.NONE, Latencies::plus)))
            .collect(Collectors.joining("; ")));
  }

  private static String spectrum(Latencies all) {
    StringBuilder text = new StringBuilder();
    for (double percentile : new double[] {50, 90, 99, 99.9}) {
      text.append("p")
          .append(String.format(Locale.ROOT, percentile == 99.9 ? "%.1f" : "%.0f", percentile))
          .append(" ")
          .append(Numbers.latency(all.percentileNs(percentile)))
          .append(", ");
    }
    return text + "max " + Numbers.latency(all.percentileNs(100));
  }

  private void checks() {
    if (result.checks().isEmpty()) {
      return;
    }
    add("");
    add(style.ink(Ink.DIM, "CHECKS"));
    int names =
        result.checks().stream().mapToInt(check -> Columns.width(check.name())).max().orElse(0);
    for (CheckRow check : result.checks()) {
      String sign = check.held() ? style.held() : check.run() ? style.failed() : style.notRun();
      Ink ink = check.held() ? Ink.GREEN : Ink.RED;
      String evidence =
          check.run()
              ? Numbers.count(check.confirmed()) + " of " + Numbers.count(check.of())
              : "nothing was looked at, so nothing is shown";
      String name = Columns.left(style.text(check.name()), Math.min(names, 48));
      String tail = check.run() ? " " + check.noun() : "";
      wrapped("  " + style.ink(ink, sign) + " ", name + "  " + evidence + style.text(tail), 6);
      if (!check.held() && !check.detail().isBlank()) {
        indented(check.detail());
      }
    }
  }

  private void limits() {
    List<FigureRow> bounded =
        result.figures().stream().filter(row -> row.limitShare() != null).toList();
    if (bounded.isEmpty()) {
      return;
    }
    add("");
    String head = "LIMIT   ";
    for (FigureRow row : bounded) {
      Limit limit = result.limit(row.limit()).orElseThrow();
      String value = Numbers.withUnit(Numbers.plain(limit.value()), limit.unit());
      wrapped(
          head,
          style.text(
              row.label()
                  + ": "
                  + Numbers.percent(row.limitShare())
                  + " of "
                  + value
                  + " ("
                  + limit.label()
                  + ", same run)"),
          8);
      head = "        ";
    }
  }

  private void peers() {
    String head = "PEERS   ";
    for (PeerRow peer : result.peers()) {
      String text =
          Numbers.ratio(peer.ratio())
              + " "
              + (peer.name() + " " + peer.version()).strip()
              + " ["
              + Numbers.plain(peer.low())
              + " "
              + style.dash()
              + " "
              + Numbers.plain(peer.high())
              + "]"
              + (peer.note().isBlank() ? "" : ", " + peer.note());
      wrapped(head, style.text(text), 8);
      head = "        ";
    }
  }

  private void noise() {
    List<TrialRow> marked =
        result.trials().stream().filter(trial -> !trial.marks().isEmpty()).toList();
    if (marked.isEmpty()) {
      return;
    }
    String what =
        marked.stream()
            .flatMap(trial -> trial.marks().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    wrapped(
        "NOISE   ",
        style.text(
            marked.size()
                + " of "
                + result.trials().size()
                + " trials marked ("
                + what
                + "); kept and counted"),
        8);
  }

  private void notes() {
    result.notes().forEach(note -> wrapped("NOTE    ", style.text(note), 8));
  }

  private void foot(Optional<String> saved, Map<String, String> next) {
    add("");
    saved.ifPresent(file -> add("result  " + style.text(file)));
    int columns = next.keySet().stream().mapToInt(String::length).max().orElse(0) + 3;
    String head = "next    ";
    for (Map.Entry<String, String> step : next.entrySet()) {
      add(head + Columns.left(step.getKey(), columns) + step.getValue());
      head = "        ";
    }
  }

  private void indented(String text) {
    wrapped("    ", style.text(text), 4);
  }

  private void wrapped(String head, String text, int indent) {
    List<String> parts = Columns.wrap(text, style.terminal().width() - indent - 1);
    add(head + parts.getFirst());
    parts.stream().skip(1).forEach(part -> add(" ".repeat(indent) + part));
  }

  private void add(String line) {
    lines.add(line);
  }
}
