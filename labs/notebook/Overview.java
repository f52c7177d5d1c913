package labs.notebook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.chart.Charts;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Relation;
import kit.finding.Findings;
import kit.finding.Group;
import kit.finding.ResultFolder;
import kit.finding.Stand;
import kit.finding.Stands;
import kit.lab.Project;
import kit.report.MachineWords;
import kit.report.Words;
import kit.result.Numbers;
import kit.result.Reach;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;

/// The newest result of every lab that has one, beside everything that is documented. It names no
/// lab and no document: what is there takes part.
public final class Overview {
  private final Project project;
  private final List<NotebookResult> runs;
  private final Stands stands;
  private final Audit audit;
  private final List<String> complaints;

  private Overview(
      Project project, List<NotebookResult> runs, Stands stands, List<String> complaints) {
    this.project = project;
    this.runs = List.copyOf(runs);
    this.stands = stands;
    this.audit = stands.audit();
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
        complaints.add("Of " + lab + " nothing is shown: " + e.getMessage() + ".");
      }
    }
    Findings findings = ResultFolder.read(project.root(), folders(project, which));
    findings.complaints().forEach(complaint -> complaints.add(complaint + "."));
    return new Overview(project, runs, Stands.of(project.documented(), findings), complaints);
  }

  private static Set<String> labs(Project project) throws IOException {
    Set<String> labs = new TreeSet<>(new ResultStore(project.reference()).labs());
    labs.addAll(new ResultStore(project.results()).labs());
    return labs;
  }

  private static List<Path> folders(Project project, String which) {
    return which.equals("reference")
        ? List.of(project.reference())
        : List.of(project.results(), project.reference());
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
                Words.capital(Numbers.counted(documents, "document")),
                Numbers.counted(audit.figures().all().size(), "figure")));
    long reference = runs.stream().filter(run -> run.stored().reference()).count();
    long rows = results().stream().mapToLong(result -> result.figures().size()).sum();
    sentences.add(
        "Shown are %s of the newest runs of %s: %s of yours, %s."
            .formatted(
                Numbers.counted(rows, "row"),
                Numbers.counted(runs.size(), "lab"),
                reference == runs.size() ? "none" : runs.size() - reference,
                Numbers.counted(reference, "reference run")));
    List<String> machines =
        results().stream().map(run -> MachineWords.machine(run.machine())).distinct().toList();
    if (!machines.isEmpty()) {
      sentences.add("They are from " + String.join("; and from ", machines) + ".");
    }
    return Html.prose(sentences) + Html.list(complaints);
  }

  /// How many of the figures that can be judged have which verdict, by document and by kind of
  /// figure, as HTML, counted as `./jbang figures` and `./jbang report` count them.
  public String verdicts() {
    List<Figure> judged = audit.figures().all().stream().filter(Stand::judged).toList();
    List<String> documents = judged.stream().map(Figure::document).distinct().sorted().toList();
    List<String> kinds = Stream.of(Kind.values()).map(Kind::word).toList();
    List<String> meanings = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      if (stands.counts(judged).containsKey(verdict.word())) {
        meanings.add(Words.capital(verdict.word()) + ": " + verdict.meaning() + ".");
      }
    }
    return Html.heading("By document")
        + counts(judged, documents, Figure::document)
        + Html.heading("By kind of figure")
        + counts(judged, kinds, figure -> figure.kind().word())
        + Html.folded("What each verdict means", Html.list(meanings));
  }

  private String counts(List<Figure> judged, List<String> names, Function<Figure, String> name) {
    Map<String, List<Figure>> columns = new LinkedHashMap<>();
    names.forEach(one -> columns.put(one, new ArrayList<>()));
    judged.forEach(figure -> columns.get(name.apply(figure)).add(figure));
    columns.values().removeIf(List::isEmpty);
    columns.put("all", judged);
    List<Map<String, Long>> counts = columns.values().stream().map(stands::counts).toList();
    StringBuilder rows = new StringBuilder();
    for (Group group : Group.values()) {
      String inGroup =
          Stream.of(Verdict.values())
              .filter(verdict -> Group.of(verdict) == group)
              .filter(verdict -> counts.getLast().containsKey(verdict.word()))
              .map(verdict -> row(verdict.mark() + " " + verdict.word(), counts, verdict.word()))
              .collect(Collectors.joining());
      if (!inGroup.isEmpty()) {
        rows.append(
            Html.group(counts.size() + 1, Words.capital(group.word()) + ": " + group.meaning()));
        rows.append(inGroup);
      }
    }
    String sums =
        columns.values().stream()
            .map(figures -> Html.cell("right", "<b>" + Numbers.count(figures.size()) + "</b>"))
            .collect(Collectors.joining());
    rows.append(Html.row(Html.rowHead("all"), sums));
    List<String> heads = new ArrayList<>(List.of("verdict"));
    heads.addAll(columns.keySet());
    return Html.table(heads, rows);
  }

  private static String row(String head, List<Map<String, Long>> counts, String word) {
    return Html.row(
        Html.rowHead(head),
        counts.stream()
            .map(column -> column.getOrDefault(word, 0L))
            .map(count -> Html.cell("right", count == 0 ? "" : Numbers.count(count)))
            .collect(Collectors.joining()));
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
                Numbers.counted(audit.outcomes().size(), "relation"),
                failed.size(),
                against.size(),
                open.size());
    return Html.prose(List.of(counts))
        + Html.table(
            List.of("id", "what fails", "arithmetic", "speaks against", "rests on"),
            against.stream().map(this::naming).collect(Collectors.joining()))
        + Html.folded(
            Numbers.counted(open.size(), "relation") + " that leave it open",
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

  /// Each run of yours beside the reference run of its lab, as [NotebookResult#beside] has it.
  ///
  /// @throws IOException if a reference run cannot be read
  public String besideReference() throws IOException {
    StringBuilder pieces = new StringBuilder();
    for (NotebookResult run : runs) {
      String lab = run.result().lab();
      if (!run.stored().reference()
          && new ResultStore(project.reference()).newest(lab).isPresent()) {
        pieces.append(Html.heading(Words.capital(run.result().title())));
        pieces.append(run.beside(NotebookResult.open(project, lab, "reference"), project));
      }
    }
    return pieces.isEmpty()
        ? Html.prose(List.of("None of these runs is yours yet: jbang labs/LAB.java makes one."))
        : pieces.toString();
  }

  /// What a reader of the documents would not expect, found by rule and not by taste.
  public String surprises() {
    Surprises found = new Surprises(results(), audit);
    return found.all().entrySet().stream()
        .map(part -> Html.heading(part.getKey()) + Html.list(part.getValue()))
        .collect(Collectors.joining());
  }
}
