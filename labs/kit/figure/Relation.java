package kit.figure;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What several figures must satisfy together: a sum, a ratio, Little's law, a bound from theory.
///
/// A figure stands for everything that its statement allows, and a relation holds if some values
/// among them satisfy it. So **a failure is a proof** that the statements, and what the relation's
/// source assumes, cannot all be true; holding proves nothing: arithmetic does not forbid them.
///
/// @param id short and stable: `A3`
/// @param left one side
/// @param comparator `=`, `<`, `<=`, `>` or `>=`
/// @param right the other side
/// @param tolerance how far the sides may differ
/// @param expected whether it was found to hold when it was written down; the audit computes it
///     afresh and tells where the two differ
/// @param refutes figures that the failure speaks against; empty where two statements merely
///     disagree, and which of them is wrong is open
/// @param force what the failure is worth against them, or null where it is against none
/// @param given the assumption or the evidence that it rests on: file, commit and line where known;
///     empty where arithmetic alone decides
/// @param meaning what it says in words, without a full stop
/// @param source where the relation, its constants or its bound come from
public record Relation(
    String id,
    Expression left,
    Comparator comparator,
    Expression right,
    Tolerance tolerance,
    Expected expected,
    List<String> refutes,
    Force force,
    String given,
    String meaning,
    String source) {
  private static final Pattern ID = Pattern.compile("[A-Z][1-9][0-9]*");
  private static final Set<Comparator> SIGNS =
      Set.of(
          Comparator.EQUAL,
          Comparator.BELOW,
          Comparator.AT_MOST,
          Comparator.ABOVE,
          Comparator.AT_LEAST);

  /// What was found when the relation was written down.
  public enum Expected {
    HOLDS,
    FAILS
  }

  /// What a failure is worth against the figures that it refutes. The words are those of verdicts.
  public enum Force {
    /// The document's own numbers cannot all be true, whatever their rounding.
    CONTRADICTED,
    /// They cannot all be true if an assumption holds that the document does not state.
    CONTRADICTED_IF,
    /// Something outside the document speaks against them.
    DISPUTED;

    /// The word in files, tables and verdicts.
    public String word() {
      return Words.of(this);
    }
  }

  /// A relation with its sides computed.
  ///
  /// @param relation the relation
  /// @param left what its left side can be
  /// @param right what its right side can be
  /// @param holds whether some of these values satisfy it
  /// @param arithmetic both sides with their numbers, as a sentence
  public record Outcome(
      Relation relation, Interval left, Interval right, boolean holds, String arithmetic) {
    /// Whether it came out as expected.
    public boolean asExpected() {
      return holds == (relation.expected() == Expected.HOLDS);
    }
  }

  public Relation {
    refutes = List.copyOf(refutes);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no id of a relation; it is a letter and a number, such as A3");
    }
    if (!SIGNS.contains(comparator)) {
      throw new IllegalArgumentException(
          "a relation compares by = < <= > or >=, not by " + comparator.symbol());
    }
    if (expected == Expected.HOLDS && !refutes.isEmpty()) {
      throw new IllegalArgumentException("a relation that holds refutes nothing");
    }
    if (refutes.isEmpty() != (force == null)) {
      throw new IllegalArgumentException(
          "relation " + id + " names figures that it refutes if and only if it says by what force");
    }
    boolean bare = force == null || force == Force.CONTRADICTED;
    if (bare != given.isBlank()) {
      throw new IllegalArgumentException(
          "relation " + id + " says what it rests on if and only if that is more than arithmetic");
    }
    if (meaning.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException("relation " + id + " lacks its meaning or its source");
    }
  }

  /// Why its figures are called what its force says: what it rests on, else what cannot be.
  public String reason() {
    return (given.isEmpty() ? "it cannot be that " + meaning : given) + " (" + id + ")";
  }

  /// What its failure says of which figures: `contradicts a.b if ...`; empty where it names none.
  public String against() {
    if (force == null) {
      return "";
    }
    String figures = String.join(", ", refutes);
    return switch (force) {
      case CONTRADICTED -> "contradicts " + figures;
      case CONTRADICTED_IF -> "contradicts " + figures + " if " + given;
      case DISPUTED -> "disputes " + figures + ": " + given;
    };
  }

  /// The ids on both sides, each once, in order.
  public List<String> ids() {
    return Stream.concat(left.ids(), right.ids()).distinct().toList();
  }

  /// Computes both sides.
  public Outcome check(DocumentedFigures figures) {
    Function<String, Stated> stated = id -> figures.figure(id).stated();
    Interval one = left.value(stated);
    Interval other = right.value(stated);
    boolean holds = satisfied(one, other);
    String arithmetic =
        side(left, one, stated)
            + " "
            + verb(holds, one.exact() && other.exact())
            + " "
            + side(right, other, stated)
            + tolerance.shown();
    return new Outcome(this, one, other, holds, arithmetic);
  }

  /// Where its figures stand: `prsm:26,34`.
  public String places(DocumentedFigures figures) {
    return ids().stream()
        .map(figures::figure)
        .collect(
            Collectors.groupingBy(
                Figure::document,
                java.util.TreeMap::new,
                Collectors.mapping(Figure::line, Collectors.toCollection(java.util.TreeSet::new))))
        .entrySet()
        .stream()
        .map(
            entry ->
                entry.getKey()
                    + ":"
                    + entry.getValue().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")))
        .collect(Collectors.joining(" "));
  }

  /// Rounding is given to whoever would otherwise be told a difference that is none: equal numbers
  /// are equal, and neither is below the other.
  private boolean satisfied(Interval one, Interval other) {
    double top = other.high() + tolerance.beyond(other.high());
    double bottom = other.low() - tolerance.beyond(other.low());
    double aboveTop = one.low() - top;
    double belowBottom = bottom - one.high();
    double topRounding = Tolerance.rounding(top);
    double bottomRounding = Tolerance.rounding(bottom);
    return switch (comparator) {
      case BELOW -> aboveTop < -topRounding;
      case AT_MOST -> aboveTop <= topRounding;
      case ABOVE -> belowBottom < -bottomRounding;
      case AT_LEAST -> belowBottom <= bottomRounding;
      default -> aboveTop <= topRounding && belowBottom <= bottomRounding;
    };
  }

  private String verb(boolean holds, boolean exact) {
    String than =
        switch (comparator) {
          case BELOW -> " below";
          case AT_MOST -> " at most";
          case ABOVE -> " above";
          case AT_LEAST -> " at least";
          default -> "";
        };
    if (exact) {
      return (holds ? "is" : "is not") + than;
    }
    return (holds ? "can be" : "cannot be") + than;
  }

  private static String side(Expression side, Interval value, Function<String, Stated> figures) {
    String shown = side.shown(figures);
    return side instanceof Expression.Operation ? shown + " = " + Digits.computed(value) : shown;
  }
}
