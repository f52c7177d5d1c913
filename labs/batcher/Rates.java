package labs.batcher;

import batcher.Delivery;
import batcher.FullPolicy;
import batcher.Settings;
import batcher.durability.JournalPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.stats.Latencies;
import labs.batcher.scene.Replay;
import labs.batcher.work.Records;

/// Payments that arrive by a clock of their own, at one rate after the other: an open loop with
/// Poisson arrivals. Latency counts from the moment an event was due to the moment at which the
/// sink had it, and with a journal the sink has it only when it is on the disk.
public final class Rates implements ForkedMeasurement {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Arguments: the mode, `free` or `durable`, milliseconds a rate, a seed, what a step's id ends
  /// with, then the rates in events per second, 0 for as fast as they are taken. Input: payments
  /// for a load.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    Settings settings = settings(arguments.getFirst(), arguments.get(1), given.data());
    int ms = Integer.parseInt(arguments.get(2));
    long seed = Long.parseLong(arguments.get(3));
    Records records = new Records(given.inputs().getFirst());
    report.phase("warming up");
    Replay.warmUp(report, given.warmUpOnce(), records, settings);
    for (String rate : arguments.subList(5, arguments.size())) {
      int perSecond = Integer.parseInt(rate);
      report.phase(perSecond + " events/s");
      long[] offsets = perSecond == 0 ? new long[1_000 * ms] : Replay.offsets(perSecond, ms, seed);
      Replay.Outcome outcome = new Replay(records, offsets, settings).run(Duration.ZERO, report);
      String step = step(perSecond) + arguments.get(4);
      if (perSecond == 0) {
        report.step(step, outcome.sink().rates());
      } else {
        report.step(step, outcome.recording());
      }
      report(rate, outcome, report);
    }
  }

  /// The step's id: `at_1000`, or `sustained`.
  public static String step(int perSecond) {
    return perSecond == 0 ? "sustained" : "at_" + perSecond;
  }

  private static Settings settings(String mode, String delivery, Path data) {
    Settings settings =
        Settings.DEFAULT.withMode(SceneRun.mode(mode)).withFull(new FullPolicy.Block(PATIENCE));
    return delivery.equals("durable")
        ? settings.withDelivery(Delivery.journaled(JournalPlace.in(data.resolve("journal"))))
        : settings;
  }

  private static void report(String rate, Replay.Outcome outcome, ForkReport report) {
    Latencies seen = outcome.sink().latencies();
    report.number(rate + ".mean", seen.meanNs() / 1e6);
    report.number(rate + ".p50", seen.percentileNs(50) / 1e6);
    report.number(rate + ".p99", seen.percentileNs(99) / 1e6);
    report.number(rate + ".rate", outcome.sink().events() / outcome.sink().elapsedS());
    report.number(rate + ".batch", (double) outcome.sink().events() / outcome.sink().batches());
    SceneRun.checks(outcome, report);
  }
}
