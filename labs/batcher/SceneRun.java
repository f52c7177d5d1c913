package labs.batcher;

import batcher.Settings;
import batcher.frame.Cause;
import batcher.rule.Mode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import labs.batcher.scene.Replay;
import labs.batcher.scene.ReplaySink;
import labs.batcher.work.Records;

/// One scene of the document's tests: payments that are added when they are due. Reported are the
/// document's own figures, computed by its formulas, and the honest ones beside them.
public final class SceneRun implements ForkedMeasurement {
  /// Every event once, and no other.
  public static final String ALL = "every event comes out once, as the payment that was added";

  /// Order within a key.
  public static final String ORDER = "events of a key come in their order";

  /// The batcher's own account agrees.
  public static final String ACCOUNT = "accepted = delivered, nothing pending, nothing refused";

  /// Arguments: the mode, the tail in milliseconds, the step's id. Inputs: payments, and when each
  /// is due.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    Settings settings = Settings.DEFAULT.withMode(mode(arguments.getFirst()));
    long tailMs = Long.parseLong(arguments.get(1));
    Records records = new Records(given.inputs().getFirst());
    long[] offsetsNs = offsets(given.inputs().get(1));
    report.phase("warming up");
    Replay.warmUp(report, given.warmUpOnce(), records, settings);
    report.phase("replaying");
    Replay replay = new Replay(records, offsetsNs, settings);
    Replay.Outcome outcome = replay.run(Duration.ofMillis(tailMs), report);
    report.step(arguments.get(2), outcome.recording());
    numbers(outcome, offsetsNs, tailMs, report);
    checks(outcome, report);
  }

  /// A mode by name; the original's tests tune every second.
  static Mode mode(String name) {
    return switch (Mode.named(name)) {
      case Mode.OriginalOptimized original -> original.withTuningMs(1_000);
      case Mode other -> other;
    };
  }

  static long[] offsets(ByteBuffer input) {
    long[] offsets = new long[input.remaining() / Long.BYTES];
    input.duplicate().asLongBuffer().get(offsets);
    return offsets;
  }

  private static void numbers(
      Replay.Outcome outcome, long[] offsetsNs, long tailMs, ForkReport report) {
    ReplaySink sink = outcome.sink();
    double windowS = offsetsNs[offsetsNs.length - 1] / 1e9 + tailMs / 1e3;
    report.number("events", sink.events());
    report.number("right", Math.min(offsetsNs.length, sink.events() - sink.wrong()));
    report.number("disordered", sink.disordered());
    report.number("satoshis", sink.satoshis());
    report.number("batches", sink.batches());
    report.number("largest", sink.largest());
    report.number("keys", outcome.sink().eventsOfKey().length);
    if (windowS > 0) {
      report.number("document_rate", sink.events() / windowS);
    }
    report.number("rate", sink.events() / Math.max(1e-9, sink.elapsedS()));
    report.number("document_latency", sink.lastMeanMs());
    report.number("mean", sink.latencies().meanNs() / 1e6);
    report.number("p99", sink.latencies().percentileNs(99) / 1e6);
    report.number("max", sink.latencies().maxNs() / 1e6);
    report.number("longest_open", sink.longestOpenMs());
    report.number("full", sink.closedBy(Cause.SIZE));
    if (sink.closedBy(Cause.TIME) > 0) {
      report.number("shortest_timed", sink.shortestTimedMs());
    }
    report.latencies("latency", sink.latencies());
  }

  static void checks(Replay.Outcome outcome, ForkReport report) {
    ReplaySink sink = outcome.sink();
    long right = Math.max(0, sink.events() - sink.wrong());
    report.check(
        ALL,
        Math.min(right, outcome.events()),
        Math.max(outcome.events(), sink.events()),
        "events",
        sink.firstWrong());
    report.check(ORDER, sink.events() - sink.disordered(), sink.events(), "events", "");
    boolean even =
        outcome.end().accepted() == outcome.events()
            && outcome.end().delivered() == outcome.events()
            && outcome.end().pending() == 0
            && outcome.end().refusedTotal() == 0;
    report.check(ACCOUNT, even ? 1 : 0, 1, "accounts", even ? "" : outcome.end().toString());
  }
}
