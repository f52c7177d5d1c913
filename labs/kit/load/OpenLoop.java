package kit.load;

/// Operations start by a schedule that does not care how the system is doing. Latency counts from
/// the intended start: an operation that waits because the system stands still, or because no lane
/// is free, has waited.
///
/// @param arrivals when operations are due
/// @param lanes operations in flight at most; those due beyond that wait
/// @param plan how long
/// @param spin whether the load's thread burns a core to be punctual to the microsecond. Only where
///     cores are to spare: on a small machine it takes them from the system. Without it the
///     thread sleeps and is some tens of microseconds late, which [Recording#lateness] shows.
public record OpenLoop(Arrivals arrivals, int lanes, Plan plan, boolean spin) implements Load {
  public OpenLoop {
    ClosedLoop.requireLanes(lanes);
  }

  /// An open loop whose thread sleeps between operations.
  public OpenLoop(Arrivals arrivals, int lanes, Plan plan) {
    this(arrivals, lanes, plan, false);
  }

  @Override
  public Recording run(Target target, Progress progress) {
    return run(target, progress, new SystemClock(spin));
  }

  Recording run(Target target, Progress progress, NanoClock clock) {
    Lane[] all = Lane.of(lanes);
    Schedule schedule = new OpenSchedule(plan, all, arrivals);
    return new Run(this, plan, schedule, all, target, progress, clock).run();
  }

  @Override
  public OpenLoop with(Plan plan) {
    return new OpenLoop(arrivals, lanes, plan, spin);
  }
}
