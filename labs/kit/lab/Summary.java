package kit.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.check.TrialChecks;
import kit.figure.Audit;
import kit.figure.Better;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Relation;
import kit.figure.Standing;
import kit.report.Words;
import kit.result.Documented;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Proportion;
import kit.result.Ruling;
import kit.result.TrialRow;
import kit.result.Verdict;
import kit.stats.ClopperPearson;
import kit.stats.Estimate;
import kit.stats.Interval;

/// Summarises trials into the rows of the end table: median, interval, ratio, verdict, share of the
/// limit.
///
/// @param audit the documented figures, and what contradicts them
/// @param limits calibrated in this run, by id
/// @param otherEngine what a reader must know where `--engine` was not the lab's own, else empty
public record Summary(
    Audit audit, Map<String, Limit> limits, String otherEngine, boolean smoke, boolean checksHeld) {
  /// Fewer trials carry no 95 % interval of a median; and a proportion of few processes says little
  /// of the next process, however many operations each counted.
  static final int SURE_TRIALS_MIN = 6;

  /// What the trials of one row come to: one number a trial, the middle and the interval, and the
  /// proportion of all of them together where they gave one.
  private record Numbers(
      List<Double> values, double median, Interval interval, Proportion pooled, boolean sure) {}

  /// What the trials of this row's variant, among all of these, come to and say of its figure.
  public FigureRow row(Row row, List<TrialRow> all) {
    List<TrialRow> trials =
        all.stream().filter(trial -> trial.name().equals(row.variant())).toList();
    Documented documented = documented(row);
    Numbers numbers = numbers(row.measure().id(), trials);
    if (numbers == null) {
      Ruling notRun =
          Verdict.NOT_RUN.because(
              trials.isEmpty() ? "left out of this run" : "no trial had anything to count");
      return figureRow(row, documented, null, documented == null ? Verdict.NONE.plainly() : notRun);
    }
    Ruling ruling = withControl(row, documented, all, ruling(row, documented, numbers, trials));
    return figureRow(row, documented, numbers, ruling);
  }

  /// What the original's own pattern reaches of the documented value is the machine's part of it.
  private Ruling withControl(Row row, Documented documented, List<TrialRow> all, Ruling ruling) {
    if (row.control() == null || documented == null) {
      return ruling;
    }
    List<TrialRow> trials =
        all.stream().filter(trial -> trial.name().equals(row.control())).toList();
    Numbers control = numbers(row.measure().id(), trials);
    Turned ratio = control == null ? null : turned(row, documented, control);
    if (ratio == null) {
      return ruling;
    }
    String machine =
        "the control \"%s\" repeats the original's own pattern and reaches %s here: that much is the machine"
            .formatted(row.control(), Words.ratio(ratio.middle(), ratio.low(), ratio.high()));
    return ruling
        .verdict()
        .because(ruling.reason().isEmpty() ? machine : ruling.reason() + "; " + machine);
  }

  /// The documented figure in the row's unit, or null.
  Documented documented(Row row) {
    if (row.figure() == null) {
      return null;
    }
    Figure figure = audit.figures().figure(row.figure());
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
      trial.value(metric).ifPresent(values::add);
      Proportion share = trial.proportions().get(metric);
      if (share != null && share.of() > 0) pooled = pooled == null ? share : pooled.plus(share);
    }
    if (values.isEmpty()) {
      return null;
    }
    if (pooled == null) {
      return spread(values);
    }
    double percent = 100.0 * pooled.hits() / pooled.of();
    if (smoke) {
      return new Numbers(values, percent, extremes(values), pooled, false);
    }
    Interval share = ClopperPearson.interval(pooled.hits(), pooled.of());
    Interval interval = new Interval(100 * share.low(), 100 * share.high());
    return new Numbers(values, percent, interval, pooled, values.size() >= SURE_TRIALS_MIN);
  }

  private Numbers spread(List<Double> values) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    if (numbers.length == 1) {
      return new Numbers(values, numbers[0], extremes(values), null, false);
    }
    Estimate estimate = Estimate.ofMedian(numbers);
    if (smoke) {
      return new Numbers(values, estimate.median(), extremes(values), null, false);
    }
    boolean sure = estimate.confidence() >= Estimate.CONFIDENCE;
    return new Numbers(values, estimate.median(), estimate.interval(), null, sure);
  }

  private static Interval extremes(List<Double> values) {
    return new Interval(Collections.min(values), Collections.max(values));
  }

  private Ruling ruling(Row row, Documented documented, Numbers numbers, List<TrialRow> trials) {
    if (documented == null) {
      return row.unmeasured() ? row.given() : Verdict.NONE.plainly();
    }
    Figure figure = audit.figures().figure(row.figure());
    Optional<Ruling> against = audit.against(figure).map(Summary::against);
    if (smoke) {
      return Verdict.SMOKE.because(against.map(Summary::sentence).orElse(""));
    }
    if (!checksHeld) {
      return Verdict.INCONCLUSIVE.because("a check failed, so the run does not count");
    }
    return against.orElseGet(() -> given(row, figure, numbers, trials));
  }

  private static Ruling against(Relation relation) {
    return Verdict.of(relation.force().word()).because(relation.reason());
  }

  private static String sentence(Ruling ruling) {
    return "the documented figure is " + ruling.verdict().word() + ": " + ruling.reason();
  }

  private Ruling given(Row row, Figure figure, Numbers numbers, List<TrialRow> trials) {
    if (figure.kind() == Kind.ILLUSTRATION) {
      return Verdict.ILLUSTRATION.because(row.given() == null ? "" : row.given().reason());
    }
    if (!otherEngine.isEmpty() && !row.unmeasured()) {
      return Verdict.OTHER.because(otherEngine);
    }
    if (row.given() != null) {
      return row.given();
    }
    if (figure.standing() == Standing.PROXY) {
      return Verdict.PROXY.because(figure.reason());
    }
    if (!numbers.sure()) {
      return Verdict.INCONCLUSIVE.because(
          "%s too few for a verdict; %s carry one, and 10 are usual"
              .formatted(
                  trials.size() == 1 ? "1 trial is" : trials.size() + " trials are",
                  SURE_TRIALS_MIN));
    }
    double rounding = figure.stated().rounding() * Units.scale(figure.unit(), row.measure().unit());
    return Judge.ruling(documented(row), rounding, row.measure(), evidence(row, numbers, trials));
  }

  private static Judge.Evidence evidence(Row row, Numbers numbers, List<TrialRow> trials) {
    return new Judge.Evidence(
        numbers.interval(), numbers.pooled(), TrialChecks.weaknesses(trials, row.measure().id()));
  }

  private FigureRow figureRow(Row row, Documented documented, Numbers numbers, Ruling ruling) {
    boolean known = numbers != null;
    boolean measured = known && !row.unmeasured();
    boolean spread = measured && (numbers.values().size() > 1 || numbers.pooled() != null);
    Limit limit = row.limit() == null ? null : limits.get(row.limit());
    boolean compared = measured && documented != null && ruling.verdict() != Verdict.ILLUSTRATION;
    Turned ratio = compared ? turned(row, documented, numbers) : null;
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
        known ? numbers.median() : null,
        spread ? numbers.interval().low() : null,
        spread ? numbers.interval().high() : null,
        known ? numbers.values() : List.of(),
        ratio == null ? null : ratio.middle(),
        ratio == null || !spread ? null : ratio.low(),
        ratio == null || !spread ? null : ratio.high(),
        ruling.verdict(),
        ruling.reason(),
        limit == null ? null : limit.id(),
        measured && limit != null ? share(row, numbers.median(), limit) : null);
  }

  /// A ratio to the document, turned so that more is better.
  private record Turned(double middle, double low, double high) {}

  private static Turned turned(Row row, Documented documented, Numbers numbers) {
    Interval interval = numbers.interval();
    boolean less = row.measure().better() == Better.LESS;
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
    return row.measure().better() == Better.LESS ? bound / measured : measured / bound;
  }
}
