///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherLatency
//SOURCES batcher/package-info.java
//DESCRIPTION how long an event waits, by the document's formula and from when it was due

import java.util.List;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.BatcherLimits;
import labs.batcher.Rates;
import labs.batcher.SceneRun;
import labs.batcher.scene.Scene;
import labs.batcher.work.SignedPayments;

/// # Does an event wait 266 ms in a batcher?
///
/// The document's 266 ms is the mean of the last 50 of 500 events: those left over when the sending
/// stopped, which only the timer of 275 ms let go. All 500 events of the same test wait 42 ms on
/// average in the original. Here the test is replayed under the original's self-tuning rule, by
/// both formulas, and under the adaptive rule. Then events arrive by a clock of their own, 1,000 to
/// 1,000,000 per second over 10 keys, with a sink that costs nothing, and with an fdatasync before
/// the sink has them.
///
/// Expect the formula to give the document's 266 ms again, the fixed rule to wait for half the
/// time in which a batch fills, and the adaptive rule to stay under its budget of one millisecond
/// however fast events come, since it waits only for batches that will fill in time. A durable
/// event waits for one fdatasync, and on average for half of the one before.
class BatcherLatency {
  static final List<Integer> RATES = List.of(1_000, 10_000, 100_000, 1_000_000);
  static final int KEYS = 10;
  static final Measure FORMULA =
      Measure.less("document_latency", "Latency by the document's formula", "ms");
  static final Measure MEAN = Measure.less("mean", "Mean latency", "ms");
  static final Measure WORST = Measure.less("worst", "Mean latency", "ms");
  static final Measure SUSTAINED = Measure.more("sustained", "Throughput", "events/s");
  static final String ORIGINAL = "original rule, 500 events";
  static final String ADAPTIVE = "adaptive, 500 events";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Measure mean(int rate) {
    return Measure.less("mean_" + Rates.step(rate), "Mean latency", "ms");
  }

  static Lab lab() {
    Lab lab =
        Lab.named("batcher-latency")
            .title("how long an event waits, by the document's formula and from when it was due")
            .protocolVersion(3)
            .protocol(
                """
                500 events  the document's test: 500 events of one torrent in both directions, 50 at a
                            time, 10 ms between. The formula takes the last 50 events to go, in whole
                            milliseconds; the honest mean takes all, from when each was due.
                open loop   Poisson arrivals over 10 keys, each rate for 0.5 s (quick: 0.15 s), a sink
                            that only looks; latency counts from when an event was due; the sender
                            does not sleep
                keys        the same over 1 and 1000 keys (not in quick); the worst of the means
                durable     an fdatasync before the sink has it; then as fast as it is taken
                One producer, library calls inside a JVM of its own, fresh in every trial. Every event
                that comes out is compared with the payment that was added.\
                """)
            .row(
                Row.of(
                        "formula",
                        "500 events, 55/275 ms tuned: mean of the last 50",
                        FORMULA,
                        ORIGINAL)
                    .answers("bsv-torrent.latency.mean"))
            .row("all", "500 events, 55/275 ms tuned: mean of all", MEAN, ORIGINAL)
            .row(
                Row.of(
                        "adaptive.formula",
                        "500 events, adaptive: mean of the last 50",
                        FORMULA,
                        ADAPTIVE)
                    .answers("bsv-torrent.latency.mean.tuner-target"))
            .row(
                Row.of("adaptive.all", "500 events, adaptive: mean of all", MEAN, ADAPTIVE)
                    .answers("bsv-torrent.latency.mean.target"));
    for (int rate : RATES) {
      lab.row(open("adaptive", rate));
    }
    lab.row("adaptive.worst", "adaptive, worst of 4 rates x 1, 10, 1000 keys", WORST, "adaptive");
    for (int rate : RATES) {
      lab.row(open("document", rate));
    }
    return lab.row(open("durable", 100_000))
        .row(
            Row.of("durable.sustained", "durable, as fast as it is taken", SUSTAINED, "durable")
                .heldAgainst(BatcherLimits.DURABLE))
        .plan(BatcherLatency::plan);
  }

  static Row open(String variant, int rate) {
    String label = variant + ", " + (rate < 1_000_000 ? rate / 1_000 + "k" : "1M");
    return Row.of(
        variant + "." + rate / 1_000 + "k", label + " events/s, 10 keys", mean(rate), variant);
  }

  static void plan(RunPlan plan) {
    BatcherLimits.addTo(plan);
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(SceneRun.ALL, "events");
    plan.expect(SceneRun.ORDER, "events");
    plan.expect(SceneRun.ACCOUNT, "accounts");
    plan.note("the original waits 42 ms on average over all 500 events of its own test");
    double scene = plan.pick(2.0, 3.5, 5.5);
    plan.control(ORIGINAL, scene, trial -> scene(trial, "original-optimized"));
    plan.system(ADAPTIVE, scene, trial -> scene(trial, "adaptive"));
    plan.system("adaptive", plan.pick(2.3, 15.0, 80.0), BatcherLatency::adaptive);
    plan.control(
        "document", plan.pick(2.7, 5.0, 25.0), trial -> open(trial, "document", KEYS, RATES));
    plan.system("durable", plan.pick(2.5, 5.0, 20.0), BatcherLatency::durable);
  }

  static void scene(Trial trial, String mode) throws Exception {
    Scene scene = Scene.latency();
    long tailMs = trial.pick(400L, 600L, scene.tailMs());
    ForkFindings seen =
        Fork.of(SceneRun.class).with(mode, tailMs, scene.step()).inputs(scene.inputs()).run(trial);
    seen.into(trial, FORMULA, MEAN);
  }

  static void adaptive(Trial trial) throws Exception {
    double worst = 0;
    List<Integer> all = List.of(1, 1_000, KEYS);
    for (int keys : trial.pick(List.of(KEYS), all, all)) {
      ForkFindings seen = open(trial, "adaptive", keys, RATES);
      for (int rate : RATES) {
        worst = Math.max(worst, seen.number(rate + ".mean"));
      }
    }
    trial.metric(WORST, worst);
  }

  static ForkFindings open(Trial trial, String mode, int keys, List<Integer> rates)
      throws Exception {
    ForkFindings seen = rates(trial, mode, "free", keys, rates);
    for (int rate : rates) {
      trial.metric(mean(rate), seen.number(rate + ".mean"));
    }
    trial.series("offered", rates.stream().map(Integer::doubleValue).toList());
    trial.series("offered_p50", rates.stream().map(r -> 1e6 * seen.number(r + ".p50")).toList());
    trial.series("offered_p99", rates.stream().map(r -> 1e6 * seen.number(r + ".p99")).toList());
    return seen;
  }

  static void durable(Trial trial) throws Exception {
    ForkFindings seen = rates(trial, "adaptive", "durable", KEYS, List.of(100_000, 0));
    trial.metric(mean(100_000), seen.number("100000.mean"));
    trial.metric(SUSTAINED, seen.number("0.rate"));
  }

  static ForkFindings rates(
      Trial trial, String mode, String delivery, int keys, List<Integer> rates) throws Exception {
    return Fork.of(Rates.class)
        .with(mode, delivery, trial.pick(50, 150, 500, 5_000), trial.seed())
        .with(keys == KEYS ? "" : "_keys_" + keys)
        .with(rates.toArray())
        .input(SignedPayments.forLoad(keys).records())
        .run(trial);
  }
}
