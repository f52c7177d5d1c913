package kit.figure.view;

import java.util.ArrayList;
import java.util.List;
import kit.figure.Figure;
import kit.figure.Relation;

/// One figure with everything that is known about it.
final class FigureCard {
  private final Paper paper;
  private final Rulings rulings;

  FigureCard(Paper paper, Rulings rulings) {
    this.paper = paper;
    this.rulings = rulings;
  }

  List<String> lines(Figure figure) {
    Ruling ruling = rulings.of(figure);
    List<String> lines = new ArrayList<>();
    lines.add(paper.bold(figure.id()));
    lines.addAll(paper.named("metric", figure.metric()));
    lines.addAll(paper.named("stated", stated(figure)));
    lines.addAll(
        paper.named(
            "where",
            "%s, \"%s\", under %s"
                .formatted(figure.place(), figure.place().quote(), figure.place().section())));
    lines.addAll(paper.named("conditions", figure.conditions()));
    lines.addAll(paper.named("origin", figure.provenance()));
    lines.addAll(paper.named("note", figure.note()));
    lines.addAll(paper.named("standing", standing(figure)));
    lines.add("  " + paper.cell("verdict", 12) + paper.verdict(ruling.verdict(), ruling.text()));
    ruling.finding().ifPresent(found -> lines.addAll(paper.named("measured", measured(found))));
    ruling.finding().ifPresent(found -> lines.addAll(paper.named("result", found.file())));
    relations(figure).forEach(outcome -> lines.addAll(paper.named("relation", relation(outcome))));
    for (String lab : figure.labs()) {
      String only = " --only " + figure.repeats().orElse(figure.id());
      lines.add("  " + paper.cell("measure", 12) + "./jbang labs/" + lab + ".java" + only);
    }
    return lines;
  }

  private static String stated(Figure figure) {
    String better =
        switch (figure.better()) {
          case MORE -> ", more is better";
          case LESS -> ", less is better";
          case NONE -> "";
        };
    return figure.stated() + ", " + figure.kind().word() + better;
  }

  private static String standing(Figure figure) {
    String by = figure.labs().isEmpty() ? "" : " by " + String.join(", ", figure.labs());
    String reason = figure.reason().isBlank() ? "" : "; " + figure.reason();
    return figure.standing().word() + by + " (system " + figure.system() + ")" + reason;
  }

  private static String measured(Finding found) {
    if (Double.isNaN(found.measured())) {
      return "nothing, in a " + found.profile() + " run of " + found.lab();
    }
    String interval =
        Double.isNaN(found.low()) || Double.isNaN(found.high())
            ? ""
            : " (%s: %s – %s)"
                .formatted(
                    found.profile().equals("quick") ? "min – max" : "95 % interval",
                    Paper.number(found.low()),
                    Paper.number(found.high()));
    return "%s %s%s, in a %s run of %s"
        .formatted(
            Paper.number(found.measured()), found.unit(), interval, found.profile(), found.lab());
  }

  private List<Relation.Outcome> relations(Figure figure) {
    return rulings.audit().outcomes().stream()
        .filter(
            outcome ->
                outcome.relation().ids().contains(figure.id())
                    || outcome.relation().refutes().contains(figure.id()))
        .toList();
  }

  private static String relation(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    return "%s %s: %s; %s"
        .formatted(
            relation.id(),
            outcome.holds() ? "holds" : "fails",
            relation.meaning(),
            outcome.arithmetic());
  }
}
