package tools.figures;

import java.util.ArrayList;
import java.util.List;
import kit.figure.Figure;
import kit.finding.Stands;

/// One figure with everything that is known about it.
record FigureCard(Paper paper, Stands stands) {
  List<String> lines(Figure figure) {
    List<String> lines = new ArrayList<>(List.of(paper.bold(figure.id())));
    for (Fact fact : Fact.of(figure, stands)) {
      String name = "  " + paper.cell(fact.name(), 12);
      switch (fact.name()) {
        case Fact.VERDICT ->
            lines.add(name + paper.verdict(stands.of(figure).verdict(), fact.text()));
        case Fact.COMMAND -> lines.add(name + fact.text()); // whole, to be copied
        default -> lines.addAll(paper.named(fact.name(), fact.text()));
      }
    }
    return lines;
  }
}
