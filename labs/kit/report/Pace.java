package kit.report;

import kit.result.Numbers;

/// How far a run is and how long it still takes: the plan, corrected by the trials that are done.
///
/// The plan counts as one more trial beside those that were timed, so that the first trial, which
/// may carry a start-up of its own, does not overturn the forecast.
final class Pace {
  private static final double MOST_BEFORE_THE_END = 0.99;

  private final int trials;
  private final double plannedSecondsOfTrial;
  private int done;
  private double secondsOfDone;
  private double startedAtSeconds = Double.NaN;

  Pace(double plannedSeconds, int trials) {
    this.trials = Math.max(1, trials);
    this.plannedSecondsOfTrial = Math.max(1e-3, plannedSeconds) / this.trials;
  }

  void started(double nowSeconds) {
    startedAtSeconds = nowSeconds;
  }

  void finished(double nowSeconds) {
    secondsOfDone += secondsInTrial(nowSeconds);
    done++;
    startedAtSeconds = Double.NaN;
  }

  /// Share of the run that is done; it never goes back.
  double share(double nowSeconds) {
    if (done >= trials) {
      return 1;
    }
    double ofTrial = Math.min(1, secondsInTrial(nowSeconds) / expected());
    return Math.min(MOST_BEFORE_THE_END, (done + ofTrial) / trials);
  }

  /// What the block says: `2 min 36 s left`, or `finishing` once the forecast is used up.
  String text(double nowSeconds) {
    double left = secondsLeft(nowSeconds);
    return left < 0.5 ? "finishing" : Numbers.span(left) + " left";
  }

  private double secondsLeft(double nowSeconds) {
    if (done >= trials) {
      return 0;
    }
    double ofTrial = Math.max(0, expected() - secondsInTrial(nowSeconds));
    return (trials - done - 1) * expected() + ofTrial;
  }

  private double expected() {
    return (plannedSecondsOfTrial + secondsOfDone) / (1 + done);
  }

  private double secondsInTrial(double nowSeconds) {
    return Double.isNaN(startedAtSeconds) ? 0 : Math.max(0, nowSeconds - startedAtSeconds);
  }
}
