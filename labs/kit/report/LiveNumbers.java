package kit.report;

import java.util.ArrayList;
import java.util.List;
import kit.result.Numbers;

/// What a trial can say of itself while it runs. A number that is not known (yet) is NaN, a count
/// -1, and is not shown.
///
/// @param latencyNsP99 p99 so far, from the intended send time
/// @param errors answers so far that were no success
/// @param lateShare share of sends that were made over 1 ms after their intended time
/// @param stealShare share of processor time that the hypervisor took
public record LiveNumbers(double latencyNsP99, long errors, double lateShare, double stealShare) {
  /// Nothing is known.
  public static final LiveNumbers NONE = new LiveNumbers(Double.NaN, -1, Double.NaN, Double.NaN);

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    if (!Double.isNaN(latencyNsP99)) {
      texts.add("p99 " + Numbers.latency(latencyNsP99));
    }
    if (errors >= 0) {
      texts.add("errors " + Numbers.count(errors));
    }
    if (!Double.isNaN(lateShare)) {
      texts.add("late " + Numbers.percent(lateShare));
    }
    if (!Double.isNaN(stealShare)) {
      texts.add("steal " + Numbers.percent(stealShare));
    }
    return texts;
  }
}
