package kit.finding;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kit.figure.Audit;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Relation;
import kit.figure.Standing;
import kit.result.Numbers;
import kit.result.Verdict;

/// How a figure stands now.
///
/// @param verdict of a relation that speaks against it, else of a run under the figure's own
///     conditions, else of one under others, else of its standing
/// @param relation the relation that speaks against it
/// @param finding of the row that decides, or stands nearest, even where a relation decides
/// @param beside what other rows found
public record Stand(
    Verdict verdict, Optional<Relation> relation, Optional<Finding> finding, List<Finding> beside) {
  /// What the verdict column says of a figure that is a setting and gets no verdict.
  public static final String SETTING = "setting";

  static Stand of(Figure figure, Audit audit, Findings findings) {
    Optional<Relation> relation = audit.against(figure);
    List<Finding> found =
        Stream.of(figure.repeats().orElse(figure.id()), figure.id())
            .distinct()
            .flatMap(id -> findings.of(id).stream())
            .sorted(Finding.LEAST_KIND_FIRST)
            .toList();
    Verdict verdict =
        relation
            .map(one -> Verdict.of(one.force().word()))
            .or(() -> found.stream().findFirst().map(Finding::verdict))
            .orElseGet(() -> unmeasured(figure));
    return new Stand(
        verdict, relation, found.stream().findFirst(), found.stream().skip(1).toList());
  }

  /// Whether this is a setting of the document's protocol or machine, which nothing judges.
  public static boolean setting(Figure figure) {
    return figure.kind() == Kind.PARAMETER || figure.kind() == Kind.ENVIRONMENT;
  }

  /// Whether it counts among those that can be judged: neither a setting nor a repeat.
  public static boolean judged(Figure figure) {
    return figure.repeats().isEmpty() && !setting(figure);
  }

  private static Verdict unmeasured(Figure figure) {
    if (setting(figure)) {
      return Verdict.NONE;
    }
    if (figure.kind() == Kind.ILLUSTRATION) {
      return Verdict.ILLUSTRATION;
    }
    return figure.standing() == Standing.UNMEASURABLE ? Verdict.UNMEASURABLE : Verdict.NOT_RUN;
  }

  /// The word by which lists are filtered: the verdict's, or `setting`.
  public String word() {
    return verdict == Verdict.NONE ? SETTING : verdict.word();
  }

  /// The word with what tables add to it: `contradicted if (P38)`, `exceeded 51x`.
  public String text() {
    if (relation.isPresent()) {
      return word() + " (" + relation.get().id() + ")";
    }
    return word()
        + finding
            .filter(found -> verdict == Verdict.EXCEEDED && found.ratio() > 0)
            .map(found -> " " + Numbers.ratio(found.ratio()) + "x")
            .orElse("");
  }
}
