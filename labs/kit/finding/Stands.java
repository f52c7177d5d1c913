package kit.finding;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.figure.Relations;

/// How every figure stands, by one audit and the results at hand.
public record Stands(Audit audit, Findings findings) {
  /// How the figures of a folder stand, as `datasets/documented`.
  public static Stands of(Path documented, Findings findings) {
    DocumentedFigures figures = DocumentedFigures.load(documented);
    return new Stands(Audit.of(figures, Relations.load(documented, figures)), findings);
  }

  /// How this figure stands.
  public Stand of(Figure figure) {
    return Stand.of(figure, audit, findings);
  }

  /// Whether it is worth a line of its own: a setting only if something contradicts it, a repeat
  /// never.
  public boolean speaks(Figure figure) {
    return figure.repeats().isEmpty()
        && (!Stand.setting(figure) || of(figure).relation().isPresent());
  }

  /// The relations in which this figure takes part, or which speak against it, computed.
  public List<Relation.Outcome> relationsOf(Figure figure) {
    return audit.outcomes().stream()
        .filter(
            outcome ->
                outcome.relation().ids().contains(figure.id())
                    || outcome.relation().refutes().contains(figure.id()))
        .toList();
  }

  /// How many of these figures have each verdict, those left out that are not [Stand#judged].
  public Map<String, Long> counts(List<Figure> figures) {
    return figures.stream()
        .filter(Stand::judged)
        .collect(
            Collectors.groupingBy(
                figure -> of(figure).word(), TreeMap::new, Collectors.counting()));
  }
}
