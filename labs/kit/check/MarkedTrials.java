package kit.check;

import java.util.List;
import java.util.stream.Collectors;
import kit.result.Numbers;
import kit.result.TrialRow;

/// Over a fifth of the trials are marked, for whatever reason. A reference run with such a row is
/// run again.
public final class MarkedTrials implements TrialCheck {
  /// The share of trials that may be marked.
  public static final double SHARE_MAX = 0.2;

  @Override
  public List<String> weaknesses(List<TrialRow> trials, String metric) {
    List<List<String>> marked =
        trials.stream().map(t -> t.marksOf(metric)).filter(marks -> !marks.isEmpty()).toList();
    if (marked.size() <= SHARE_MAX * trials.size()) {
      return List.of();
    }
    String why = marked.stream().flatMap(List::stream).distinct().collect(Collectors.joining("; "));
    return List.of(
        marked.size() + " of " + Numbers.counted(trials.size(), "trial") + " marked: " + why);
  }
}
