package kit.figure.view;

import java.util.Optional;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Relation;
import kit.figure.Standing;
import kit.result.Verdict;

/// How a figure stands now.
///
/// @param verdict of a relation that contradicts it, else of the newest run, else of its standing
/// @param relation the relation that contradicts it
/// @param finding the newest run's, even where a relation decides
record Ruling(Verdict verdict, Optional<Relation> relation, Optional<Finding> finding) {
  /// What the verdict column says of a figure that is a setting and gets no verdict.
  static final String SETTING = "setting";

  static Ruling of(Figure figure, Audit audit, Findings findings) {
    Optional<Relation> relation = audit.refutation(figure);
    Optional<Finding> finding = findings.newest(figure.repeats().orElse(figure.id()));
    Verdict verdict =
        relation
            .<Verdict>map(one -> new Verdict.Refuted(one.id()))
            .or(() -> finding.map(Finding::verdict))
            .orElseGet(() -> unmeasured(figure));
    return new Ruling(verdict, relation, finding);
  }

  /// Whether this is a setting of the document's protocol or machine, which nothing judges.
  static boolean setting(Figure figure) {
    return figure.kind() == Kind.PARAMETER || figure.kind() == Kind.ENVIRONMENT;
  }

  private static Verdict unmeasured(Figure figure) {
    if (setting(figure)) {
      return new Verdict.None();
    }
    return figure.standing() == Standing.UNMEASURABLE
        ? new Verdict.Unmeasurable(figure.reason().isBlank() ? "no reason" : figure.reason())
        : new Verdict.NotRun("");
  }

  /// The word by which lists are filtered: the verdict's, or `setting`.
  String word() {
    return verdict instanceof Verdict.None ? SETTING : verdict.word();
  }

  /// The word with what tables add to it: `refuted (P33)`, `exceeded 51x`.
  String text() {
    if (relation.isPresent()) {
      return word() + " (" + relation.get().id() + ")";
    }
    return word()
        + finding
            .filter(found -> verdict instanceof Verdict.Exceeded && found.ratio() > 0)
            .map(found -> " " + Paper.number(found.ratio()) + "x")
            .orElse("");
  }
}
