package kit.report;

import java.util.ArrayList;
import java.util.List;
import kit.result.Numbers;

/// What a running load says of itself beside its rate.
///
/// @param errors answers so far that were no success
/// @param lateShare share of sends that were made over 1 ms after their intended time; unknown is
///     not a number
public record LiveNumbers(long errors, double lateShare) {
  List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("errors " + Numbers.count(errors)));
    if (!Double.isNaN(lateShare)) {
      texts.add("late " + Numbers.percent(lateShare));
    }
    return texts;
  }
}
