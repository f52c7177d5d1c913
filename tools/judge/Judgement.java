package tools.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Standing;
import kit.lab.Measure;
import kit.lab.Project;
import kit.lab.Row;
import kit.lab.Summary;
import kit.report.Words;
import kit.result.CheckRow;
import kit.result.ExitRow;
import kit.result.FigureRow;
import kit.result.Metric;
import kit.result.ProjectFacts;
import kit.result.Result;
import kit.result.Role;
import kit.result.RunOptions;
import kit.result.RuntimeFacts;
import kit.result.TrialRow;
import kit.result.Verdict;
import tools.exports.Exports;
import tools.exports.Measured;

/// Makes a result of what was measured elsewhere: the trials as the exports have them, judged by
/// the rule of every lab. What no export says (machine, seed, commit) is unknown in it.
record Judgement(Audit audit, List<Answer> answers, Collection<Measured> measured) {
  /// Results of labs are called after the lab, and these after what was judged.
  private static final String LAB = "judged-";

  private static final String UNKNOWN = "unknown";

  /// @param document the name of the figures' file
  /// @param when the newest export was written
  Result result(String document, Instant when) {
    List<CheckRow> checks = measured.stream().flatMap(one -> one.checks().stream()).toList();
    boolean held = checks.stream().allMatch(CheckRow::held);
    List<TrialRow> trials = trials();
    Summary summary = new Summary(audit, Map.of(), "", false, held);
    List<FigureRow> rows = answers.stream().map(answer -> row(answer, summary, trials)).toList();
    return new Result(
        Result.SCHEMA,
        LAB + document,
        "the figures of " + document + " beside what " + tools() + " measured",
        "standard",
        0,
        1,
        Verdict.RULER,
        RunOptions.UNKNOWN,
        when,
        when,
        new RuntimeFacts(
            RuntimeFacts.EXPORT, "measured elsewhere, and read from what was exported", settings()),
        new ProjectFacts(Project.VERSION, UNKNOWN, false),
        Map.of("cpu", UNKNOWN, "cores", UNKNOWN, "jdk", UNKNOWN),
        List.of(),
        trials,
        inBlocks(rows),
        List.of(),
        checks,
        notes(),
        null,
        new ExitRow(0, "judged"));
  }

  private String tools() {
    return measured.stream().map(Measured::tool).distinct().collect(Collectors.joining(", "));
  }

  private Map<String, String> settings() {
    return measured.stream()
        .collect(
            Collectors.toMap(
                Measured::name,
                one -> one.setting().isEmpty() ? one.tool() : one.tool() + ", " + one.setting()));
  }

  /// Every trial, each quantity in the unit of the first figure that it answers.
  private List<TrialRow> trials() {
    List<TrialRow> rows = new ArrayList<>();
    for (Measured one : measured) {
      Map<String, Answer> asked = new HashMap<>();
      answers.stream()
          .filter(answer -> answer.measured() == one)
          .forEach(answer -> asked.putIfAbsent(answer.quantity(), answer));
      for (int at = 0; at < one.trials().size(); at++) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        one.trials()
            .get(at)
            .forEach(
                (id, metric) ->
                    metrics.put(
                        id, asked.containsKey(id) ? asked.get(id).converted(metric) : metric));
        rows.add(
            new TrialRow(
                at,
                Role.SYSTEM,
                one.name(),
                rows.size(),
                0,
                metrics,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of()));
      }
    }
    return rows;
  }

  private static FigureRow row(Answer answer, Summary summary, List<TrialRow> trials) {
    Figure figure = answer.figure();
    String label =
        figure.metric() + (figure.conditions().isEmpty() ? "" : ", " + figure.conditions());
    if (answer.measured() == null) {
      Measure none = measure("not measured", answer, figure.unit());
      return summary
          .row(Row.of(figure.id(), label, none, answer.wanted()).answers(figure.id()), trials)
          .because(
              figure.standing() == Standing.UNMEASURABLE
                  ? Verdict.UNMEASURABLE.because(figure.reason())
                  : Verdict.NOT_RUN.because(
                      "nothing measured is called \"" + answer.wanted() + "\""));
    }
    String unit =
        trials.stream()
            .filter(trial -> trial.name().equals(answer.wanted()))
            .flatMap(trial -> Stream.ofNullable(trial.metrics().get(answer.quantity())))
            .findFirst()
            .orElseThrow()
            .unit();
    Measure shown = measure(answer.quantity(), answer, unit);
    return summary.row(
        Row.of(figure.id(), label, shown, answer.wanted())
            .answers(figure.id())
            .tagged(answer.measured().tags().toArray(String[]::new)),
        trials);
  }

  private static Measure measure(String quantity, Answer answer, String unit) {
    String label = Words.capital(quantity.replace('_', ' '));
    return new Measure(quantity.replace(' ', '_'), label, unit, answer.figure().better());
  }

  /// Rows of one unit stand together; else the order is the document's.
  private static List<FigureRow> inBlocks(List<FigureRow> rows) {
    return rows.stream()
        .collect(Collectors.groupingBy(Words::block, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    measured.stream()
        .map(Measured::tool)
        .distinct()
        .forEach(tool -> notes.add(tool + ": " + Exports.trial(tool) + "."));
    String idle =
        measured.stream()
            .filter(one -> answers.stream().noneMatch(answer -> answer.measured() == one))
            .map(one -> "\"%s\" (%s)".formatted(one.name(), String.join(", ", one.quantities())))
            .collect(Collectors.joining("; "));
    if (!idle.isEmpty()) {
      notes.add("Measured, and answers no figure: " + idle + ".");
    }
    return notes;
  }
}
