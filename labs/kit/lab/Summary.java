package kit.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.figure.Standing;
import kit.result.Documented;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Metric;
import kit.result.Proportion;
import kit.result.TrialRow;
import kit.result.Verdict;
import kit.stats.ClopperPearson;
import kit.stats.Estimate;
import kit.stats.Interval;

/// Summarises trials into the rows of the end table: median, interval, ratio, verdict, share of the
/// limit.
final class Summary {
  private final DocumentedFigures figures;
  private final Map<String, Limit> limits;
  private final boolean smoke;
  private final boolean checksHeld;

  Summary(DocumentedFigures figures, Map<String, Limit> limits, boolean smoke, boolean checksHeld) {
    this.figures = figures;
    this.limits = limits;
    this.smoke = smoke;
    this.checksHeld = checksHeld;
  }

  /// What the trials of one row come to: one number a trial, the middle and the interval.
  private record Numbers(List<Double> values, double median, Interval interval, boolean sure) {}

  FigureRow row(Row row, List<TrialRow> all) {
    List<TrialRow> trials =
        all.stream().filter(trial -> trial.name().equals(row.variant())).toList();
    Documented documented = documented(row);
    Numbers numbers = numbers(row.measure().id(), trials);
    if (numbers == null) {
      Verdict notRun = new Verdict.NotRun("left out of this run");
      return figureRow(row, documented, null, documented == null ? new Verdict.None() : notRun);
    }
    return figureRow(row, documented, numbers, verdict(row, documented, numbers, trials));
  }

  /// The documented figure in the row's unit, or null.
  Documented documented(Row row) {
    if (row.figure() == null) {
      return null;
    }
    Figure figure = figures.figure(row.figure());
    double scale = Units.scale(figure.unit(), row.measure().unit());
    String text = figure.stated().number();
    return new Documented(
        figure.id(),
        figure.document(),
        figure.line(),
        figure.stated().comparator().symbol(),
        figure.low() * scale,
        figure.high() * scale,
        scale == 1 ? text : text + " " + figure.unit());
  }

  private Numbers numbers(String metric, List<TrialRow> trials) {
    List<Double> values = new ArrayList<>();
    Proportion pooled = null;
    for (TrialRow trial : trials) {
      Metric number = trial.metrics().get(metric);
      Proportion share = trial.proportions().get(metric);
      if (number != null) {
        values.add(number.value());
      } else if (share != null) {
        pooled = pooled == null ? share : pooled.plus(share);
        values.add(100.0 * share.hits() / share.of());
      }
    }
    if (pooled != null) {
      Interval share = ClopperPearson.interval(pooled.hits(), pooled.of());
      Interval percent = new Interval(100 * share.low(), 100 * share.high());
      return new Numbers(values, 100.0 * pooled.hits() / pooled.of(), percent, true);
    }
    return values.isEmpty() ? null : spread(values);
  }

  private Numbers spread(List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (numbers.length == 1) {
      return new Numbers(values, numbers[0], new Interval(numbers[0], numbers[0]), false);
    }
    Estimate estimate = Estimate.ofMedian(numbers);
    if (smoke) {
      double low = values.stream().min(Double::compare).orElseThrow();
      double high = values.stream().max(Double::compare).orElseThrow();
      return new Numbers(values, estimate.median(), new Interval(low, high), false);
    }
    boolean sure = estimate.confidence() >= Estimate.CONFIDENCE;
    return new Numbers(values, estimate.median(), estimate.interval(), sure);
  }

  private Verdict verdict(Row row, Documented documented, Numbers numbers, List<TrialRow> trials) {
    if (documented == null) {
      return new Verdict.None();
    }
    if (!row.refutation().isEmpty()) {
      return new Verdict.Refuted(row.refutation());
    }
    if (smoke) {
      return new Verdict.Smoke();
    }
    if (!checksHeld) {
      return new Verdict.Inconclusive("a check failed, so the run does not count");
    }
    Figure figure = figures.figure(row.figure());
    if (!row.standIn().isEmpty() || figure.standing() == Standing.PROXY) {
      return new Verdict.Proxy(row.standIn().isEmpty() ? figure.reason() : row.standIn());
    }
    if (!numbers.sure()) {
      return new Verdict.Inconclusive(
          trials.size() + " trials carry no 95 % interval; 6 do, and 10 are usual");
    }
    Set<String> marks = new LinkedHashSet<>();
    trials.forEach(trial -> marks.addAll(trial.marks()));
    int marked = (int) trials.stream().filter(trial -> !trial.marks().isEmpty()).count();
    Interval interval = numbers.interval();
    return Judge.verdict(
        documented,
        row.measure().better(),
        new Judge.Evidence(
            interval.low(),
            interval.high(),
            numbers.median(),
            trials.size(),
            marked,
            String.join(", ", marks)));
  }

  private FigureRow figureRow(Row row, Documented documented, Numbers numbers, Verdict verdict) {
    boolean measured = numbers != null;
    Limit limit = row.limit() == null ? null : limits.get(row.limit());
    Turned ratio = measured && documented != null ? turned(row, documented, numbers) : null;
    return new FigureRow(
        row.id(),
        row.label(),
        row.measure().heading(),
        row.measure().id(),
        row.variant(),
        row.measure().unit(),
        row.measure().better().word(),
        row.tags(),
        documented,
        measured ? numbers.median() : null,
        measured ? numbers.interval().low() : null,
        measured ? numbers.interval().high() : null,
        measured ? numbers.values() : List.of(),
        ratio == null ? null : ratio.middle(),
        ratio == null ? null : ratio.low(),
        ratio == null ? null : ratio.high(),
        verdict.word(),
        verdict.reason(),
        limit == null ? null : limit.id(),
        measured && limit != null ? share(row, numbers.median(), limit) : null);
  }

  /// A ratio to the document, turned so that more is better.
  private record Turned(double middle, double low, double high) {}

  private static Turned turned(Row row, Documented documented, Numbers numbers) {
    Interval interval = numbers.interval();
    boolean less = row.measure().better() == Measure.Better.LESS;
    double reference = less ? documented.low() : documented.high();
    if (!(reference > 0) || less && !(interval.low() > 0)) {
      return null;
    }
    return less
        ? new Turned(
            reference / numbers.median(), reference / interval.high(), reference / interval.low())
        : new Turned(
            numbers.median() / reference, interval.low() / reference, interval.high() / reference);
  }

  private static double share(Row row, double measured, Limit limit) {
    double scale = Units.scale(limit.unit(), row.measure().unit());
    double bound = limit.value() * scale;
    return row.measure().better() == Measure.Better.LESS ? bound / measured : measured / bound;
  }
}
