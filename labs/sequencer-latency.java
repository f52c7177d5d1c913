///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerLatency
//SOURCES sequencer/package-info.java
//DESCRIPTION how long a durable payment takes at 10 to 90 % of what the sequencer can take

import static java.time.Duration.ofMillis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.SequencerLimits;
import labs.sequencer.SequencerTrial;
import sequencer.client.PaymentLoad;

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
  static final Measure BEST = Measure.more("best", "Throughput", "payments/s");
  static final int LANES = 128;
  static final int[] PERCENT = {10, 25, 50, 75, 90};

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-latency")
            .title("how long a payment takes at 10 to 90 % of what the sequencer can take")
            .promise("every one durable")
            .protocol(
                """
                Each trial is a fresh, warmed-up server. 128 channels with one payment in flight each
                (closed loop) find what it can take: the better of two steps of 1 s (quick: 0.2 s).
                Then payments arrive at 10, 25, 50, 75 and 90 % of that for 3 s each (quick: 0.3 s),
                in one variant at random (Poisson), in the other evenly spaced. Latency counts from
                the moment a payment was due to its right, durable answer (open loop). At most 128
                are in flight; those due beyond that wait, and their wait counts. The server is
                killed and restarted at the end to count what survived.\
                """)
            .engines("journal", "postgres", "documented")
            .lesserEngine("none", "nothing is durable")
            .row(
                Row.of("best", "128 channels, window 1")
                    .shows(BEST)
                    .of("Poisson")
                    .heldAgainst(SequencerLimits.ALL_CORES));
    for (int percentile : new int[] {50, 99}) {
      for (String variant : List.of("Poisson", "constant")) {
        for (int percent : PERCENT) {
          lab = lab.row(row(variant, percent, percentile));
        }
      }
    }
    return lab.plan(SequencerLatency::plan);
  }

  private static Row row(String variant, int percent, int percentile) {
    String id =
        String.format(
            Locale.ROOT, "%s.%d.p%d", variant.toLowerCase(Locale.ROOT), percent, percentile);
    String label = String.format(Locale.ROOT, "%d %% of it, %s arrivals", percent, variant);
    Row row = Row.of(id, label).shows(latency(percent, percentile)).of(variant);
    boolean isDocuments = variant.equals("Poisson") && percent == 50 && percentile == 50;
    return isDocuments ? row.answers("cronosstream.payment.latency.fast") : row;
  }

  private static Measure latency(int percent, int percentile) {
    return Measure.less(
        String.format(Locale.ROOT, "p%d_at_%d", percentile, percent),
        "p" + percentile + ", due to answered",
        "ms");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addTo(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    double seconds = plan.pick(4.0, 22.0, 60.0);
    plan.system("Poisson", seconds, trial -> measure(trial, true));
    plan.system("constant", seconds, trial -> measure(trial, false));
  }

  static void measure(Trial trial, boolean poisson) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    double best = 0;
    int findMs = trial.pick(200, 1_000, 3_000);
    for (int step = 0; step < 2; step++) {
      PaymentLoad payments = sequencer.payments("find " + step, LANES, 32 * findMs / LANES + 20);
      Plan plan = Plan.lasting(ofMillis(findMs));
      Recording seen = sequencer.send("finding the most", payments, new ClosedLoop(LANES, plan));
      best = Math.max(best, seen.throughputPerSecond());
    }
    trial.metric(BEST, best);
    double[] offered = new double[PERCENT.length];
    List<Recording> steps = new ArrayList<>();
    int stepMs = trial.pick(300, 3_000, 10_000);
    for (int i = 0; i < PERCENT.length; i++) {
      offered[i] = PERCENT[i] / 100.0 * best;
      int each = (int) (1.5 * offered[i] * stepMs / 1e3 / LANES) + 50;
      PaymentLoad payments = sequencer.payments("open " + i, LANES, each);
      long seed = trial.seed() + i;
      Arrivals arrivals =
          poisson ? Arrivals.poisson(offered[i], seed) : Arrivals.constant(offered[i]);
      Plan plan = Plan.lasting(ofMillis(stepMs));
      String phase = PERCENT[i] + " % of it";
      Recording seen = sequencer.send(phase, payments, new OpenLoop(arrivals, LANES, plan));
      steps.add(seen);
      trial.metric(latency(PERCENT[i], 50), seen.latencyNs(50) / 1e6);
      trial.metric(latency(PERCENT[i], 99), seen.latencyNs(99) / 1e6);
    }
    trial.latency("half load", steps.get(2));
    trial.sound(steps.get(2));
    trial.offered(offered, steps);
    sequencer.verifyAfterRestart();
  }
}
