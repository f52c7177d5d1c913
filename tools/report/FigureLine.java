package tools.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.finding.Finding;
import kit.finding.Group;
import kit.finding.Stand;
import kit.finding.Stands;
import kit.report.Words;
import kit.result.Numbers;
import kit.result.Verdict;
import tools.figures.Fact;

/// A line of the table of figures: what is documented, what came out, and all that is known.
///
/// @param failing the relations that fail and name it, or what it repeats
record FigureLine(Figure figure, Stand stand, List<Relation> failing, List<Fact> facts) {
  static FigureLine of(Figure figure, Stands stands) {
    Stand stand = stands.of(figure);
    List<Relation> failing =
        Stream.concat(
                stand.relation().stream(),
                stands.relationsOf(figure).stream()
                    .filter(outcome -> !outcome.holds())
                    .map(Relation.Outcome::relation))
            .distinct()
            .toList();
    return new FigureLine(figure, stand, failing, Fact.of(figure, stands));
  }

  String id() {
    return figure.id();
  }

  String verdict() {
    return stand.word();
  }

  String mark() {
    return stand.verdict().mark().strip();
  }

  Group group() {
    return Group.of(stand.verdict());
  }

  /// The words by which the page filters: its verdict, and its group where it is judged.
  String filters() {
    return judged() ? verdict() + "|" + group().word() : verdict();
  }

  /// Whether it counts among those that can be judged.
  boolean judged() {
    return Stand.judged(figure);
  }

  boolean fails() {
    return !failing.isEmpty();
  }

  private Optional<Finding> found() {
    return stand.finding().filter(found -> Double.isFinite(found.measured()));
  }

  String measured() {
    return found()
        .map(found -> Numbers.withUnit(number(found.measured(), found), found.unit()))
        .orElse("");
  }

  String interval() {
    return found()
        .filter(found -> Double.isFinite(found.low()))
        .map(found -> Numbers.range(found.low(), found.high(), found.unit()))
        .orElse("");
  }

  String intervalName() {
    return found().map(Finding::interval).orElse("");
  }

  String ratio() {
    return found()
        .filter(found -> found.ratio() > 0)
        .map(found -> Words.ratio(found.ratio(), null, null))
        .orElse("");
  }

  /// What was measured: the row's label.
  String row() {
    return found().map(Finding::label).orElse("");
  }

  private static String number(double value, Finding found) {
    return Numbers.inUnit(value, found.unit());
  }

  /// A column by which a table can be sorted: which lines have a place in it, and their order.
  private record Column(Predicate<FigureLine> filled, Comparator<FigureLine> order) {}

  /// Numbers of different units are never between each other.
  private static final List<Column> COLUMNS =
      List.of(
          new Column(
              line -> true,
              Comparator.comparing(line -> line.figure().metric(), String.CASE_INSENSITIVE_ORDER)),
          new Column(
              line -> true,
              Comparator.comparing((FigureLine line) -> line.figure().document())
                  .thenComparing(line -> line.figure().line())),
          new Column(
              line -> true,
              Comparator.comparing((FigureLine line) -> line.figure().unit())
                  .thenComparing(line -> line.figure().reference())),
          new Column(
              line -> line.found().isPresent(),
              Comparator.comparing((FigureLine line) -> line.found().orElseThrow().unit())
                  .thenComparing(line -> line.found().orElseThrow().measured())),
          new Column(
              line -> !line.ratio().isEmpty(),
              Comparator.comparing(line -> line.found().orElseThrow().ratio())),
          new Column(line -> true, Comparator.comparing(line -> line.stand().verdict())));

  /// For each line, by its id, the place that it has in each column, parted by commas; `-` where it
  /// has none.
  static Map<String, String> ranks(List<FigureLine> lines) {
    Map<String, StringJoiner> ranks = new HashMap<>();
    lines.forEach(line -> ranks.put(line.id(), new StringJoiner(",")));
    for (Column column : COLUMNS) {
      Map<String, Integer> places = new HashMap<>();
      lines.stream()
          .filter(column.filled())
          .sorted(column.order())
          .forEach(line -> places.put(line.id(), places.size()));
      ranks.forEach(
          (id, joined) -> joined.add(places.containsKey(id) ? places.get(id).toString() : "-"));
    }
    return ranks.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toString()));
  }

  /// What came out, in a few words: `exceeded: 1 257 payments/s, 45.2x (two hops, ...)`.
  String outcome() {
    String number =
        Stream.of(measured(), stand.verdict() == Verdict.REPRODUCED ? "" : ratio())
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    String what = number.isEmpty() ? "" : ": " + number + " (" + row() + ")";
    return verdict() + stand.relation().map(one -> " (" + one.id() + ")").orElse("") + what;
  }
}
