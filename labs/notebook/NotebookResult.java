package labs.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import kit.chart.Chart;
import kit.chart.Charts;
import kit.lab.Comparison;
import kit.lab.Project;
import kit.lab.StoredResult;
import kit.report.BaselineTable;
import kit.report.FigureCells;
import kit.report.MachineWords;
import kit.report.Trouble;
import kit.report.Words;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Reach;
import kit.result.Result;
import kit.result.ResultStore;

/// A result as a notebook shows it. Everything shown stands in the result file; nothing is measured
/// or estimated here.
///
/// @param stored what was measured, and where it stands
/// @param origin in a few sentences: whose result it is, of which day and machine
public record NotebookResult(StoredResult stored, String origin) {
  /// Set by `./jbang notebooks --reference`: the newest result is then that of the reference run.
  static final String WANTED = "REMEASURE_RESULT";

  /// Opens a result of a lab.
  ///
  /// @param which `latest` for your newest own run with verdicts, or the reference run if you have
  ///     none; `reference` for the reference run; else the path of a result file
  /// @throws IOException if there is none
  public static NotebookResult open(String lab, String which) throws IOException {
    return open(Project.here(), lab, wanted(which));
  }

  static String wanted(String which) {
    return which.equals("latest") ? System.getenv().getOrDefault(WANTED, which) : which;
  }

  static NotebookResult open(Project project, String lab, String which) throws IOException {
    return switch (which) {
      case "latest" -> latest(project, lab);
      case "reference" -> of(StoredResult.reference(project, lab));
      default -> of(StoredResult.of(Path.of(which)));
    };
  }

  /// What was measured.
  public Result result() {
    return stored.result();
  }

  private static NotebookResult latest(Project project, String lab) throws IOException {
    StoredResult stored = StoredResult.newest(project, lab);
    NotebookResult shown = of(stored);
    for (String sentence : stored.passedOver()) {
      shown = shown.hint(sentence);
    }
    if (!stored.reference()) {
      return stored.result().smoke() ? shown : shown.unlikeReference(project, lab);
    }
    String command = "jbang labs/" + lab + ".java";
    return stored.quick()
        ? shown.hint("You have quick runs only, which give no verdict: " + command + " gives them.")
        : shown.hint("You have none of your own yet: " + command + " makes one.");
  }

  /// Says what keeps this run's numbers from being held against those of the reference run.
  private NotebookResult unlikeReference(Project project, String lab) throws IOException {
    if (new ResultStore(project.reference()).newest(lab).isEmpty()) {
      return this;
    }
    return result()
        .conditions()
        .difference(StoredResult.reference(project, lab).result().conditions())
        .map(what -> hint("Do not compare it with the reference run: that is " + what + "."))
        .orElse(this);
  }

  private static NotebookResult of(StoredResult stored) {
    Result result = stored.result();
    String origin =
        "Shown is %s of %s, of %s: %s profile, runtime %s, %s, %s."
            .formatted(
                stored.whose(),
                result.lab(),
                MachineWords.day(result),
                result.profile(),
                result.runtime().kind(),
                MachineWords.machine(result.machine()),
                MachineWords.commit(result));
    return new NotebookResult(stored, origin);
  }

  private NotebookResult hint(String words) {
    return new NotebookResult(stored, origin + " " + words);
  }

  /// Whose run this is, of which day and machine, and what the documents state of its figures.
  public String intro() {
    List<String> claims = reading().claims();
    String stated = claims.isEmpty() ? "No document states its figures." : "The documents state:";
    return Html.prose(List.of(origin, stated)) + Html.list(claims);
  }

  /// Documented beside measured, with interval, ratio and verdict, as HTML.
  public String verdicts() {
    StringBuilder rows = new StringBuilder();
    String group = "";
    for (FigureRow row : result().figures()) {
      if (!Words.block(row).equals(group)) {
        group = Words.block(row);
        rows.append(Html.group(6, group));
      }
      rows.append(row(row));
    }
    return Html.heading(Words.capital(result().title()))
        + Html.table(
            List.of(
                "figure",
                "documented",
                "measured",
                Words.intervalName(result()),
                "ratio",
                "verdict"),
            rows);
  }

  private String row(FigureRow row) {
    FigureCells cells = FigureCells.of(result(), row);
    return Html.row(
            Html.words(cells.label()),
            Html.cell("right", Html.escape(cells.documented())),
            Html.cell("right", "<b>" + cells.measured() + "</b>"),
            Html.cell("left", cells.interval()),
            Html.cell("right", cells.ratio()),
            Html.words(cells.verdict(true)))
        + Html.notes(6, cells.notes());
  }

  /// Every figure: the document, the measured interval, the limit.
  public String figuresChart() {
    return Html.picture("figures", Charts.figures(result())) + Html.list(reading().figures());
  }

  /// Throughput and latency against the number of clients.
  public String saturationChart() {
    Chart chart = Charts.saturation(result());
    return Html.picture("saturation", chart) + Html.prose(Reading.saturation(chart));
  }

  /// Latency against offered load.
  public String loadChart() {
    Chart chart = Charts.load(result());
    return Html.picture("load", chart) + Html.prose(Reading.load(chart));
  }

  /// Latency by percentile.
  public String spectrumChart() {
    return Html.picture("spectrum", Charts.spectrum(result())) + Html.list(reading().spectrum());
  }

  /// How often so many samples see a difference.
  public String powerChart() {
    return Html.picture("power", Charts.power(result()));
  }

  /// What a setting costs in one quantity and saves in another.
  public String tradeChart() {
    return Html.picture("trade", Charts.trade(result()));
  }

  /// The share of each limit that was reached, unless the limit was exceeded and is none.
  public String limitsChart() {
    return Html.picture("limits", Charts.limits(result())) + Html.list(reading().limits());
  }

  /// Every trial in the order of the run.
  public String trialsChart() {
    return Html.picture("trials", Charts.trials(result())) + Html.prose(reading().trials());
  }

  private Reading reading() {
    return new Reading(result());
  }

  /// The invariants that had to hold, with their evidence, as HTML.
  public String checks() {
    StringBuilder rows = new StringBuilder();
    for (CheckRow check : result().checks()) {
      rows.append(
          Html.row(
              Html.cell("left", check.held() ? "✓ held" : check.run() ? "✗ failed" : "· not run"),
              Html.cell("left", Html.escape(check.name())),
              Html.cell("right", Html.escape(Words.evidence(check)))));
    }
    return Html.table(List.of("held", "check", "evidence"), rows);
  }

  /// Other implementations and controls of the same run, as HTML: how many times better the system
  /// was than each, and what is not alike.
  public String peers() {
    StringBuilder rows = new StringBuilder();
    for (PeerRow peer : result().peers()) {
      String row =
          result().figure(peer.row()).map(one -> Words.row(result(), one)).orElse(peer.metric());
      String note = peer.note() == null ? "" : peer.note();
      rows.append(
          Html.row(
              Html.words((peer.name() + " " + peer.version()).strip()),
              Html.words(row),
              Html.cell("right", "<b>" + Numbers.ratio(peer.ratio()) + "</b>"),
              Html.cell("left", Numbers.ratio(peer.low()) + " – " + Numbers.ratio(peer.high())),
              Html.words(note)));
    }
    List<String> heads =
        List.of("beside", "in", "ratio, above 1 is better", "95 % interval", "what is not alike");
    return rows.isEmpty()
        ? Html.prose(List.of("This run compared nothing else."))
        : Html.table(heads, rows);
  }

  /// This run beside another of its lab, as HTML: what each row came to in both, the ratio of this
  /// one to that, and a verdict where it is known how runs of that row differ by themselves.
  ///
  /// @param then the run that is compared with
  public String beside(NotebookResult then) {
    return beside(then, Project.here());
  }

  String beside(NotebookResult then, Project project) {
    String lab = result().lab();
    if (stored.file().equals(then.stored.file())) {
      return Html.prose(
          List.of(
              "Both are one run, of " + MachineWords.day(result()) + ".",
              "Another one to set beside it: jbang labs/" + lab + ".java."));
    }
    Comparison comparison;
    try {
      comparison =
          Comparison.of(
              then.stored.file(),
              stored.file(),
              lab,
              new ResultStore(project.results()).readable(lab));
    } catch (Trouble trouble) {
      return Html.prose(List.of("These two cannot be compared: " + trouble.getMessage() + "."));
    }
    List<BaselineTable.Line> lines = comparison.table().lines();
    String rows = lines.stream().map(line -> beside(then, line)).collect(Collectors.joining());
    List<String> heads =
        List.of("row", "then", "now", "now / then", Words.INTERVAL, "verdict on a change");
    return Html.list(List.of("Then: " + then.whose(), "Now: " + whose()))
        + (lines.isEmpty() ? "" : Html.table(heads, rows))
        + Html.list(comparison.table().remarks());
  }

  private String whose() {
    return stored.whose() + " of " + result().lab() + ", " + result().started() + ".";
  }

  private String beside(NotebookResult then, BaselineTable.Line line) {
    return Html.row(
        Html.words(line.label()),
        Html.cell("right", then.measured(line)),
        Html.cell("right", measured(line)),
        Html.cell("right", "<b>" + Numbers.ratio(line.ratio()) + "x</b>"),
        Html.cell("left", Numbers.ratio(line.low()) + " – " + Numbers.ratio(line.high())),
        Html.words(line.word()));
  }

  /// The median of the line's row.
  private String measured(BaselineTable.Line line) {
    return result()
        .figure(line.row())
        .filter(row -> row.measured() != null)
        .map(row -> Numbers.withUnit(Numbers.inUnit(row.measured(), row.unit()), row.unit()))
        .orElse("");
  }

  /// What the machine showed for the same work, calibrated in the same run, as HTML: those limits
  /// that a row is held against.
  public String limits() {
    StringBuilder rows = new StringBuilder();
    for (Limit limit : result().limits()) {
      String shares =
          result().figures().stream()
              .filter(row -> limit.id().equals(row.limit()) && row.limitShare() != null)
              .flatMap(
                  row ->
                      Reach.of(result(), row)
                          .map(reach -> row.label() + ": " + Words.reach(reach, ""))
                          .stream())
              .collect(Collectors.joining("; "));
      if (!shares.isEmpty()) {
        String value = Numbers.withUnit(Numbers.plain(limit.value()), limit.unit());
        rows.append(
            Html.row(
                Html.words(limit.label()),
                Html.cell("right", Html.escape(value)),
                Html.words(shares),
                Html.words(limit.how())));
      }
    }
    return Html.table(List.of("limit", "value", "reached", "how it was found"), rows);
  }

  /// The machine and the project behind the numbers, as HTML.
  public String environment() {
    StringBuilder rows = new StringBuilder();
    result().machine().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            fact ->
                rows.append(
                    Html.row(
                        Html.cell("left", Html.escape(fact.getKey().replace('_', ' '))),
                        Html.cell("left", Html.escape(String.valueOf(fact.getValue()))))));
    return Html.table(List.of("fact", "value"), rows);
  }
}
