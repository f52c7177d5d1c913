package kit.chart;

import java.util.List;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.stats.Estimate;
import kit.stats.Interval;

/// The middle of several trials and what they stay within, with its right name: a 95 % interval
/// where there are trials enough, else the least and the greatest.
///
/// @param median of them
/// @param low lower end
/// @param high upper end
/// @param sure whether low and high are a 95 % interval
record Spread(double median, double low, double high, boolean sure) {
  /// Of one number a trial.
  static Spread of(double... trials) {
    if (trials.length == 1) {
      return new Spread(trials[0], trials[0], trials[0], false);
    }
    Estimate estimate = Estimate.ofMedian(trials);
    Interval interval = estimate.interval();
    boolean sure = estimate.confidence() >= Estimate.CONFIDENCE;
    return new Spread(estimate.median(), interval.low(), interval.high(), sure);
  }

  /// `95 % interval` if all of them are, else `min – max`.
  static String name(List<Spread> all) {
    return all.stream().allMatch(Spread::sure) ? Words.INTERVAL : Words.EXTREMES;
  }

  /// `median of 10 trials`, or without the number where rows differ in it.
  static String middle(Result result) {
    List<Integer> trials =
        result.figures().stream()
            .map(FigureRow::values)
            .map(List::size)
            .filter(size -> size > 0)
            .distinct()
            .toList();
    return "median of "
        + (trials.size() == 1 ? Numbers.counted(trials.getFirst(), "trial") : "the trials");
  }
}
