package kit.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import kit.figure.Better;
import kit.result.PeerRow;
import kit.result.TrialRow;
import kit.stats.Interval;
import kit.stats.Ratio;

/// Compares rows with the peers that ran beside them: a ratio of medians with its 95 % interval,
/// turned so that above 1 is better for the system.
record Rivals(List<Row> rows, long seed) {
  /// Fewer trials than this give no interval of a ratio.
  private static final int TRIALS_MIN = 3;

  List<PeerRow> compare(List<RunPlan.Rivalry> rivalries, List<TrialRow> trials) {
    List<PeerRow> compared = new ArrayList<>();
    for (RunPlan.Rivalry rivalry : rivalries) {
      for (Row row : rows) {
        if (row.id().equals(rivalry.row())) {
          compare(rivalry, row, trials, compared);
        }
      }
    }
    return List.copyOf(compared);
  }

  private void compare(
      RunPlan.Rivalry rivalry, Row row, List<TrialRow> trials, List<PeerRow> into) {
    double[] system = values(row.variant(), row.measure().id(), trials);
    double[] peer = values(rivalry.peer(), row.measure().id(), trials);
    if (system.length < TRIALS_MIN || peer.length < TRIALS_MIN) {
      return;
    }
    boolean less = row.measure().better() == Better.LESS;
    Ratio ratio = less ? Ratio.ofMedians(peer, system, seed) : Ratio.ofMedians(system, peer, seed);
    Interval interval = ratio.interval();
    into.add(
        new PeerRow(
            rivalry.peer(),
            rivalry.version(),
            row.measure().id(),
            row.id(),
            ratio.value(),
            interval.low(),
            interval.high(),
            rivalry.note()));
  }

  private static double[] values(String variant, String metric, List<TrialRow> trials) {
    return trials.stream()
        .filter(trial -> trial.name().equals(variant))
        .map(trial -> trial.value(metric))
        .flatMapToDouble(OptionalDouble::stream)
        .toArray();
  }
}
