package labs.notebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kit.chart.Charts;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Relation;
import kit.figure.Relations;
import kit.lab.Project;
import kit.report.MachineWords;
import kit.report.Numbers;
import kit.report.Words;
import kit.result.Reach;
import kit.result.Result;
import kit.result.ResultStore;

/// The newest result of every lab that has one, beside everything that is documented. It names no
/// lab and no document: what is there takes part.
public final class Overview {
  private final List<NotebookResult> runs;
  private final Audit audit;
  private final List<String> complaints;

  Overview(List<NotebookResult> runs, Audit audit, List<String> complaints) {
    this.runs = List.copyOf(runs);
    this.audit = audit;
    this.complaints = List.copyOf(complaints);
  }

  /// Opens a result of every lab.
  ///
  /// @param which as [NotebookResult#open] takes it; the path of a file cannot be meant
  /// @throws IOException if the folders of results cannot be read
  public static Overview open(String which) throws IOException {
    return open(Project.here(), NotebookResult.wanted(which));
  }

  static Overview open(Project project, String which) throws IOException {
    List<NotebookResult> runs = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    for (String lab : labs(project)) {
      try {
        runs.add(NotebookResult.open(project, lab, which));
      } catch (IOException | IllegalArgumentException e) {
        complaints.add("Passed over: " + e.getMessage() + ".");
      }
    }
    DocumentedFigures figures = DocumentedFigures.load(project.documented());
    Audit audit = Audit.of(figures, Relations.load(project.documented(), figures));
    return new Overview(runs, audit, complaints);
  }

  private static Set<String> labs(Project project) throws IOException {
    Set<String> labs = new TreeSet<>(new ResultStore(project.reference()).labs());
    labs.addAll(new ResultStore(project.results()).labs());
    return labs;
  }

  /// What was measured, to make tables and charts of one's own.
  public List<Result> results() {
    return runs.stream().map(NotebookResult::result).toList();
  }

  /// How much is documented, whose runs these are, and of which machines, as HTML.
  public String intro() {
    List<String> sentences = new ArrayList<>();
    long documents = audit.figures().all().stream().map(one -> one.document()).distinct().count();
    sentences.add(
        "%s state %s."
            .formatted(
                Words.capital(Words.counted(documents, "document")),
                Words.counted(audit.figures().all().size(), "figure")));
    long reference = runs.stream().filter(NotebookResult::reference).count();
    long rows = results().stream().mapToLong(result -> result.figures().size()).sum();
    sentences.add(
        "Shown are %s of the newest runs of %s: %s of yours, %s."
            .formatted(
                Words.counted(rows, "row"),
                Words.counted(runs.size(), "lab"),
                reference == runs.size() ? "none" : runs.size() - reference,
                Words.counted(reference, "reference run")));
    List<String> machines =
        results().stream().map(run -> MachineWords.machine(run.machine())).distinct().toList();
    sentences.add("They are from " + String.join("; and from ", machines) + ".");
    return Html.prose(sentences) + Html.list(complaints);
  }

  /// Every row with a ratio to its document, one strip for each system.
  public String overviewChart() {
    return Html.picture("overview", Charts.overview(results()));
  }

  /// The relations between documented figures that fail, as HTML: first those that speak against
  /// figures, then those that leave open which of two statements is wrong.
  public String audit() {
    List<Relation.Outcome> failed =
        audit.outcomes().stream().filter(outcome -> !outcome.holds()).toList();
    List<Relation.Outcome> against =
        failed.stream().filter(outcome -> !outcome.relation().refutes().isEmpty()).toList();
    List<Relation.Outcome> open =
        failed.stream().filter(outcome -> outcome.relation().refutes().isEmpty()).toList();
    String counts =
        "Of %s %s fail: %s against figures that can be named, %s leave open which statement is wrong."
            .formatted(
                Words.counted(audit.outcomes().size(), "relation"),
                failed.size(),
                against.size(),
                open.size());
    return Html.prose(List.of(counts))
        + Html.table(
            List.of("id", "what fails", "arithmetic", "speaks against", "rests on"),
            against.stream().map(this::naming).collect(Collectors.joining()))
        + Html.folded(
            Words.counted(open.size(), "relation") + " that leave it open",
            Html.table(
                List.of("id", "what fails", "arithmetic"),
                open.stream()
                    .map(outcome -> Html.row(failure(outcome)))
                    .collect(Collectors.joining())));
  }

  private String naming(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    return Html.row(
        failure(outcome)
            + Html.words(relation.force().word() + ": " + String.join(", ", relation.refutes()))
            + Html.words(relation.given()));
  }

  private String failure(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    String places = relation.places(audit.figures());
    return Html.cell("left", relation.id())
        + Html.words(
            Words.capital(relation.meaning()) + (places.isEmpty() ? "" : " (" + places + ")"))
        + Html.words(outcome.arithmetic());
  }

  /// How much of what the machine allows each row reached, the most first, as HTML; then the limits
  /// that a trial exceeded, which are none.
  public String limits() {
    List<Share> shares =
        results().stream()
            .flatMap(
                run ->
                    run.figures().stream()
                        .flatMap(
                            row ->
                                Reach.of(run, row).stream()
                                    .map(reach -> new Share(run.lab(), row.label(), reach))))
            .sorted(Comparator.comparing((Share one) -> one.reach().share()).reversed())
            .toList();
    StringBuilder rows = new StringBuilder();
    shares.stream().filter(one -> one.reach().holds()).forEach(one -> rows.append(one.row()));
    List<String> broken =
        shares.stream().filter(one -> !one.reach().holds()).map(Share::broken).toList();
    return Html.table(List.of("lab", "row", "share", "range", "of"), rows) + Html.list(broken);
  }

  /// What a row reached of its limit.
  private record Share(String lab, String label, Reach reach) {
    String row() {
      return Html.row(
          Html.words(lab),
          Html.words(label),
          Html.cell("right", "<b>" + Numbers.percent(reach.share()) + "</b>"),
          Html.cell("left", Numbers.percent(reach.low()) + " – " + Numbers.percent(reach.high())),
          Html.words(reach.limit().label() + ", " + reach.base() + Words.doubt(reach)));
    }

    String broken() {
      return "%s, %s: %s.".formatted(lab, label, Words.reach(reach, reach.limit().label()));
    }
  }

  /// What a reader of the documents would not expect, found by rule and not by taste.
  public String surprises() {
    Surprises found = new Surprises(results(), audit);
    return found.all().entrySet().stream()
        .map(part -> Html.heading(part.getKey()) + Html.list(part.getValue()))
        .collect(Collectors.joining());
  }
}
