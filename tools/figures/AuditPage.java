package tools.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.finding.Stand;
import kit.finding.Stands;

/// The audit: every relation with its arithmetic, then what each figure still lacks.
record AuditPage(Paper paper, Audit audit) {
  private static final int INDENT = 6;

  /// All of it.
  ///
  /// @param stands how the figures of this audit stand
  List<String> lines(Stands stands, Set<String> labsThatStand) {
    List<String> lines = relations();
    lines.add("");
    coverage(lines, stands, labsThatStand);
    return lines;
  }

  /// The arithmetic alone.
  List<String> relations() {
    long fail = audit.outcomes().stream().filter(outcome -> !outcome.holds()).count();
    List<String> lines = new ArrayList<>();
    lines.add(
        paper.bold("RELATIONS   %s hold, %s fail".formatted(audit.outcomes().size() - fail, fail)));
    audit.outcomes().forEach(outcome -> relation(lines, outcome));
    return lines;
  }

  private void relation(List<String> lines, Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    String word = outcome.holds() ? paper.good("holds") : paper.bad("fails");
    String places = " (" + relation.places(audit.figures()) + ")";
    String meaning = relation.meaning() + (relation.ids().isEmpty() ? "" : places);
    int first = paper.width() - INDENT - paper.style().held().length() - " holds  ".length();
    String head = paper.wrapped(meaning, first).getFirst();
    lines.add(paper.cell(relation.id(), INDENT) + word + "  " + head);
    below(lines, paper.style().text(meaning.strip()).substring(head.length()));
    below(lines, outcome.arithmetic());
    if (!outcome.holds()) {
      below(lines, relation.against());
    }
    if (!outcome.asExpected()) {
      bad(
          lines,
          "it was written down as one that "
              + (outcome.holds() ? "fails" : "holds")
              + ": mend the relation or the figures");
    }
  }

  private void coverage(List<String> lines, Stands stands, Set<String> labsThatStand) {
    List<Figure> figures = audit.figures().all();
    long repeats = figures.stream().filter(figure -> figure.repeats().isPresent()).count();
    long settings =
        figures.stream()
            .filter(figure -> figure.repeats().isEmpty() && Stand.setting(figure))
            .count();
    String head =
        "COVERAGE    %s figures: %s to judge, the others settings (%s) and repeats (%s)"
            .formatted(figures.size(), figures.size() - repeats - settings, settings, repeats);
    paper.wrapped(head, paper.width()).forEach(line -> lines.add(paper.bold(line)));
    below(
        lines,
        stands.counts(figures).entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")));
    Set<String> missing = new TreeSet<>();
    figures.forEach(figure -> missing.addAll(figure.labs()));
    missing.removeAll(labsThatStand);
    if (!missing.isEmpty()) {
      below(
          lines,
          "! labs that figures name and that are not written yet: " + String.join(", ", missing));
    }
    List<Figure> lacking = audit.unaccounted();
    if (lacking.isEmpty()) {
      signed(lines, paper::good, "every figure has a lab, or the reason why none measures it");
    }
    lacking.forEach(
        figure -> bad(lines, figure.id() + " (" + figure.place() + ") has neither lab nor reason"));
  }

  private void bad(List<String> lines, String text) {
    signed(lines, paper::bad, text);
  }

  private void signed(List<String> lines, UnaryOperator<String> sign, String text) {
    int columns = paper.width() - INDENT - paper.style().failed().length() - 1;
    List<String> parts = paper.wrapped(text, columns);
    lines.add(" ".repeat(INDENT) + sign.apply(parts.getFirst()));
    below(lines, String.join(" ", parts.subList(1, parts.size())));
  }

  private void below(List<String> lines, String text) {
    if (!text.isBlank()) {
      paper
          .wrapped(text, paper.width() - INDENT)
          .forEach(line -> lines.add(" ".repeat(INDENT) + line));
    }
  }
}
