package tools.figures;

import java.util.ArrayList;
import java.util.List;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.report.Numbers;

/// One figure with everything that is known about it.
final class FigureCard {
  private final Paper paper;
  private final Stands stands;

  FigureCard(Paper paper, Stands stands) {
    this.paper = paper;
    this.stands = stands;
  }

  List<String> lines(Figure figure) {
    Stand stand = stands.of(figure);
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
    lines.add("  " + paper.cell("verdict", 12) + paper.verdict(stand.verdict(), stand.text()));
    stand
        .finding()
        .map(found -> found.ruling().reason())
        .ifPresent(reason -> lines.addAll(paper.named("because", reason)));
    stand.finding().ifPresent(found -> lines.addAll(paper.named("measured", measured(found))));
    stand.finding().ifPresent(found -> lines.addAll(paper.named("result", found.file())));
    stand.beside().forEach(found -> lines.addAll(paper.named("beside", beside(found))));
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

  private static String beside(Finding found) {
    String ratio = found.ratio() > 0 ? ", " + Numbers.ratio(found.ratio()) + "x" : "";
    String reason = found.ruling().reason();
    return "%s, row %s: %s%s (%s%s)"
        .formatted(
            measured(found),
            found.row(),
            found.verdict().word(),
            ratio,
            reason.isBlank() ? "" : reason + "; ",
            found.file());
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
                    found.interval(), Numbers.plain(found.low()), Numbers.plain(found.high()));
    return "%s %s%s, in a %s run of %s"
        .formatted(
            Numbers.plain(found.measured()), found.unit(), interval, found.profile(), found.lab());
  }

  private List<Relation.Outcome> relations(Figure figure) {
    return stands.audit().outcomes().stream()
        .filter(
            outcome ->
                outcome.relation().ids().contains(figure.id())
                    || outcome.relation().refutes().contains(figure.id()))
        .toList();
  }

  private static String relation(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    return "%s %s: %s; %s%s"
        .formatted(
            relation.id(),
            outcome.holds() ? "holds" : "fails",
            relation.meaning(),
            outcome.arithmetic(),
            relation.given().isEmpty() ? "" : "; rests on: " + relation.given());
  }
}
