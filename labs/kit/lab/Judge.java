package kit.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import kit.check.MarkedTrials;
import kit.check.TrialChecks;
import kit.figure.Better;
import kit.figure.Comparator;
import kit.figure.Stated;
import kit.result.Documented;
import kit.result.Numbers;
import kit.result.Proportion;
import kit.result.Ruling;
import kit.result.Verdict;
import kit.stats.ClopperPearson;
import kit.stats.Interval;

/// Turns an interval into a verdict. The interval decides, never the point.
///
/// - **A bound** (`< 100`, `1 000+`) has no tolerance: `kept` if the whole interval keeps it,
///   `short` if none of it does.
/// - **A count** is equal or not: `reproduced` or `short`, `differs` where no direction is better.
/// - **A share of successes** is judged by its failures: 90 % against 99.99 % is 1 000 times as
///   many. Where the document has no failure, none may be seen.
/// - **Any other value**: `exceeded` if the whole interval is better, `short` if all of it is worse
///   by more than the rounding of the stated digits, `reproduced` if it holds the value and
///   lies whole within 10 % of it. Where no direction is better, whole within 10 % is
///   `reproduced` and wholly outside `differs`. A range is its own tolerance.
///
/// An interval across the edge of what would decide is `inconclusive`, and so is a row of which
/// more than a fifth of the trials were disturbed ([MarkedTrials#SHARE_MAX]).
final class Judge {
  /// How near to the documented value counts as reproducing it, as a share of that value.
  static final double TOLERANCE = 0.10;

  /// What is known of a row when it is judged.
  ///
  /// @param interval of the median over trials, or of the pooled proportion in percent
  /// @param pooled the proportion of all trials together, or null for any other quantity
  /// @param weaknesses why the trials carry no verdict ([TrialChecks#weaknesses]); none if they do
  record Evidence(Interval interval, Proportion pooled, List<String> weaknesses) {}

  private Judge() {}

  /// The verdict on a documented value, or `none` without one.
  ///
  /// @param rounding half of the last digit that the document prints, in the row's unit
  static Ruling ruling(Documented documented, double rounding, Measure measure, Evidence evidence) {
    if (documented == null) {
      return Verdict.NONE.plainly();
    }
    Optional<Ruling> noise = noise(evidence);
    if (noise.isPresent()) {
      return noise.get();
    }
    Comparator comparator = Comparator.of(documented.comparator());
    return switch (comparator) {
      case BELOW, AT_MOST, ABOVE, AT_LEAST -> bound(comparator, documented, evidence.interval());
      case EQUAL, ABOUT, RANGE -> value(comparator, documented, rounding, measure, evidence);
    };
  }

  private static Optional<Ruling> noise(Evidence evidence) {
    if (evidence.weaknesses().isEmpty()) {
      return Optional.empty();
    }
    String why = String.join("; ", evidence.weaknesses());
    return Optional.of(Verdict.INCONCLUSIVE.because(why + "; repeat on a quiet machine"));
  }

  private static Ruling bound(Comparator comparator, Documented documented, Interval seen) {
    double bound = documented.low();
    boolean kept =
        switch (comparator) {
          case BELOW -> seen.high() < bound;
          case AT_MOST -> seen.high() <= bound;
          case ABOVE -> seen.low() > bound;
          default -> seen.low() >= bound;
        };
    boolean broken =
        switch (comparator) {
          case BELOW -> seen.low() >= bound;
          case AT_MOST -> seen.low() > bound;
          case ABOVE -> seen.high() <= bound;
          default -> seen.high() < bound;
        };
    return kept
        ? Verdict.KEPT.plainly()
        : broken
            ? Verdict.SHORT.plainly()
            : Verdict.INCONCLUSIVE.because("the interval reaches to both sides of the bound");
  }

  private static Ruling value(
      Comparator comparator,
      Documented documented,
      double rounding,
      Measure measure,
      Evidence evidence) {
    Interval stated = new Interval(documented.low(), documented.high());
    if (evidence.pooled() != null && measure.better() != Better.NONE) {
      return failures(stated, rounding, measure.better(), evidence.pooled());
    }
    if (Stated.counts(measure.unit())) {
      return near(stated, 0, 0, measure.better(), evidence.interval());
    }
    double tolerance = comparator == Comparator.RANGE ? 0 : TOLERANCE;
    return near(stated, tolerance, rounding, measure.better(), evidence.interval());
  }

  /// Successes and failures are two sides of one share; near its end only the rare side tells.
  private static Ruling failures(
      Interval statedPercent, double rounding, Better better, Proportion pooled) {
    boolean successes = better == Better.MORE;
    Interval stated =
        successes
            ? new Interval(100 - statedPercent.high(), 100 - statedPercent.low())
            : statedPercent;
    long failed = successes ? pooled.of() - pooled.hits() : pooled.hits();
    if (stated.high() == 0) {
      return failed > 0
          ? Verdict.SHORT.because("%s of %s failed".formatted(count(failed), count(pooled.of())))
          : Verdict.REPRODUCED.because(
              "failures < %s %%, none of %s seen"
                  .formatted(
                      upperBound(100 * ClopperPearson.noneSeenUpperBound(pooled.of())),
                      count(pooled.of())));
    }
    Interval share = ClopperPearson.interval(failed, pooled.of());
    Interval seen = new Interval(100 * share.low(), 100 * share.high());
    return near(stated, TOLERANCE, rounding, Better.LESS, seen);
  }

  private static String count(long number) {
    return Numbers.count(number);
  }

  /// Two digits, rounded up.
  private static String upperBound(double percent) {
    return new BigDecimal(percent).round(new MathContext(2, RoundingMode.CEILING)).toPlainString();
  }

  private static Interval band(Interval stated, double tolerance, double rounding) {
    return new Interval(
        stated.low() - Math.max(tolerance * Math.abs(stated.low()), rounding),
        stated.high() + Math.max(tolerance * Math.abs(stated.high()), rounding));
  }

  private static Ruling near(
      Interval stated, double tolerance, double rounding, Better better, Interval seen) {
    Interval rounded = band(stated, 0, rounding);
    Interval band = band(stated, tolerance, rounding);
    if (better == Better.MORE && seen.low() > stated.high()
        || better == Better.LESS && seen.high() < stated.low()) {
      return Verdict.EXCEEDED.plainly();
    }
    if (better == Better.MORE && seen.high() < rounded.low()
        || better == Better.LESS && seen.low() > rounded.high()) {
      return Verdict.SHORT.plainly();
    }
    if (band.low() <= seen.low() && seen.high() <= band.high()) {
      return Verdict.REPRODUCED.plainly();
    }
    if (better == Better.NONE && (seen.high() < band.low() || seen.low() > band.high())) {
      return Verdict.DIFFERS.plainly();
    }
    return Verdict.INCONCLUSIVE.because(across(band, better, seen));
  }

  private static String across(Interval band, Better better, Interval seen) {
    boolean over = seen.high() > band.high();
    boolean under = seen.low() < band.low();
    if (over && under || better == Better.NONE) {
      return "the interval is wider than what would reproduce the value, or lies across its edge";
    }
    boolean worse = better == Better.MORE ? under : over;
    return worse
        ? "the interval reaches from short to within what reproduces the value"
        : "the interval reaches from what reproduces the value to better";
  }
}
