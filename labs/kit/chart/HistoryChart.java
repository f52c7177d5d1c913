package kit.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import kit.report.MachineWords;
import kit.report.Numbers;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.Verdict;
import kit.stats.Change;
import kit.stats.NoiseFloor;
import kit.stats.Ratio;

/// How a lab's figures moved from run to run. Only runs that may be compared stand side by side:
/// the newest run's lab, machine, profile, runtime and protocol; others are counted in the foot.
final class HistoryChart {
  private static final int STRIPS_MAX = 24;
  private static final int TRIALS_MIN = 3;
  private static final int COMMIT_LETTERS = 7;

  /// Where values differ by more than this factor the axis is logarithmic.
  private static final double SPREAD = 5;

  /// One row of one run.
  private record Point(Result result, FigureRow row) {}

  /// A change between two runs that followed each other.
  private record Step(Point after, Ratio ratio, Change change) {
    String word() {
      return change.word(after.row().better().equals("more"));
    }

    String text() {
      return Numbers.ratio(ratio.value()) + "x";
    }

    /// ` fell by 20 %`, ` rose to 2.40x`
    String words() {
      if (ratio.value() >= 2) {
        return " rose to " + text();
      }
      String by = Numbers.percent(Math.abs(ratio.value() - 1));
      return (change == Change.GREATER ? " rose by " : " fell by ") + by;
    }
  }

  private final List<Result> runs;
  private final int left;

  HistoryChart(List<Result> results) {
    List<Result> sorted = results.stream().sorted(Comparator.comparing(Result::started)).toList();
    this.runs =
        sorted.stream()
            .filter(result -> identity(result).equals(identity(sorted.getLast())))
            .toList();
    this.left = sorted.size() - runs.size();
  }

  /// How many of these results may be compared with the newest of them, itself included.
  static int comparable(List<Result> results) {
    return new HistoryChart(results).runs.size();
  }

  private static List<Object> identity(Result result) {
    return List.of(
        result.lab(),
        result.profile(),
        result.runtime().kind(),
        result.protocolVersion(),
        String.valueOf(result.machine().get("cpu")),
        String.valueOf(result.machine().get("cores")),
        String.valueOf(result.machine().get("memory_bytes")));
  }

  Sheet sheet() {
    List<List<Point>> strips = strips();
    int shown = Math.min(STRIPS_MAX, strips.size());
    List<Panel> panels = new ArrayList<>();
    strips.stream()
        .limit(STRIPS_MAX)
        .forEach(strip -> panels.add(panel(strip, panels.size() == shown - 1)));
    return new Sheet(
        finding(strips),
        strips.isEmpty() ? "" : subtitle(shown, strips.size()),
        key(strips),
        panels,
        warnings(),
        runs.isEmpty() ? List.of() : source(),
        description(strips),
        numbers(strips));
  }

  /// The rows of the newest run, each with its values in all runs that measured it.
  private List<List<Point>> strips() {
    if (runs.isEmpty()) {
      return List.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    runs.getLast().figures().forEach(row -> ids.add(row.id()));
    return ids.stream().map(this::points).filter(points -> !points.isEmpty()).toList();
  }

  private List<Point> points(String id) {
    List<Point> points = new ArrayList<>();
    for (Result run : runs) {
      run.figures().stream()
          .filter(row -> row.id().equals(id) && row.measured() != null)
          .filter(row -> Double.isFinite(row.measured()))
          .findFirst()
          .ifPresent(row -> points.add(new Point(run, row)));
    }
    return points;
  }

  private static List<Step> steps(List<Point> strip) {
    List<Step> steps = new ArrayList<>();
    for (int at = 1; at < strip.size(); at++) {
      FigureRow before = strip.get(at - 1).row();
      FigureRow after = strip.get(at).row();
      if (testable(before, after)) {
        Ratio ratio = Ratio.ofMedians(trials(after), trials(before), runSeed(strip.get(at)));
        Change change = Change.of(ratio, NoiseFloor.USUAL);
        if (change == Change.GREATER || change == Change.SMALLER) {
          steps.add(new Step(strip.get(at), ratio, change));
        }
      }
    }
    return steps;
  }

  private static long runSeed(Point point) {
    return point.result().seed();
  }

  private static double[] trials(FigureRow row) {
    return row.values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static boolean testable(FigureRow before, FigureRow after) {
    return before.unit().equals(after.unit())
        && DoubleStream.of(trials(before)).filter(HistoryChart::positive).count() >= TRIALS_MIN
        && DoubleStream.of(trials(after)).filter(HistoryChart::positive).count() >= TRIALS_MIN
        && DoubleStream.of(trials(before)).allMatch(HistoryChart::positive)
        && DoubleStream.of(trials(after)).allMatch(HistoryChart::positive);
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private String finding(List<List<Point>> strips) {
    if (strips.isEmpty()) {
      return "There is no run to show";
    }
    if (runs.size() == 1) {
      return "One run so far: a second one makes a history";
    }
    List<Step> steps = strips.stream().flatMap(strip -> steps(strip).stream()).toList();
    String over = " over " + Words.counted(runs.size(), "run");
    if (steps.isEmpty()) {
      return "No change beyond noise" + over;
    }
    Step latest =
        steps.stream()
            .max(Comparator.comparing(step -> step.after().result().started()))
            .orElseThrow();
    String what =
        latest.after().row().label()
            + latest.words()
            + " on "
            + MachineWords.day(latest.after().result());
    String others = steps.size() == 1 ? "" : "; " + Words.counted(steps.size() - 1, "other change");
    return Finding.capital(what + others + over);
  }

  private static String subtitle(int shown, int all) {
    String left = shown == all ? "" : " The first %s of %s rows.".formatted(shown, all);
    return "Dot: median of a run; bar: its interval. A ratio is written where a run differs from"
        + " the one before by more than 3 %, its 95 % interval included."
        + left;
  }

  private static List<Sign> key(List<List<Point>> strips) {
    List<FigureRow> rows = strips.stream().flatMap(List::stream).map(Point::row).toList();
    List<Sign> key = new ArrayList<>();
    if (rows.stream().anyMatch(row -> row.documented() != null)) {
      key.add(Sign.DOCUMENTED);
    }
    if (!rows.isEmpty()) {
      key.add(Sign.MEASURED);
    }
    if (rows.stream().anyMatch(row -> row.verdict() == Verdict.INCONCLUSIVE)) {
      key.add(Sign.INCONCLUSIVE);
    }
    return key;
  }

  private StripPanel panel(List<Point> strip, boolean last) {
    List<Step> steps = steps(strip);
    List<StripPanel.Dot> dots = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Point point : strip) {
      FigureRow row = point.row();
      String text =
          steps.stream()
              .filter(step -> step.after() == point)
              .map(Step::text)
              .findFirst()
              .orElse("");
      Sign sign = row.verdict() == Verdict.INCONCLUSIVE ? Sign.INCONCLUSIVE : Sign.MEASURED;
      dots.add(
          new StripPanel.Dot(
              time(point.result()), row.measured(), row.low(), row.high(), sign, false, text));
      values.add(row.measured());
      if (row.low() != null) {
        values.add(row.low());
        values.add(row.high());
      }
    }
    FigureRow newest = strip.getLast().row();
    return new StripPanel(
        words(newest),
        times(),
        scale(values),
        dots,
        documented(newest),
        List.of(),
        true,
        last ? "day of the run, commit" : null);
  }

  private static Scale scale(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    double least = DoubleStream.of(all).min().orElse(1);
    double most = DoubleStream.of(all).max().orElse(1);
    return least > 0 && most > SPREAD * least ? Scale.log(all) : Scale.linear(all);
  }

  private static Double documented(FigureRow row) {
    return row.documented() == null ? null : (Double) row.documented().high();
  }

  private StripPanel.Words words(FigureRow row) {
    String quantity = FiguresChart.quantity(row, runs.getLast().figures());
    String tail = Finding.tail(row.label());
    String interval =
        row.low() == null ? "" : FiguresChart.interval(row.low(), row.high(), row.unit());
    return new StripPanel.Words(
        Finding.head(row.label()),
        (tail.isEmpty() ? "" : tail + "; ") + quantity,
        FiguresChart.number(row.measured(), row.unit()),
        interval,
        row.documented() == null ? "" : row.documented().text() + " documented");
  }

  /// Time runs evenly; ticks stand at the runs.
  private Scale times() {
    double[] times = runs.stream().mapToDouble(HistoryChart::time).toArray();
    Scale around = Scale.linear(times);
    return around.ticked(times, this::day);
  }

  private static double time(Result result) {
    return result.started().getEpochSecond();
  }

  private String day(double time) {
    return runs.stream()
        .filter(run -> time(run) == time)
        .findFirst()
        .map(run -> MachineWords.day(run) + "\n" + commit(run))
        .orElse(Instant.ofEpochSecond((long) time).toString());
  }

  private static String commit(Result result) {
    String commit = result.project().commit();
    return commit.substring(0, Math.min(COMMIT_LETTERS, commit.length()));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (left > 0) {
      warnings.add(
          Words.counted(left, "run")
              + " of another lab, machine, profile, runtime or protocol "
              + (left == 1 ? "is" : "are")
              + " not shown.");
    }
    long noisy =
        runs.stream()
            .filter(run -> run.trials().stream().anyMatch(trial -> !trial.marks().isEmpty()))
            .count();
    if (noisy > 0) {
      warnings.add(Words.counted(noisy, "run") + " had disturbed trials, kept and counted.");
    }
    if (!runs.isEmpty() && runs.getLast().smoke()) {
      warnings.add("SMOKE RUNS: they show that the lab works and give no verdict.");
    }
    return warnings;
  }

  private List<String> source() {
    Result last = runs.getLast();
    return List.of(
        last.lab()
            + " · "
            + last.profile()
            + " · "
            + last.runtime().kind()
            + " · "
            + Words.counted(runs.size(), "run")
            + ", "
            + days(),
        MachineWords.machine(last.machine()));
  }

  private String days() {
    String first = MachineWords.day(runs.getFirst());
    String last = MachineWords.day(runs.getLast());
    return first.equals(last) ? last : first + " to " + last;
  }

  private String description(List<List<Point>> strips) {
    List<String> sentences = new ArrayList<>();
    sentences.add("Dot plots over time. " + finding(strips) + ".");
    for (List<Point> strip : strips) {
      FigureRow first = strip.getFirst().row();
      FigureRow last = strip.getLast().row();
      String now = Numbers.withUnit(Numbers.inUnit(last.measured(), last.unit()), last.unit());
      String from = "from " + Numbers.inUnit(first.measured(), first.unit()) + " to ";
      sentences.add(last.label() + ": " + (strip.size() == 1 ? "" : from) + now + ".");
    }
    return String.join(" ", sentences) + " Table follows.";
  }

  private static Table numbers(List<List<Point>> strips) {
    Table table =
        new Table(
            "row",
            "label",
            "unit",
            "started",
            "commit",
            "measured",
            "low",
            "high",
            "verdict",
            "ratio_to_run_before",
            "change");
    for (List<Point> strip : strips) {
      List<Step> steps = steps(strip);
      for (Point point : strip) {
        Step step = steps.stream().filter(one -> one.after() == point).findFirst().orElse(null);
        FigureRow row = point.row();
        table.row(
            row.id(),
            row.label(),
            row.unit(),
            point.result().started().toString(),
            point.result().project().commit(),
            row.measured(),
            row.low(),
            row.high(),
            row.verdict().word(),
            step == null ? null : step.ratio().value(),
            step == null ? null : step.word());
      }
    }
    return table;
  }
}
