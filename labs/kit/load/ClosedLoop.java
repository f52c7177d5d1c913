package kit.load;

/// Every lane starts its next operation the moment its last one has ended. Repeats protocols that
/// wait for each answer, and finds the greatest throughput; it hides stalls, because while the
/// system stands still nobody is counted as waiting.
///
/// @param lanes operations in flight, all the time
/// @param plan how long
public record ClosedLoop(int lanes, Plan plan) implements Load {
  public ClosedLoop {
    requireLanes(lanes);
  }

  @Override
  public Recording run(Target target, Progress progress) {
    return run(target, progress, new SystemClock(false));
  }

  Recording run(Target target, Progress progress, NanoClock clock) {
    Lane[] all = Lane.of(lanes);
    return new Run(this, plan, new ClosedSchedule(plan, all), all, target, progress, clock).run();
  }

  @Override
  public ClosedLoop with(Plan plan) {
    return new ClosedLoop(lanes, plan);
  }

  static void requireLanes(int lanes) {
    if (lanes < 1 || lanes > 1_000_000) {
      throw new IllegalArgumentException(lanes + " lanes; a load has from 1 to a million");
    }
  }
}
