///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerLatency
//SOURCES sequencer/package-info.java
//DESCRIPTION how long a payment takes at 10 to 90 % of the sequencer's best, every one durable

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.Recording;
import labs.sequencer.SequencerTrial;

/// # How long does a payment take when others pay as well?
///
/// The document's example of a fast payment takes 300 ms. A latency means little without the load
/// at which it was taken and without the moment from which it was counted. Here payments are due
/// by a clock of their own, whatever the server does, and latency counts from the moment at which a
/// payment was due: a server that stands still makes everyone behind it late, and that shows.
///
/// Expect about a round trip, two signatures and an fdatasync at light load; the queue from half
/// load on; Poisson arrivals, which come in clusters, slower than evenly spaced ones.
class SequencerLatency {
  static final Measure HALF_RATE = Measure.neutral("rate_at_50", "Offered", "payments/s");
  static final int LANES = 128;
  static final int[] PERCENT = {10, 25, 50, 75, 90};

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-latency")
            .title("how long a payment takes at 10 to 90 % of the sequencer's best")
            .promise("every one durable")
            .protocolVersion(4)
            .protocol(
                """
                Each trial is a fresh, warmed-up server. In the first, 128 channels with one payment in
                flight each (closed loop) find what it can take: the median of three times 1 s (quick:
                0.2 s). In all trials half of that is paid by a clock for 4 s (quick: 0.6 s), unmeasured,
                for single payments take other paths than many at once. Then payments arrive at 10, 25,
                50, 75 and 90 % of that, the same rates in all, for 3 s each (quick: 0.3 s) in random
                order, each after 1 s (quick: 0.1 s) of the same that is not measured, up to three times
                that while compilers are busy, in one variant at random (Poisson), in the other evenly
                spaced. Latency counts from the moment a payment was due to its right, durable answer
                (open loop). At most 128 are in flight; those due beyond that wait, and their wait
                counts. From the send: without that wait and without the lateness of the load itself.
                The server is killed and restarted at the end to count what survived.\
                """)
            .engines("journal", "postgres", "documented")
            .lesserEngine("none", "nothing is durable")
            .row(
                "half.rate",
                "half load: half of what 128 channels reached in the first trial",
                HALF_RATE,
                "Poisson");
    for (int percentile : new int[] {50, 99}) {
      for (String variant : List.of("Poisson", "constant")) {
        for (int percent : PERCENT) {
          lab = lab.row(row(variant, percent, percentile));
        }
      }
    }
    for (String variant : List.of("Poisson", "constant")) {
      for (int percent : PERCENT) {
        String id = variant.toLowerCase(Locale.ROOT) + "." + percent + ".sent.p99";
        String label = percent + " % of it, " + variant + " arrivals";
        lab = lab.row(id, label, fromSend(percent), variant);
      }
    }
    return lab.plan(SequencerLatency::plan);
  }

  private static Row row(String variant, int percent, int percentile) {
    String id =
        String.format(
            Locale.ROOT, "%s.%d.p%d", variant.toLowerCase(Locale.ROOT), percent, percentile);
    String label = String.format(Locale.ROOT, "%d %% of it, %s arrivals", percent, variant);
    Row row = Row.of(id, label, latency(percent, percentile), variant);
    boolean isDocuments = variant.equals("Poisson") && percent == 50 && percentile == 50;
    return isDocuments ? row.answers("cronosstream.payment.latency.fast") : row;
  }

  private static Measure latency(int percent, int percentile) {
    return Measure.less(
        String.format(Locale.ROOT, "p%d_at_%d", percentile, percent),
        "p" + percentile + ", due to answered",
        "ms");
  }

  private static Measure fromSend(int percent) {
    return Measure.less("sent_p99_at_" + percent, "p99, sent to answered", "ms");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.expect(SequencerTrial.SURVIVES, "payments");
    double seconds = plan.pick(5.5, 33.0, 76.0);
    plan.system("Poisson", seconds, trial -> measure(trial, true));
    plan.system("constant", seconds, trial -> measure(trial, false));
  }

  static void measure(Trial trial, boolean poisson) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    double most = sequencer.most(LANES);
    Duration length = ofMillis(trial.pick(100, 300, 3_000, 10_000));
    List<Recording> steps =
        Steps.over(
                trial,
                PERCENT,
                percent -> {
                  double rate = percent / 100.0 * most;
                  Arrivals arrivals =
                      poisson
                          ? Arrivals.poisson(rate, trial.seed() + percent)
                          : Arrivals.constant(rate);
                  return sequencer.offer("open " + percent, LANES, arrivals, length);
                })
            .offered(most)
            .recordings();
    for (int i = 0; i < PERCENT.length; i++) {
      Recording seen = steps.get(i);
      trial.metric(latency(PERCENT[i], 50), seen.latencyNs(50) / 1e6);
      trial.metric(latency(PERCENT[i], 99), seen.latencyNs(99) / 1e6);
      trial.metric(fromSend(PERCENT[i]), seen.fromSend().percentileNs(99) / 1e6);
    }
    trial.metric(HALF_RATE, PERCENT[2] / 100.0 * most);
    trial.latency("half load", steps.get(2));
    sequencer.verifyAfterRestart();
  }
}
