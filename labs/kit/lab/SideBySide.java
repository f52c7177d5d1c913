package kit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kit.check.TrialChecks;
import kit.figure.Better;
import kit.report.BaselineTable;
import kit.report.Trouble;
import kit.result.Against;
import kit.result.Metric;
import kit.result.Result;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Change;
import kit.stats.Holm;
import kit.stats.WithinRun;
import runtime.ExitStatus;

/// This build and the one that `--against` names, in turns within one run ([WithinRun]).
///
/// The other build stands in where the lab measures the system; controls and peers are measured
/// once, as always.
record SideBySide(OtherBuild other, Build build, List<Row> rows) {
  private static final String NONE = "no difference";
  private static final String WORSE = Change.SMALLER.word(true);
  private static final String LABS_OWN =
      "What the lab starts is of either build; the lab itself, with its clients, is this one's in"
          + " all trials.";

  /// Builds the other build.
  ///
  /// @param shown rows of this run that have something to compare
  /// @throws Trouble with exit status 2 if it cannot be compared with
  static SideBySide open(OtherBuild other, Path temporary, String engine, List<Row> shown) {
    return new SideBySide(other, other.build(temporary, engine), shown);
  }

  /// The rows of a run in which another build can show something: those of the system, of which
  /// more or less is better.
  ///
  /// @throws Trouble with exit status 2 if there are none
  static List<Row> comparable(List<Row> shown, List<Variant> variants) {
    Set<String> systems =
        variants.stream()
            .filter(variant -> variant.role() == Role.SYSTEM)
            .map(Variant::name)
            .collect(Collectors.toSet());
    List<Row> rows =
        shown.stream()
            .filter(row -> systems.contains(row.variant()))
            .filter(row -> row.measure().better() != Better.NONE && !row.unmeasured())
            .toList();
    if (rows.isEmpty()) {
      throw Trouble.of(
          ExitStatus.WRONG_ARGUMENTS,
          "--against compares rows of the system of which more or less is better, and this run"
              + " has none");
    }
    return rows;
  }

  /// The builds that take turns in a variant.
  List<Build> builds(Variant variant) {
    return rows.stream().anyMatch(row -> row.variant().equals(variant.name()))
        ? List.of(Build.THIS, Build.AGAIN, build)
        : List.of(Build.THIS);
  }

  /// `HEAD~3 (1a2b3c4d5e6f)`.
  String words() {
    return other.words();
  }

  /// How the builds compare.
  ///
  /// @param checksHeld without which nothing is compared
  Against compare(Map<Build, List<TrialRow>> trials, boolean checksHeld) {
    List<String> remarks = new ArrayList<>(List.of(LABS_OWN));
    List<String> ids = new ArrayList<>();
    List<WithinRun> compared = new ArrayList<>();
    if (!checksHeld) {
      remarks.add("A check failed, so nothing is compared.");
    }
    for (Row row : checksHeld ? rows : List.<Row>of()) {
      String weakness = weakness(row, trials);
      if (weakness.isEmpty()) {
        ids.add(row.id());
        compared.add(
            WithinRun.of(
                values(row, trials.get(Build.THIS)),
                values(row, trials.get(Build.AGAIN)),
                values(row, trials.get(build))));
      } else {
        remarks.add("No verdict for \"" + row.label() + "\": " + weakness);
      }
    }
    double[] chances = Holm.adjusted(compared.stream().mapToDouble(WithinRun::pValue).toArray());
    List<Against.Row> found = new ArrayList<>();
    for (int at = 0; at < chances.length; at++) {
      found.add(found(ids.get(at), compared.get(at), chances[at]));
    }
    return new Against(
        other.asked(),
        other.facts().commit(),
        other.facts().dirty(),
        trials.getOrDefault(Build.AGAIN, List.of()),
        trials.getOrDefault(build, List.of()),
        found,
        remarks);
  }

  private Against.Row found(String id, WithinRun seen, double chance) {
    Change change = seen.change(chance);
    boolean moreIsBetter =
        rows.stream().anyMatch(r -> r.id().equals(id) && r.measure().better() == Better.MORE);
    return new Against.Row(
        id,
        seen.ratio(),
        seen.interval().low(),
        seen.interval().high(),
        seen.floor(),
        chance,
        change == Change.UNSURE ? NONE : change.word(moreIsBetter));
  }

  /// Why the builds cannot be compared in a row, or nothing.
  private static String weakness(Row row, Map<Build, List<TrialRow>> trials) {
    String metric = row.measure().id();
    for (Map.Entry<Build, List<TrialRow>> of : trials.entrySet()) {
      List<TrialRow> own = of(row, of.getValue());
      List<String> weaknesses = TrialChecks.weaknesses(own, metric);
      if (!weaknesses.isEmpty()) {
        return weaknesses.getFirst() + of.getKey().words();
      }
      if (own.stream().map(trial -> trial.metrics().get(metric)).anyMatch(SideBySide::isNone)) {
        return "it takes a number above zero in every trial";
      }
    }
    return "";
  }

  private static boolean isNone(Metric metric) {
    return metric == null || !(metric.value() > 0);
  }

  private static List<TrialRow> of(Row row, List<TrialRow> trials) {
    return trials.stream().filter(trial -> trial.name().equals(row.variant())).toList();
  }

  private static double[] values(Row row, List<TrialRow> trials) {
    return of(row, trials).stream()
        .map(trial -> trial.metrics().get(row.measure().id()))
        .filter(Objects::nonNull)
        .mapToDouble(Metric::value)
        .toArray();
  }

  /// What a result holds of such a comparison, if it holds one.
  static Optional<Comparison> in(Result result) {
    return Optional.ofNullable(result.against())
        .map(
            against ->
                new Comparison(
                    BaselineTable.against(result),
                    against.rows().stream().anyMatch(row -> row.word().equals(WORSE)),
                    !against.rows().isEmpty()));
  }
}
