package kit.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.machine.Stall;
import kit.result.Metric;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.TrialRow;

/// What the operations of a variant that took longer than their trial's p99 spent their time on,
/// all trials together.
///
/// @param operations how many they were
/// @param totalMs how long they took together
/// @param shares of that time, by cause, from 0 to 1
public record Tail(long operations, double totalMs, Map<Stall.Cause, Double> shares) {
  private static final double SHARE_SAID_MIN = 0.005;

  public Tail {
    shares = Map.copyOf(shares);
  }

  /// One sentence without its full stop for each variant whose trials have kept something of it.
  public static List<String> sentences(Result result) {
    List<String> sentences = new ArrayList<>();
    for (String variant : result.variants()) {
      of(result, variant).ifPresent(t -> sentences.add(variant + ", over p99: " + t.words()));
    }
    return sentences;
  }

  /// Empty if the trials have kept nothing of it.
  public static Optional<Tail> of(Result result, String variant) {
    List<TrialRow> trials = result.trialsOf(variant);
    double totalMs = sum(trials, "tail.all_ms");
    if (!(totalMs > 0)) {
      return Optional.empty();
    }
    Map<Stall.Cause, Double> shares = new EnumMap<>(Stall.Cause.class);
    for (Stall.Cause cause : Stall.Cause.values()) {
      shares.put(cause, sum(trials, "tail." + cause.id() + "_ms") / totalMs);
    }
    return Optional.of(new Tail((long) sum(trials, "tail.operations"), totalMs, shares));
  }

  private static double sum(List<TrialRow> trials, String id) {
    return trials.stream()
        .map(trial -> trial.seen().get(id))
        .filter(seen -> seen != null)
        .mapToDouble(Metric::value)
        .sum();
  }

  /// What no cause explains: the work itself, waiting behind other operations, what nobody watched.
  public double rest() {
    return Math.max(0, 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum());
  }

  /// `45 % garbage collection, 20 % waiting for a core, 35 % work, queueing or unknown, of 1 240 ms
  /// in 310 operations`.
  public String words() {
    String causes =
        shares.entrySet().stream()
            .filter(each -> each.getValue() >= SHARE_SAID_MIN)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(each -> Numbers.percent(each.getValue()) + " " + each.getKey().words() + ", ")
            .collect(Collectors.joining());
    return causes
        + Numbers.percent(rest())
        + " work, queueing or unknown, of "
        + Numbers.count((long) totalMs)
        + " ms in "
        + Numbers.counted(operations, "operation");
  }
}
