package tools.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Relation;

/// The audit: every relation with its arithmetic, then what each figure still lacks.
final class AuditPage {
  private static final int INDENT = 6;

  private final Paper paper;
  private final Stands stands;
  private final Set<String> labsThatStand;

  AuditPage(Paper paper, Stands stands, Set<String> labsThatStand) {
    this.paper = paper;
    this.stands = stands;
    this.labsThatStand = labsThatStand;
  }

  List<String> lines() {
    Audit audit = stands.audit();
    long fail = audit.outcomes().stream().filter(outcome -> !outcome.holds()).count();
    List<String> lines = new ArrayList<>();
    lines.add(
        paper.bold("RELATIONS   %s hold, %s fail".formatted(audit.outcomes().size() - fail, fail)));
    audit.outcomes().forEach(outcome -> lines.addAll(relation(outcome)));
    lines.add("");
    lines.addAll(coverage());
    return lines;
  }

  private List<String> relation(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    List<String> lines = new ArrayList<>();
    String word = outcome.holds() ? paper.good("holds") : paper.bad("fails");
    String places = " (" + relation.places(stands.audit().figures()) + ")";
    List<String> meaning =
        paper.wrapped(
            relation.meaning() + (relation.ids().isEmpty() ? "" : places),
            paper.width() - INDENT - (paper.style().held().length() + 8));
    lines.add(paper.cell(relation.id(), INDENT) + word + "  " + meaning.getFirst());
    meaning.stream().skip(1).forEach(line -> lines.add(indented(line)));
    paper
        .wrapped(outcome.arithmetic(), paper.width() - INDENT)
        .forEach(line -> lines.add(indented(line)));
    if (!outcome.holds() && !relation.refutes().isEmpty()) {
      paper
          .wrapped(against(relation), paper.width() - INDENT)
          .forEach(line -> lines.add(indented(line)));
    }
    if (!outcome.asExpected()) {
      lines.add(
          indented(
              paper.bad(
                  "it was written down as one that "
                      + (outcome.holds() ? "fails" : "holds")
                      + ": mend relations.csv or the figures")));
    }
    return lines;
  }

  private static String against(Relation relation) {
    String figures = String.join(", ", relation.refutes());
    return switch (relation.force()) {
      case CONTRADICTED -> "contradicts " + figures;
      case CONTRADICTED_IF -> "contradicts " + figures + " if " + relation.given();
      case DISPUTED -> "disputes " + figures + ": " + relation.given();
    };
  }

  private List<String> coverage() {
    List<Figure> figures = stands.audit().figures().all();
    long repeats = figures.stream().filter(figure -> figure.repeats().isPresent()).count();
    long settings =
        figures.stream()
            .filter(figure -> figure.repeats().isEmpty() && Stand.setting(figure))
            .count();
    Map<String, Long> counts = stands.counts(figures);
    List<String> lines = new ArrayList<>();
    lines.add(
        paper.bold(
            "COVERAGE    %s figures: %s to judge, the others settings (%s) and repeats (%s)"
                .formatted(
                    figures.size(), figures.size() - repeats - settings, settings, repeats)));
    String shares =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    paper.wrapped(shares, paper.width() - INDENT).forEach(line -> lines.add(indented(line)));
    lines.addAll(missingLabs(figures));
    lines.addAll(unaccounted());
    return lines;
  }

  private List<String> missingLabs(List<Figure> figures) {
    Set<String> missing = new TreeSet<>();
    figures.forEach(figure -> missing.addAll(figure.labs()));
    missing.removeAll(labsThatStand);
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    paper
        .wrapped(
            "! labs that figures name and that are not written yet: " + String.join(", ", missing),
            paper.width() - INDENT)
        .forEach(line -> lines.add(indented(line)));
    return lines;
  }

  private List<String> unaccounted() {
    List<Figure> lacking = stands.audit().unaccounted();
    List<String> lines = new ArrayList<>();
    if (lacking.isEmpty()) {
      lines.add(indented(paper.good("every figure has a lab, or the reason why none measures it")));
    }
    lacking.forEach(
        figure ->
            lines.add(
                indented(
                    paper.bad(
                        figure.id() + " (" + figure.place() + ") has neither lab nor reason"))));
    return lines;
  }

  private static String indented(String line) {
    return " ".repeat(INDENT) + line;
  }
}
