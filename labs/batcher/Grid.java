package labs.batcher;

import batcher.FullPolicy;
import batcher.Settings;
import batcher.rule.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.check.LateGenerator;
import kit.check.MarkedTrials;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Recording;
import labs.batcher.scene.Replay;
import labs.batcher.work.Records;

/// Sizes and times of the document's rule at one rate, and the adaptive rule beside them: how long
/// does an event wait, and how many events share a call of the sink?
public final class Grid implements ForkedMeasurement {
  /// Sizes in events.
  public static final List<Integer> SIZES = List.of(5, 10, 25, 50, 100, 200);

  /// Times in milliseconds.
  public static final List<Integer> TIMES = List.of(1, 5, 25, 100, 250);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String TRADE = "trade/calls of the sink a second/mean latency, ms/";

  /// One point: a mean wait, and events a call.
  private record Point(double meanMs, double eventsACall, Recording recording) {
    boolean beats(Point other) {
      return meanMs < other.meanMs && eventsACall > other.eventsACall;
    }
  }

  /// Arguments: events per second, milliseconds per point, a seed. Input: payments for a load.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    int rate = Integer.parseInt(given.arguments().getFirst());
    int ms = Integer.parseInt(given.arguments().get(1));
    long[] offsets = Replay.offsets(rate, ms, Long.parseLong(given.arguments().get(2)));
    Records records = new Records(given.inputs().getFirst());
    report.phase("warming up");
    Replay.warmUp(report, given.warmUpOnce(), records, settings(Mode.Adaptive.DEFAULT));
    List<Point> points = new ArrayList<>();
    for (int size : SIZES) {
      for (int time : TIMES) {
        report.phase(size + " events or " + time + " ms");
        Mode mode = new Mode.Document(size, Duration.ofMillis(time));
        Point point = point(records, offsets, mode, report);
        points.add(point);
        if (size == 50 && time == 250) {
          row(report, "document", point);
        }
      }
    }
    Point adaptive = point(records, offsets, Mode.Adaptive.DEFAULT, report);
    row(report, "adaptive", adaptive);
    long late = points.stream().filter(point -> point.recording.generatorLate()).count();
    if (late > MarkedTrials.SHARE_MAX * points.size()) {
      report.mark(LateGenerator.MARK + " at " + late + " of " + points.size() + " pairs");
    }
    report.number("better", points.stream().filter(p -> p.beats(adaptive)).count());
    report.series("grid_mean_ms", points.stream().map(Point::meanMs).toList());
    report.series("grid_events_a_call", points.stream().map(Point::eventsACall).toList());
    report.series(
        "grid_front",
        points.stream()
            .map(p -> points.stream().noneMatch(other -> other.beats(p)) ? 1.0 : 0)
            .toList());
    for (int at = 0; at < SIZES.size(); at++) {
      List<Point> times = points.subList(at * TIMES.size(), (at + 1) * TIMES.size());
      trade(report, rate, SIZES.get(at) + " events", times);
    }
    int document = SIZES.indexOf(50) * TIMES.size() + TIMES.indexOf(250);
    trade(report, rate, "50 or 250 ms", List.of(points.get(document)));
    trade(report, rate, "adaptive", List.of(adaptive));
  }

  /// A point that rows show.
  private static void row(ForkReport report, String name, Point point) {
    report.step(name, point.recording);
    report.number(name + "_mean", point.meanMs);
    report.number(name + "_call", point.eventsACall);
  }

  /// For the chart of delay against calls: the calls that the offered rate makes of this many
  /// events.
  private static void trade(ForkReport report, int rate, String name, List<Point> points) {
    report.series(
        TRADE + name + "/x", points.stream().map(point -> rate / point.eventsACall).toList());
    report.series(TRADE + name + "/y", points.stream().map(Point::meanMs).toList());
  }

  private static Point point(Records records, long[] offsets, Mode mode, ForkReport report)
      throws Exception {
    Replay.Outcome seen = new Replay(records, offsets, settings(mode)).run(Duration.ZERO, report);
    SceneRun.checks(seen, report);
    return new Point(
        seen.sink().latencies().meanNs() / 1e6,
        (double) seen.sink().events() / seen.sink().frames(),
        seen.recording());
  }

  private static Settings settings(Mode mode) {
    return Settings.DEFAULT.withMode(mode).withFull(new FullPolicy.Block(PATIENCE));
  }
}
