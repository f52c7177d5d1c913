package kit.figure;

import java.util.List;
import java.util.Optional;

/// Every relation computed, and every figure looked at for what must not be missing.
///
/// @param figures what was looked at
/// @param outcomes every relation with its arithmetic, in the order of the file
/// @param unaccounted figures that name neither a lab nor a reason why none measures them
public record Audit(
    DocumentedFigures figures, List<Relation.Outcome> outcomes, List<Figure> unaccounted) {
  /// Audits these figures by these relations.
  public static Audit of(DocumentedFigures figures, List<Relation> relations) {
    return new Audit(
        figures,
        relations.stream().map(relation -> relation.check(figures)).toList(),
        figures.where(figure -> !figure.accounted()));
  }

  /// Relations that came out otherwise than they were written down.
  public List<Relation.Outcome> surprises() {
    return outcomes.stream().filter(outcome -> !outcome.asExpected()).toList();
  }

  /// Whether nothing is missing and every relation came out as written down.
  public boolean clean() {
    return unaccounted.isEmpty() && surprises().isEmpty();
  }

  /// The first failing relation that speaks against this figure, or against the one it repeats.
  public Optional<Relation> against(Figure figure) {
    String id = figure.repeats().orElse(figure.id());
    return outcomes.stream()
        .filter(outcome -> !outcome.holds())
        .map(Relation.Outcome::relation)
        .filter(relation -> relation.refutes().contains(id))
        .findFirst();
  }
}
