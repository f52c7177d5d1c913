package kit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/// Where a system has enough: the knee of throughput against latency, and every load that was tried
/// on the way to it.
///
/// A load holds if nothing failed and its p99 keeps the bound; at a given rate it must also
/// complete as much as was asked for, to within [#SHORTFALL].
///
/// @param points every load that was run, in the order of running
/// @param knee the load to call the system's capacity; empty if not even the least load held
public record Saturation(List<Point> points, Optional<Point> knee) {
  /// More lanes that gain less than this are not worth their latency: 5 %.
  public static final double GAIN = 0.05;

  /// How finely a rate is searched for: 5 %.
  public static final double RESOLUTION = 0.05;

  /// What a system may fall short of the rate that is asked of it and still keep up: 2 %.
  public static final double SHORTFALL = 0.02;

  /// One load that was tried.
  ///
  /// @param load lanes, or operations a second, whichever was searched
  /// @param recording what it gave
  /// @param holds whether the system stood it
  public record Point(double load, Recording recording, boolean holds) {}

  public Saturation {
    points = List.copyOf(points);
  }

  /// Searches closed loops: doubles the lanes until two steps in a row gain less than [#GAIN], the
  /// latency bound is broken, or `most` lanes are reached. The knee is the fewest lanes
  /// whose throughput comes within [#GAIN] of the greatest.
  ///
  /// @param run runs a closed loop of so many lanes
  public static Saturation byLanes(int most, Duration p99AtMost, IntFunction<Recording> run) {
    ClosedLoop.requireLanes(most);
    List<Point> points = new ArrayList<>();
    double best = 0;
    int idleSteps = 0;
    for (int lanes = 1; ; lanes = Math.min(2 * lanes, most)) {
      Recording recording = run.apply(lanes);
      boolean holds = keeps(recording, p99AtMost);
      points.add(new Point(lanes, recording, holds));
      double throughput = recording.throughputPerSecond();
      idleSteps = throughput < best * (1 + GAIN) ? idleSteps + 1 : 0;
      if (!holds || idleSteps == 2 || lanes == most) {
        return new Saturation(points, fewestNearBest(points));
      }
      best = Math.max(best, throughput);
    }
  }

  private static Optional<Point> fewestNearBest(List<Point> points) {
    double best =
        points.stream()
            .filter(Point::holds)
            .mapToDouble(point -> point.recording().throughputPerSecond())
            .max()
            .orElse(0);
    return points.stream()
        .filter(Point::holds)
        .filter(point -> point.recording().throughputPerSecond() * (1 + GAIN) >= best)
        .findFirst();
  }

  /// Searches open loops: doubles the rate until it does not hold, then halves the distance on a
  /// logarithmic scale to within [#RESOLUTION]. A rate that does not hold is run once more before
  /// it is believed, because a machine hiccups; both runs are kept. The knee is the greatest rate
  /// that held.
  ///
  /// @param least first rate, a second
  /// @param most greatest rate to try, a second
  /// @param run runs an open loop at such a rate
  public static Saturation byRate(
      double least, double most, Duration p99AtMost, DoubleFunction<Recording> run) {
    if (!(least > 0 && least <= most && most < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("no rates lie from " + least + " to " + most);
    }
    List<Point> points = new ArrayList<>();
    Optional<Point> knee = Optional.empty();
    double broken = Double.POSITIVE_INFINITY;
    for (double rate = least; ; ) {
      Point point = tryTwice(rate, p99AtMost, run, points);
      if (point.holds()) {
        knee = Optional.of(point);
      } else {
        broken = rate;
      }
      double held = knee.map(Point::load).orElse(0.0);
      if (held == 0 || held == most || broken / held <= 1 + RESOLUTION) {
        return new Saturation(points, knee);
      }
      rate =
          broken == Double.POSITIVE_INFINITY ? Math.min(2 * held, most) : Math.sqrt(held * broken);
    }
  }

  private static Point tryTwice(
      double rate, Duration p99AtMost, DoubleFunction<Recording> run, List<Point> points) {
    Point point = null;
    for (int attempt = 0; attempt < 2 && (point == null || !point.holds()); attempt++) {
      Recording recording = run.apply(rate);
      boolean keepsUp = recording.throughputPerSecond() >= rate * (1 - SHORTFALL);
      point = new Point(rate, recording, keepsUp && keeps(recording, p99AtMost));
      points.add(point);
    }
    return point;
  }

  private static boolean keeps(Recording recording, Duration p99AtMost) {
    return recording.operations() > 0
        && recording.failed() == 0
        && recording.latencyNs(99) <= p99AtMost.toNanos();
  }
}
