package kit.load;

import java.util.Arrays;
import kit.stats.SteadyState;

/// Looks after a run while it waits: ends a detected warm-up, and gives up on a system that does
/// not answer any more.
final class Watch {
  private final Schedule schedule;
  private final Lane[] lanes;
  private final long graceNs;

  private long giveUpNs;
  private long completedBefore;

  /// Only of a warm-up that is to be detected; the next look is never otherwise.
  private final long windowNs;

  private final long startNs;
  private final long atMostNs;
  private long lookNs = Long.MAX_VALUE;
  private double[] means = {};
  private long countBefore;
  private long latencyNsBefore;
  private String note = "";

  Watch(Plan plan, Schedule schedule, Lane[] lanes, long startNs) {
    this.schedule = schedule;
    this.lanes = lanes;
    this.startNs = startNs;
    this.graceNs = plan.grace().toNanos();
    this.giveUpNs = startNs + graceNs;
    if (plan.warmUp() instanceof WarmUp.Detected(var window, var atMost)) {
      windowNs = window.toNanos();
      atMostNs = atMost.toNanos();
      lookNs = startNs + windowNs;
    } else {
      windowNs = 0;
      atMostNs = 0;
    }
  }

  /// When to look again at the latest.
  long wakeNs() {
    return Math.min(lookNs, giveUpNs);
  }

  /// Why a warm-up that was to be detected was cut off, or empty.
  String note() {
    return note;
  }

  /// Whether the run is to be given up: its grace has passed since its planned end, or, as long as
  /// no end is known, without any completion.
  boolean givesUp(long nowNs) {
    detect(nowNs);
    if (nowNs < giveUpNs) {
      return false;
    }
    long endNs = schedule.endNs();
    if (endNs != Long.MAX_VALUE) {
      giveUpNs = endNs + graceNs;
      return nowNs >= giveUpNs;
    }
    long completed = 0;
    for (Lane lane : lanes) {
      completed += lane.completed;
    }
    if (schedule.busy() && completed == completedBefore) {
      return true;
    }
    completedBefore = completed;
    giveUpNs = nowNs + graceNs;
    return false;
  }

  private void detect(long nowNs) {
    if (nowNs < lookNs) {
      return;
    }
    means = Arrays.copyOf(means, means.length + 1);
    means[means.length - 1] = meanLatencyNs();
    lookNs = nowNs + windowNs;
    switch (SteadyState.of(means)) {
      case SteadyState.Reached _ -> open(nowNs);
      case SteadyState.NotReached(String reason) -> {
        if (nowNs - startNs >= atMostNs) {
          note = "warm-up was cut off after %s ms: %s".formatted(atMostNs / 1_000_000, reason);
          open(nowNs);
        }
      }
    }
  }

  private void open(long nowNs) {
    lookNs = Long.MAX_VALUE;
    schedule.openFrom(nowNs);
  }

  /// Mean latency of what ended since the last look; of a window in which nothing ended, its
  /// length.
  private double meanLatencyNs() {
    long count = 0;
    long latencyNs = 0;
    for (Lane lane : lanes) {
      count += lane.completed;
      latencyNs += lane.latencyNs;
    }
    double mean =
        count == countBefore
            ? windowNs
            : (double) (latencyNs - latencyNsBefore) / (count - countBefore);
    countBefore = count;
    latencyNsBefore = latencyNs;
    return mean;
  }
}
