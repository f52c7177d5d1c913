package kit.machine;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What slow operations spent their time on: each moment of each counts once, for the first cause
/// that held just then, in the order of [Stall.Cause]. What is left is the operations' own work,
/// waiting behind other operations, or unknown.
///
/// @param operations how many
/// @param totalMs how long they took together
/// @param ms of that, by cause
public record Attribution(long operations, double totalMs, Map<Stall.Cause, Double> ms) {
  /// A stretch of time that no cause explains yet.
  private record Gap(long fromNs, long toNs) {}

  public Attribution {
    ms = Map.copyOf(ms);
  }

  /// Attributes the time from each start to its end.
  ///
  /// @param startsNs of the operations
  /// @param endsNs of the same
  public static Attribution of(List<Long> startsNs, List<Long> endsNs, List<Stall> stalls) {
    Map<Stall.Cause, Double> ns = new EnumMap<>(Stall.Cause.class);
    double totalNs = 0;
    for (int at = 0; at < startsNs.size(); at++) {
      totalNs += endsNs.get(at) - startsNs.get(at);
      List<Gap> gaps = List.of(new Gap(startsNs.get(at), endsNs.get(at)));
      for (Stall.Cause cause : Stall.Cause.values()) {
        for (Stall stall : stalls) {
          if (stall.cause() == cause) {
            for (Gap gap : gaps) {
              double covered = stall.share() * stall.withinNs(gap.fromNs(), gap.toNs());
              ns.merge(cause, covered, Double::sum);
            }
            gaps = without(gaps, stall);
          }
        }
      }
    }
    Map<Stall.Cause, Double> ms = new EnumMap<>(Stall.Cause.class);
    ns.forEach((cause, sum) -> ms.put(cause, sum / 1e6));
    return new Attribution(startsNs.size(), totalNs / 1e6, ms);
  }

  private static List<Gap> without(List<Gap> gaps, Stall stall) {
    List<Gap> left = new ArrayList<>();
    for (Gap gap : gaps) {
      if (stall.withinNs(gap.fromNs(), gap.toNs()) == 0) {
        left.add(gap);
        continue;
      }
      if (gap.fromNs() < stall.fromNs()) {
        left.add(new Gap(gap.fromNs(), stall.fromNs()));
      }
      if (stall.toNs() < gap.toNs()) {
        left.add(new Gap(stall.toNs(), gap.toNs()));
      }
    }
    return left;
  }
}
