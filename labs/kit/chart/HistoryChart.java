package kit.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import kit.report.MachineWords;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.Verdict;
import kit.stats.AcrossRuns;
import kit.stats.Change;
import kit.stats.Holm;

/// How a lab's figures moved from run to run. Only runs that may be compared stand side by side:
/// those that are comparable with the newest one ([Result#comparableWith]); others are counted in
/// the foot. A change is what [AcrossRuns] finds beyond the spread of the runs before.
final class HistoryChart {
  private static final int COMMIT_LETTERS = 7;

  /// Where values differ by more than this factor the axis is logarithmic.
  private static final double SPREAD = 5;

  /// One row of one run.
  private record Point(Result result, FigureRow row) {}

  /// A change between two runs that followed each other.
  private record Step(Point after, AcrossRuns ratio) {
    String word() {
      boolean moreIsBetter = after.row().better().equals("more");
      return (ratio.ratio() > 1 ? Change.GREATER : Change.SMALLER).word(moreIsBetter);
    }

    String text() {
      return Numbers.ratio(ratio.ratio()) + "x";
    }

    /// ` fell by 20 %`, ` rose to 2.40x`
    String words() {
      if (ratio.ratio() >= 2) {
        return " rose to " + text();
      }
      String by = Numbers.percent(Math.abs(ratio.ratio() - 1));
      return (ratio.ratio() > 1 ? " rose by " : " fell by ") + by;
    }
  }

  private final List<Result> runs;
  private final int left;
  private final List<List<Point>> strips;
  private final List<Step> steps;

  HistoryChart(List<Result> results) {
    List<Result> sorted = results.stream().sorted(Comparator.comparing(Result::started)).toList();
    this.runs = sorted.stream().filter(result -> result.comparableWith(sorted.getLast())).toList();
    this.left = sorted.size() - runs.size();
    this.strips = strips();
    this.steps = steps(strips);
  }

  /// How many of these results may be compared with the newest of them, itself included.
  static int comparable(List<Result> results) {
    return new HistoryChart(results).runs.size();
  }

  Sheet sheet() {
    List<List<Point>> drawn = drawn();
    List<Panel> panels = new ArrayList<>();
    drawn.forEach(strip -> panels.add(panel(strip, strip == drawn.getLast())));
    return new Sheet(
        finding(),
        strips.isEmpty() ? "" : subtitle(drawn.size()),
        key(),
        panels,
        warnings(),
        runs.isEmpty() ? List.of() : source(),
        description(),
        numbers());
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

  /// What changed from one run to the next by more than the runs before differ, over all rows.
  private static List<Step> steps(List<List<Point>> strips) {
    List<Step> looked = new ArrayList<>();
    for (List<Point> strip : strips) {
      List<Point> testable = strip.stream().filter(point -> point.row().measured() > 0).toList();
      for (int at = AcrossRuns.RUNS_MIN + 1; at < testable.size(); at++) {
        double[] others =
            testable.subList(0, at - 1).stream().mapToDouble(p -> p.row().measured()).toArray();
        double before = testable.get(at - 1).row().measured();
        Point after = testable.get(at);
        looked.add(new Step(after, AcrossRuns.of(after.row().measured(), before, others)));
      }
    }
    double[] adjusted =
        Holm.adjusted(looked.stream().mapToDouble(s -> s.ratio().pValue()).toArray());
    return IntStream.range(0, looked.size())
        .filter(at -> Change.of(looked.get(at).ratio().ratio(), adjusted[at]) != Change.UNSURE)
        .mapToObj(looked::get)
        .toList();
  }

  private String finding() {
    if (strips.isEmpty()) {
      return "There is no run to show";
    }
    if (runs.size() == 1) {
      return "One run so far: a second one makes a history";
    }
    String over = " over " + Numbers.counted(runs.size(), "run");
    if (runs.size() < AcrossRuns.RUNS_MIN + 2) {
      return Words.capital(Numbers.counted(runs.size(), "run") + ": too few to tell a change");
    }
    if (steps.isEmpty()) {
      return "No change beyond what runs differ by" + over;
    }
    List<Point> drawn = drawn().stream().flatMap(List::stream).toList();
    Step latest =
        steps.stream()
            .filter(step -> drawn.contains(step.after()))
            .max(Comparator.comparing(step -> step.after().result().started()))
            .orElseThrow();
    String what =
        latest.after().row().label()
            + latest.words()
            + " on "
            + MachineWords.day(latest.after().result());
    String others =
        steps.size() == 1 ? "" : "; " + Numbers.counted(steps.size() - 1, "other change");
    return Words.capital(what + others + over);
  }

  /// Rows that changed before others.
  private List<List<Point>> drawn() {
    return StripPanel.drawn(
        strips, strip -> steps.stream().anyMatch(step -> strip.contains(step.after())));
  }

  private String subtitle(int drawn) {
    return "Dot: median of a run; bar: its interval. A ratio is written where a run differs from"
        + " the one before by more than the runs before that differ (p < 0.05 over all rows)."
        + StripPanel.left(drawn, strips.size());
  }

  private List<Sign> key() {
    List<FigureRow> rows = strips.stream().flatMap(List::stream).map(Point::row).toList();
    return Sign.key(
        Sign.DOCUMENTED.when(rows.stream().anyMatch(row -> row.documented() != null)),
        Sign.MEASURED.when(!rows.isEmpty()),
        Sign.INCONCLUSIVE.when(
            rows.stream().anyMatch(row -> row.verdict() == Verdict.INCONCLUSIVE)));
  }

  private StripPanel panel(List<Point> strip, boolean last) {
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
      values.addAll(StripPanel.numbers(row));
    }
    FigureRow newest = strip.getLast().row();
    return new StripPanel(
        RowWords.of(
            newest.label(),
            FiguresChart.quantity(newest, runs.getLast().figures()),
            newest.unit(),
            StripPanel.numbers(newest),
            newest),
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
          Numbers.counted(left, "run")
              + " of another lab, machine, profile, engine, runtime or protocol "
              + (left == 1 ? "is" : "are")
              + " not shown.");
    }
    Source.disturbed(runs).ifPresent(warnings::add);
    if (!runs.isEmpty() && runs.getLast().smoke()) {
      warnings.add("SMOKE RUNS: they show that the lab works and give no verdict.");
    }
    return warnings;
  }

  private List<String> source() {
    Result last = runs.getLast();
    return List.of(
        Source.project(last.figures()),
        last.lab()
            + " · "
            + last.profile()
            + " · "
            + last.runtime().kind()
            + " · "
            + Numbers.counted(runs.size(), "run")
            + ", "
            + days(),
        MachineWords.machine(last.machine()));
  }

  private String days() {
    String first = MachineWords.day(runs.getFirst());
    String last = MachineWords.day(runs.getLast());
    return first.equals(last) ? last : first + " to " + last;
  }

  private String description() {
    List<String> sentences = new ArrayList<>();
    sentences.add("Dot plots over time. " + finding() + ".");
    for (List<Point> strip : strips) {
      FigureRow first = strip.getFirst().row();
      FigureRow last = strip.getLast().row();
      String now = Numbers.withUnit(Numbers.inUnit(last.measured(), last.unit()), last.unit());
      String from = "from " + Numbers.inUnit(first.measured(), first.unit()) + " to ";
      sentences.add(last.label() + ": " + (strip.size() == 1 ? "" : from) + now + ".");
    }
    return String.join(" ", sentences);
  }

  private Table numbers() {
    Table table =
        new Table(
            "row label unit started commit measured low high verdict ratio_to_run_before"
                + " change");
    for (List<Point> strip : strips) {
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
            step == null ? null : step.ratio().ratio(),
            step == null ? null : step.word());
      }
    }
    return table;
  }
}
