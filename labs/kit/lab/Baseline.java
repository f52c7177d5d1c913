package kit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kit.report.BaselineTable;
import kit.report.RowNotes;
import kit.report.Trouble;
import kit.result.CheckRow;
import kit.result.Conditions;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;
import kit.stats.AcrossRuns;
import kit.stats.Change;
import kit.stats.Holm;
import kit.stats.Ratio;
import runtime.ExitStatus;

/// An earlier result that a run is compared with, row by row.
///
/// Whether it can be compared at all is found out before the first trial. A row gets a verdict only
/// if it is known how runs of it differ by themselves ([AcrossRuns]): the trials of two runs alone
/// call a slower day a regression.
record Baseline(String name, Result then) {
  private static final int TRIALS_MIN = 3;

  /// One row in both runs, and in those whose spread it is held against.
  private record Pair(FigureRow now, FigureRow then, double[] others) {
    boolean known() {
      return others.length >= AcrossRuns.RUNS_MIN;
    }
  }

  /// Reads what `--baseline` names and checks it whole.
  ///
  /// @param lab that is going to run
  /// @throws Trouble with exit status 2 if it is none
  static Baseline read(Path file, String lab) {
    return read("--baseline ", file, lab);
  }

  /// Reads an earlier result and checks it whole.
  ///
  /// @param option that named it, with a space behind it, or empty
  /// @param lab that is going to run
  /// @throws Trouble with exit status 2 if it is none
  static Baseline read(String option, Path file, String lab) {
    try {
      Baseline baseline = new Baseline(option + file, ResultStore.read(file));
      baseline.fault(lab).ifPresent(sentence -> baseline.refuse(sentence));
      return baseline;
    } catch (IOException | IllegalArgumentException e) {
      throw Trouble.of(ExitStatus.WRONG_ARGUMENTS, option + "cannot be read: " + e.getMessage())
          .because(e);
    }
  }

  Result result() {
    return then;
  }

  private Optional<String> fault(String lab) {
    if (!then.lab().equals(lab)) {
      return Optional.of("is a result of " + then.lab() + ", not of " + lab);
    }
    if (then.smoke()) {
      return Optional.of(
          "is a %s run, which gives no verdict; take a standard or full one"
              .formatted(then.profile()));
    }
    if (then.checks().isEmpty()) {
      return Optional.of("has no checks: nobody knows whether what it measured was right");
    }
    Optional<CheckRow> broken = then.checks().stream().filter(check -> !check.held()).findFirst();
    if (broken.isPresent()) {
      return Optional.of("has a check that did not hold: " + broken.get().name());
    }
    for (String fact : List.of("cpu", "cores", "memory_bytes")) {
      if (!then.machine().containsKey(fact)) {
        return Optional.of("does not say of which machine it is: machine." + fact + " is missing");
      }
    }
    return then.figures().stream().anyMatch(row -> comparable(then, row))
        ? Optional.empty()
        : Optional.of(
            "has no row to compare: none of its figures has "
                + TRIALS_MIN
                + " values above zero and at most a fifth of its trials marked");
  }

  /// Refuses a baseline that was made under other conditions than the run that is about to begin.
  ///
  /// @throws Trouble with exit status 2
  void refuseUnlike(Conditions now) {
    now.difference(then.conditions()).ifPresent(what -> refuse("cannot be compared: " + what));
  }

  private void refuse(String sentence) {
    throw Trouble.of(ExitStatus.WRONG_ARGUMENTS, name + " " + sentence);
  }

  /// Compares a run with this baseline.
  ///
  /// @param others further results of the lab; those that may be compared tell how runs differ
  Comparison compare(Result now, List<Result> others) {
    return compared(now, pairs(now, others));
  }

  /// Compares a run that may have been made under other conditions: then no row gets a verdict, and
  /// the first remark says why.
  Comparison compareAnyway(Result now, List<Result> others) {
    Optional<String> unlike = now.conditions().difference(then.conditions());
    Comparison comparison = compare(now, unlike.isPresent() ? List.of() : others);
    return unlike
        .map(difference -> comparison.remarking("No verdict: " + difference + "."))
        .orElse(comparison);
  }

  private List<Pair> pairs(Result now, List<Result> others) {
    List<Result> alike =
        others.stream()
            .filter(other -> !other.smoke() && other.comparableWith(now))
            .filter(other -> other.checks().stream().allMatch(CheckRow::held))
            .filter(other -> !other.started().equals(then.started()))
            .filter(other -> !other.started().equals(now.started()))
            .toList();
    List<Pair> pairs = new ArrayList<>();
    for (FigureRow row : now.figures()) {
      Optional<FigureRow> before = row(then, row);
      if (before.isPresent() && comparable(now, row)) {
        pairs.add(new Pair(row, before.get(), medians(alike, row)));
      }
    }
    return pairs;
  }

  private Comparison compared(Result now, List<Pair> pairs) {
    List<Pair> known = pairs.stream().filter(Pair::known).toList();
    List<AcrossRuns> ratios =
        known.stream()
            .map(
                pair -> AcrossRuns.of(pair.now().measured(), pair.then().measured(), pair.others()))
            .toList();
    double[] adjusted = Holm.adjusted(ratios.stream().mapToDouble(AcrossRuns::pValue).toArray());
    List<BaselineTable.Line> lines = new ArrayList<>();
    boolean worse = false;
    for (int at = 0; at < known.size(); at++) {
      AcrossRuns ratio = ratios.get(at);
      boolean moreIsBetter = known.get(at).now().better().equals("more");
      String word = Change.of(ratio.ratio(), adjusted[at]).word(moreIsBetter);
      worse |= word.equals("regression");
      FigureRow row = known.get(at).now();
      lines.add(
          new BaselineTable.Line(
              row.id(),
              row.label(),
              ratio.ratio(),
              ratio.interval().low(),
              ratio.interval().high(),
              Double.NaN,
              word,
              adjusted[at]));
    }
    pairs.stream().filter(pair -> !pair.known()).forEach(pair -> lines.add(bare(pair, now.seed())));
    return new Comparison(
        BaselineTable.baseline(
            then.started() + ", " + then.runtime().kind(), lines, remarks(now, pairs)),
        worse,
        !known.isEmpty());
  }

  /// A ratio of two runs alone: it is no verdict, and its interval is of these trials only.
  private static BaselineTable.Line bare(Pair pair, long seed) {
    Ratio ratio = Ratio.ofMedians(array(pair.now()), array(pair.then()), seed);
    return new BaselineTable.Line(
        pair.now().id(),
        pair.now().label(),
        ratio.value(),
        ratio.interval().low(),
        ratio.interval().high(),
        Double.NaN,
        BaselineTable.NO_VERDICT,
        Double.NaN);
  }

  private List<String> remarks(Result now, List<Pair> pairs) {
    List<String> remarks = new ArrayList<>();
    int most = pairs.stream().mapToInt(pair -> pair.others().length).max().orElse(0);
    if (pairs.isEmpty()) {
      remarks.add(
          "No row can be compared: it takes numbers above zero, few marked trials and no doubt in"
              + " both runs.");
    } else if (pairs.stream().anyMatch(pair -> !pair.known())) {
      remarks.add(
          "No verdict where it is not known how runs of a row differ by themselves: that takes "
              + AcrossRuns.RUNS_MIN
              + " more runs under the same conditions in the folder of results; there "
              + (most == 1 ? "is 1" : "are " + most)
              + ". The interval is then of these two runs alone.");
    }
    now.conditions().remarks(then.conditions()).forEach(remarks::add);
    return remarks;
  }

  private static double[] medians(List<Result> runs, FigureRow row) {
    return runs.stream()
        .flatMap(run -> row(run, row).stream())
        .mapToDouble(FigureRow::measured)
        .toArray();
  }

  private static Optional<FigureRow> row(Result run, FigureRow like) {
    return run.figures().stream()
        .filter(row -> row.id().equals(like.id()) && row.unit().equals(like.unit()))
        .filter(row -> comparable(run, row))
        .findFirst();
  }

  /// Only a row with a document says by its verdict that too many of its trials were disturbed.
  private static boolean comparable(Result run, FigureRow row) {
    return RowNotes.weaknesses(run, row).isEmpty()
        && !row.better().equals("none")
        && row.verdict() != Verdict.INCONCLUSIVE
        && row.measured() != null
        && row.measured() > 0
        && Double.isFinite(row.measured())
        && row.values().size() >= TRIALS_MIN
        && row.values().stream().allMatch(value -> value > 0 && Double.isFinite(value));
  }

  private static double[] array(FigureRow row) {
    return row.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
