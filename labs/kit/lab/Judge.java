package kit.lab;

import java.util.Optional;
import kit.result.Documented;
import kit.result.Verdict;

/// Turns an interval into a verdict. The interval decides, never the point.
///
/// With more being better: `exceeded` if the whole interval lies above the documented value (above
/// the upper end of a documented range), `reproduced` if the interval comes within 10 % of it,
/// `short` if all of it lies lower still. With less being better the same is read downwards. Where
/// neither is better a value inside the 10 % band is `reproduced` and anything else is `short`.
///
/// An interval wider than half of its own median that still touches the documented value decides
/// nothing, and neither does a row of which more than a quarter of the trials were disturbed.
final class Judge {
  /// How near to the documented value counts as reproducing it, as a share of that value.
  static final double TOLERANCE = 0.10;

  /// An interval wider than this share of its median is too wide to reproduce anything.
  static final double WIDTH_MAX = 0.50;

  /// More marked trials than this share forbid a verdict.
  static final double MARKED_MAX = 0.25;

  /// What is known of a row when it is judged.
  ///
  /// @param low lower end of the 95 % interval
  /// @param high upper end
  /// @param median the middle of the trials
  /// @param trials how many trials there were
  /// @param marked how many of them were disturbed
  /// @param marks what disturbed them, for the reason
  record Evidence(double low, double high, double median, int trials, int marked, String marks) {}

  private Judge() {}

  /// The verdict on a documented value, or empty reason-free `none` without one.
  static Verdict verdict(Documented documented, Measure.Better better, Evidence evidence) {
    if (documented == null) {
      return new Verdict.None();
    }
    Optional<Verdict> noise = noise(evidence);
    if (noise.isPresent()) {
      return noise.get();
    }
    Verdict plain = compare(documented, better, evidence.low(), evidence.high());
    boolean wide = evidence.high() - evidence.low() > WIDTH_MAX * Math.abs(evidence.median());
    if (wide && plain instanceof Verdict.Reproduced) {
      return new Verdict.Inconclusive(
          "the interval is wider than half of the median and still touches the document");
    }
    return plain;
  }

  private static Optional<Verdict> noise(Evidence evidence) {
    if (evidence.marked() <= MARKED_MAX * evidence.trials()) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.Inconclusive(
            "%s in %s of %s trials; repeat on a quiet machine"
                .formatted(evidence.marks(), evidence.marked(), evidence.trials())));
  }

  private static Verdict compare(
      Documented documented, Measure.Better better, double low, double high) {
    double floor = documented.low() - TOLERANCE * Math.abs(documented.low());
    double ceiling = documented.high() + TOLERANCE * Math.abs(documented.high());
    boolean above = low > documented.high();
    boolean below = high < documented.low();
    return switch (better) {
      case MORE -> above ? new Verdict.Exceeded() : reproducedIf(high >= floor);
      case LESS -> below ? new Verdict.Exceeded() : reproducedIf(low <= ceiling);
      case NONE -> reproducedIf(high >= floor && low <= ceiling);
    };
  }

  private static Verdict reproducedIf(boolean near) {
    return near ? new Verdict.Reproduced() : new Verdict.Short();
  }
}
