package kit.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/// Looks at a run while it goes on: counts the operations in the system at moments that nothing
/// else decides, takes the rate of every window, and gives up on a system that does not answer any
/// more.
final class Watch {
  /// Mean time between two counts.
  private static final long CENSUS_GAP_NS = 2_000_000;

  private final Schedule schedule;
  private final Lane[] lanes;
  private final long graceNs;

  /// The end of the planned time, or the start if a count decides.
  private final long plannedNs;

  private final Census census;
  private final LongUnaryOperator inSystem;
  private final List<Double> rates = new ArrayList<>();

  private long giveUpNs;

  private long windowFromNs;
  private long windowCompleted;

  Watch(Plan plan, Schedule schedule, Lane[] lanes, long startNs) {
    this.schedule = schedule;
    this.lanes = lanes;
    this.graceNs = plan.grace().toNanos();
    this.plannedNs = schedule.endNs() == Long.MAX_VALUE ? startNs : schedule.endNs();
    this.giveUpNs = plannedNs + graceNs;
    this.windowFromNs = startNs;
    this.census = new Census(startNs, CENSUS_GAP_NS);
    this.inSystem = schedule::inSystem;
  }

  /// When to look again at the latest.
  long wakeNs() {
    return Math.min(Math.min(census.nextNs(), windowFromNs + Recording.WINDOW_NS), giveUpNs);
  }

  /// Looks, if it is time to. To be called often, before what is due is started.
  void look(long nowNs) {
    census.count(Math.min(nowNs, schedule.lastNs()), inSystem);
    if (nowNs >= windowFromNs + Recording.WINDOW_NS && nowNs <= schedule.endNs()) {
      long completed = completed();
      rates.add((completed - windowCompleted) * 1e9 / (nowNs - windowFromNs));
      windowCompleted = completed;
      windowFromNs = nowNs;
    } else if (nowNs > schedule.endNs()) {
      windowFromNs = Long.MAX_VALUE - Recording.WINDOW_NS;
    }
  }

  /// What was counted in the system.
  Recording.InSystem inSystem() {
    return census.inSystem();
  }

  /// Operations that ended a second, window by window; what is left of the last window is not
  /// among them.
  List<Double> rates() {
    return rates;
  }

  /// Whether the run is to be given up: nothing has ended for its grace, the time before a planned
  /// end not counted, though something is in flight; or that end is a grace ago, and some of what
  /// was due before it still has no lane.
  boolean givesUp(long nowNs) {
    if (nowNs < giveUpNs) {
      return false;
    }
    long quietFromNs = Math.max(plannedNs, schedule.lastEndedNs());
    boolean quiet = nowNs >= quietFromNs + graceNs;
    giveUpNs = (quiet ? nowNs : quietFromNs) + graceNs;
    return quiet
        ? schedule.inFlight() > 0
        : schedule.endNs() != Long.MAX_VALUE && schedule.backlog(nowNs) > 0;
  }

  private long completed() {
    long completed = 0;
    for (Lane lane : lanes) {
      completed += lane.completed;
    }
    return completed;
  }
}
