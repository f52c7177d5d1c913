package labs.notebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.Relation;
import kit.report.Words;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.Verdict;

/// What falls out of line in results and documents, each kind by a rule that is its heading.
final class Surprises {
  /// How many of the greatest ratios are told.
  private static final int MOST = 3;

  /// From this factor on two measurements of one figure are far apart.
  private static final double APART = 10;

  private static final Set<Verdict> BETTER = EnumSet.of(Verdict.EXCEEDED, Verdict.KEPT);
  private static final Set<Verdict> WORSE = EnumSet.of(Verdict.SHORT, Verdict.DIFFERS);

  /// One row of one run.
  private record Found(Result run, FigureRow row) {
    String words() {
      String measured = Numbers.inUnit(row.measured(), row.unit());
      return "%s, \"%s\": %s"
          .formatted(run.lab(), row.label(), Numbers.withUnit(measured, row.unit()));
    }

    String beside() {
      return words()
          + (row.documented() == null ? "" : " against " + row.documented().text())
          + (row.ratio() == null
              ? ""
              : ", " + Words.ratio(row.ratio(), row.ratioLow(), row.ratioHigh()))
          + (Words.note(row).isEmpty() ? "" : "; " + Words.note(row))
          + ".";
    }
  }

  private final List<Result> results;
  private final Audit audit;
  private final List<Found> found;

  Surprises(List<Result> results, Audit audit) {
    this.results = results;
    this.audit = audit;
    this.found =
        results.stream()
            .flatMap(run -> run.figures().stream().map(row -> new Found(run, row)))
            .filter(one -> one.row().measured() != null)
            .toList();
  }

  /// Sentences by the rule that found them; a rule that found nothing is left out.
  Map<String, List<String>> all() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put(
        "Checks that did not hold, so that their run does not count",
        results.stream()
            .flatMap(
                run ->
                    run.checks().stream()
                        .filter(check -> !check.held())
                        .map(check -> broken(run, check)))
            .toList());
    all.put("Worse than documented", of(WORSE));
    all.put("Measured, and noise or few trials forbid an answer", of(Set.of(Verdict.INCONCLUSIVE)));
    all.put(
        "Furthest beyond the document, under its own conditions",
        found.stream()
            .filter(one -> BETTER.contains(one.row().verdict()) && one.row().ratio() != null)
            .sorted(Comparator.comparing((Found one) -> one.row().ratio()).reversed())
            .limit(MOST)
            .map(Found::beside)
            .toList());
    all.put("One documented figure, measured in ways that lie more than tenfold apart", apart());
    all.put("What beat the system in its own run", beaten());
    all.put(
        "Relations that came out otherwise than they were written down",
        audit.surprises().stream().map(Surprises::otherwise).toList());
    all.values().removeIf(List::isEmpty);
    return all;
  }

  private List<String> of(Set<Verdict> verdicts) {
    return found.stream()
        .filter(one -> verdicts.contains(one.row().verdict()))
        .map(Found::beside)
        .toList();
  }

  private static String broken(Result run, CheckRow check) {
    return "%s, %s: %s.".formatted(run.lab(), check.name(), Words.evidence(check));
  }

  private List<String> apart() {
    Map<String, List<Found>> byFigure =
        found.stream()
            .filter(one -> one.row().documented() != null && one.row().measured() > 0)
            .collect(
                Collectors.groupingBy(
                    one -> one.row().documented().id() + " in " + one.row().unit(),
                    TreeMap::new,
                    Collectors.toList()));
    List<String> sentences = new ArrayList<>();
    for (List<Found> ways : byFigure.values()) {
      List<Found> sorted =
          ways.stream().sorted(Comparator.comparing((Found one) -> one.row().measured())).toList();
      double factor = sorted.getLast().row().measured() / sorted.getFirst().row().measured();
      if (factor >= APART) {
        sentences.add(
            "%s, stated as %s: %s; %s; a factor of %s."
                .formatted(
                    sorted.getFirst().row().documented().id(),
                    Numbers.withUnit(
                        sorted.getFirst().row().documented().text(),
                        sorted.getFirst().row().unit()),
                    sorted.getFirst().words(),
                    sorted.getLast().words(),
                    Numbers.ratio(factor)));
      }
    }
    return sentences;
  }

  private List<String> beaten() {
    return results.stream()
        .flatMap(
            run ->
                run.peers().stream().filter(peer -> peer.high() < 1).map(peer -> beat(run, peer)))
        .toList();
  }

  private static String beat(Result run, PeerRow peer) {
    return "%s, \"%s\": %s is better, the system reaches %s of it%s."
        .formatted(
            run.lab(),
            run.figure(peer.row()).map(FigureRow::label).orElse(peer.metric()),
            Words.peer(peer),
            Words.ratio(peer.ratio(), peer.low(), peer.high()),
            peer.note() == null || peer.note().isBlank() ? "" : "; " + peer.note());
  }

  private static String otherwise(Relation.Outcome outcome) {
    return "%s %s: %s."
        .formatted(
            outcome.relation().id(),
            outcome.holds() ? "holds" : "fails",
            outcome.relation().meaning());
  }
}
