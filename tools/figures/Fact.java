package tools.figures;

import java.util.ArrayList;
import java.util.List;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.finding.Finding;
import kit.finding.Stand;
import kit.finding.Stands;
import kit.result.Numbers;

/// One thing that is known about a figure. A card on a terminal and a row of the report show the
/// same ones.
///
/// @param name one word
/// @param text never blank
public record Fact(String name, String text) {
  static final String VERDICT = "verdict";
  static final String COMMAND = "measure";

  /// Everything that is known about a figure, where it stands first, how it is measured last.
  public static List<Fact> of(Figure figure, Stands stands) {
    Stand stand = stands.of(figure);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("metric", figure.metric()));
    facts.add(new Fact("stated", stated(figure)));
    facts.add(
        new Fact(
            "where",
            "%s, \"%s\", under %s"
                .formatted(figure.place(), figure.place().quote(), figure.place().section())));
    facts.add(new Fact("conditions", figure.conditions()));
    facts.add(new Fact("origin", figure.provenance()));
    facts.add(new Fact("note", figure.note()));
    facts.add(new Fact("standing", standing(figure)));
    facts.add(new Fact(VERDICT, stand.text()));
    stand
        .finding()
        .ifPresent(
            found -> {
              facts.add(new Fact("because", found.ruling().reason()));
              facts.add(new Fact("measured", measured(found)));
              facts.add(new Fact("result", found.file()));
            });
    stand.beside().forEach(found -> facts.add(new Fact("beside", beside(found))));
    stands.relationsOf(figure).forEach(one -> facts.add(new Fact("relation", relation(one))));
    for (String lab : figure.labs()) {
      String only = " --only " + figure.repeats().orElse(figure.id());
      facts.add(new Fact(COMMAND, "./jbang labs/" + lab + ".java" + only));
    }
    facts.removeIf(fact -> fact.text().isBlank());
    return facts;
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
