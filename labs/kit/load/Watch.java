package kit.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Looks at a run while it goes on: counts the operations in the system at moments that nothing
/// else decides, takes the rate of every window, and gives up on a system that does not answer any
/// more.
final class Watch {
  /// Length of a window: 100 ms.
  static final long WINDOW_NS = 100_000_000;

  /// Mean time between two counts. They come at exponential gaps, so that no rhythm of the system
  /// is met always in the same phase.
  private static final double GAP_NS = 2e6;

  private final Schedule schedule;
  private final Lane[] lanes;
  private final long graceNs;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Double> rates = new ArrayList<>();

  private long giveUpNs;
  private long completedBefore;

  private long windowFromNs;
  private long windowCompleted;

  private long countNs;
  private long counted;
  private long counts;
  private long sum;
  private double squares;

  Watch(Plan plan, Schedule schedule, Lane[] lanes, long startNs) {
    this.schedule = schedule;
    this.lanes = lanes;
    this.graceNs = plan.grace().toNanos();
    this.giveUpNs = startNs + graceNs;
    this.windowFromNs = startNs;
    this.countNs = startNs + gapNs();
  }

  /// When to look again at the latest.
  long wakeNs() {
    return Math.min(Math.min(countNs, windowFromNs + WINDOW_NS), giveUpNs);
  }

  /// Looks, if it is time to. To be called often, before what is due is started.
  void look(long nowNs) {
    long untilNs = Math.min(nowNs, schedule.lastNs());
    for (; untilNs >= countNs; countNs += gapNs()) {
      count(schedule.inSystem(countNs));
    }
    if (nowNs >= windowFromNs + WINDOW_NS && nowNs <= schedule.endNs()) {
      long completed = completed();
      rates.add((completed - windowCompleted) * 1e9 / (nowNs - windowFromNs));
      windowCompleted = completed;
      windowFromNs = nowNs;
    } else if (nowNs > schedule.endNs()) {
      windowFromNs = Long.MAX_VALUE - WINDOW_NS;
    }
  }

  private long gapNs() {
    return (long) (-GAP_NS * Math.log(1 - random.nextDouble()));
  }

  private void count(long now) {
    squares += counts == 0 ? 0 : (double) (now - counted) * (now - counted);
    counted = now;
    sum += now;
    counts++;
  }

  /// What was counted in the system. The error of the mean is taken from what neighbouring counts
  /// differ by: what lasts longer than the time between two is seen by both and is no error.
  Recording.InSystem inSystem() {
    return counts == 0
        ? new Recording.InSystem(0, 0)
        : new Recording.InSystem((double) sum / counts, Math.sqrt(squares / 2) / counts);
  }

  /// Operations that ended a second, window by window; what is left of the last window is not
  /// among them.
  List<Double> rates() {
    return rates;
  }

  /// Whether the run is to be given up: its grace has passed since its planned end, or, as long as
  /// no end is known, without any completion.
  boolean givesUp(long nowNs) {
    if (nowNs < giveUpNs) {
      return false;
    }
    long endNs = schedule.endNs();
    if (endNs != Long.MAX_VALUE) {
      giveUpNs = endNs + graceNs;
      return nowNs >= giveUpNs;
    }
    long completed = completed();
    if (schedule.inFlight() > 0 && completed == completedBefore) {
      return true;
    }
    completedBefore = completed;
    giveUpNs = nowNs + graceNs;
    return false;
  }

  private long completed() {
    long completed = 0;
    for (Lane lane : lanes) {
      completed += lane.completed;
    }
    return completed;
  }
}
