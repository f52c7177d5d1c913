package labs.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.lab.Project;
import kit.report.Numbers;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;

/// A result as a notebook shows it. Everything shown stands in the result file; nothing is measured
/// or estimated here.
///
/// @param result what was measured
/// @param origin in a sentence: whose result it is, of which day and machine
public record NotebookResult(Result result, String origin) {
  private static final String CELL = "padding:3px 12px;text-align:%s;white-space:nowrap";

  /// Opens a result of a lab.
  ///
  /// @param which `latest` for your newest own result, or the reference run if you have none;
  ///     `reference` for the reference run; else the path of a result file
  /// @throws IOException if there is none
  public static NotebookResult open(String lab, String which) throws IOException {
    Project project = Project.here();
    Optional<Path> own = new ResultStore(project.results()).newest(lab);
    Optional<Path> reference = new ResultStore(project.reference()).newest(lab);
    return switch (which) {
      case "latest" ->
          own.isPresent()
              ? of(own.get(), "your own run")
              : of(reference.orElseThrow(() -> none(lab)), "the reference run")
                  .hint("make your own: jbang labs/" + lab + ".java");
      case "reference" -> of(reference.orElseThrow(() -> none(lab)), "the reference run");
      default -> of(Path.of(which), "the run of your choice");
    };
  }

  private static IOException none(String lab) {
    return new IOException(
        "there is no result of " + lab + " yet; make one: jbang labs/" + lab + ".java");
  }

  private static NotebookResult of(Path file, String whose) throws IOException {
    Result result = ResultStore.read(file);
    String origin =
        "showing %s of %s: %s, %s profile, %s, %s with %s cores, commit %s%s"
            .formatted(
                whose,
                result.lab(),
                result.started(),
                result.profile(),
                result.runtime().kind(),
                result.machine().get("cpu"),
                result.machine().get("cores"),
                result.project().commit(),
                result.project().dirty() ? " with local changes" : "");
    return new NotebookResult(result, origin);
  }

  private NotebookResult hint(String words) {
    return new NotebookResult(result, origin + "; " + words);
  }

  /// Documented beside measured, with interval, ratio and verdict, as HTML.
  public String verdicts() {
    String interval = result.smoke() ? "min – max" : "95 % interval";
    StringBuilder rows = new StringBuilder();
    String group = "";
    for (FigureRow row : result.figures()) {
      if (!row.group().equals(group)) {
        group = row.group();
        rows.append("<tr><th colspan='6' style='text-align:left;padding-top:10px;color:#59636E'>")
            .append(escape(group))
            .append("</th></tr>");
      }
      rows.append(row(row));
    }
    return table(List.of("figure", "documented", "measured", interval, "ratio", "verdict"), rows);
  }

  private String row(FigureRow row) {
    Verdict verdict = row.ruling();
    String word = verdict instanceof Verdict.None ? "" : verdict.mark() + " " + verdict.word();
    String documented = row.documented() == null ? "(none)" : row.documented().text();
    String measured = row.measured() == null ? "" : Numbers.inUnit(row.measured(), row.unit());
    String interval =
        row.low() == null
            ? ""
            : Numbers.inUnit(row.low(), row.unit())
                + " – "
                + Numbers.inUnit(row.high(), row.unit());
    String ratio = row.ratio() == null ? "" : Numbers.ratio(row.ratio());
    String note = row.note().isBlank() ? "" : "<br><small>" + escape(row.note()) + "</small>";
    return "<tr>"
        + cell("left", escape(row.label()) + note)
        + cell("right", escape(documented))
        + cell("right", "<b>" + measured + "</b>")
        + cell("left", interval)
        + cell("right", ratio)
        + cell("left", word)
        + "</tr>";
  }

  /// The invariants that had to hold, with their evidence, as HTML.
  public String checks() {
    StringBuilder rows = new StringBuilder();
    for (CheckRow check : result.checks()) {
      rows.append("<tr>")
          .append(cell("left", check.held() ? "✓ held" : "✗ failed"))
          .append(cell("left", escape(check.name())))
          .append(
              cell(
                  "right",
                  Numbers.count(check.confirmed())
                      + " of "
                      + Numbers.count(check.of())
                      + " "
                      + escape(check.noun())))
          .append("</tr>");
    }
    return table(List.of("", "check", "evidence"), rows);
  }

  /// What the machine allows, calibrated in the same run, and each row's share of it, as HTML.
  public String limits() {
    StringBuilder rows = new StringBuilder();
    for (Limit limit : result.limits()) {
      String shares =
          result.figures().stream()
              .filter(row -> limit.id().equals(row.limit()) && row.limitShare() != null)
              .map(row -> row.label() + ": " + Numbers.percent(row.limitShare()))
              .collect(Collectors.joining("<br>"));
      rows.append("<tr>")
          .append(cell("left", escape(limit.label())))
          .append(
              cell("right", Numbers.withUnit(Numbers.plain(limit.value()), escape(limit.unit()))))
          .append(cell("left", shares))
          .append(cell("left", "<small>" + escape(limit.how()) + "</small>"))
          .append("</tr>");
    }
    return table(List.of("limit", "value", "reached", "how"), rows);
  }

  /// The machine and the project behind the numbers, as HTML.
  public String environment() {
    StringBuilder rows = new StringBuilder();
    result.machine().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            fact ->
                rows.append("<tr>")
                    .append(cell("left", escape(fact.getKey().replace('_', ' '))))
                    .append(cell("left", escape(String.valueOf(fact.getValue()))))
                    .append("</tr>"));
    return table(List.of("fact", "value"), rows);
  }

  /// How many rows got which verdict, in one sentence.
  public String summary() {
    String counts =
        result.figures().stream()
            .filter(row -> row.documented() != null)
            .collect(
                Collectors.groupingBy(
                    FigureRow::verdict, java.util.TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    long held = result.checks().stream().filter(CheckRow::held).count();
    return String.format(
        Locale.ROOT,
        "%s; %d of %d checks held; %d of %d trials were disturbed",
        counts,
        held,
        result.checks().size(),
        result.trials().stream().filter(trial -> !trial.marks().isEmpty()).count(),
        result.trials().size());
  }

  private static String table(List<String> heads, CharSequence rows) {
    String head =
        heads.stream()
            .map(text -> "<th scope='col' style='text-align:left;padding:3px 12px'>" + text)
            .collect(Collectors.joining("</th>", "<tr>", "</th></tr>"));
    return "<table style='font-variant-numeric:tabular-nums'>" + head + rows + "</table>";
  }

  private static String cell(String side, String html) {
    return "<td style='" + CELL.formatted(side) + "'>" + html + "</td>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
