///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerBurst
//SOURCES sequencer/package-info.java
//DESCRIPTION pre-signed payments into the sequencer, every one durable

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.List;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.SequencerLimits;
import labs.sequencer.SequencerTrial;

/// # Is a payment sequencer limited to 27.81 payments per second?
///
/// The document signs 1 000 payments beforehand, sends them on one channel, each after the answer
/// to the last, and calls the 27.81/s that came out the capacity of the validation engine. Here
/// the same burst runs first. Then 1 to 512 channels, each still waiting for every answer, show
/// what the engine can take; then payments arrive by a clock of their own at 10 to 90 % of that.
///
/// Expect the burst to be bound by its one fdatasync each, and the many channels by the CPU time
/// of the signatures. A payment counts only if its answer carries that very voucher's signature,
/// and after a kill and a restart every channel must stand where its last answer left it.
class SequencerBurst {
  static final Measure THROUGHPUT = Measure.more("throughput", "Throughput", "payments/s");
  static final Measure ACCEPTED = Measure.more("accepted", "Accepted", "%");
  static final Measure HALF_RATE = Measure.neutral("rate_at_50", "Offered", "payments/s");
  static final Measure HALF_P50 = Measure.less("p50_at_50", "Latency when due", "ms");
  static final Measure HALF_P99 = Measure.less("p99_at_50", "Latency when due", "ms");
  static final Measure HALF_SENT = Measure.less("sent_p99_at_50", "Latency from the send", "ms");

  static final int BURST = 1_000;
  static final int LANES = 128;
  static final int[] CHANNELS = {1, 8, 32, 128, 256, 512};
  static final int[] PERCENT = {10, 25, 50, 75, 90};

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-burst")
            .title("pre-signed payments into the sequencer")
            .promise("every one durable")
            .protocolVersion(4)
            .protocol(
                """
                A payment is one POST /settle with a signed voucher on a kept-alive connection. The
                200 comes after its signature was recovered, its rules were checked, it was co-signed
                and an fdatasync returned. Vouchers are signed before the clock starts. Each trial
                is a fresh, warmed-up server, killed and restarted at the end to count what survived.
                  1 channel  1 000 payments, each after the answer to the last (closed loop)
                  sweep      1, 8, 32, 128, 256, 512 channels, window 1 each, 1 s a step in random order,
                             each after 1 s of the same that is not measured, up to 3 s while
                             compilers are busy (closed loop)
                  open loop  Poisson arrivals at 10, 25, 50, 75, 90 % of what 128 channels reached in
                             the first such trial (median of three times 1 s), the same rates in all
                             trials, 1 s each in random order, each after 1 to 3 s of the same, and all
                             after 4 s at half load, that are not measured (latency counts from the
                             moment a payment was due)
                  HTTP alone GET /health with 128 connections: what the exchange itself costs\
                """)
            .engines("journal", "postgres", "documented")
            .lesserEngine("none", "nothing is durable")
            .row(
                Row.of("burst.throughput", "burst, 1 channel, window 1", THROUGHPUT, "1 channel")
                    .answers(
                        "cronosstream.burst.throughput",
                        Conditions.OTHER,
                        "one hop and a journal; the document has two hops and PostgreSQL")
                    .heldAgainst(SequencerLimits.ONE_AT_A_TIME));
    for (int channels : CHANNELS) {
      lab = lab.row(sweep(channels));
    }
    return lab.row(
            Row.of("burst.accepted", "burst, 1 000 payments per trial", ACCEPTED, "1 channel")
                .answers("cronosstream.reliability.success"))
        .row(
            "half.rate",
            "half load: half of what 128 channels reached in the first trial",
            HALF_RATE,
            "open loop")
        .row("half.p50", "p50 at half load, 128 channels", HALF_P50, "open loop")
        .row("half.p99", "p99 at half load, 128 channels", HALF_P99, "open loop")
        .row("half.sent.p99", "p99 at half load, 128 channels", HALF_SENT, "open loop")
        .plan(SequencerBurst::plan);
  }

  private static Row sweep(int channels) {
    String label = channels == 1 ? "1 channel, window 1" : channels + " channels, window 1 each";
    Row row = Row.of("sweep." + channels, label, at(channels), "sweep");
    return channels != LANES
        ? row
        : row.answers(
                "cronosstream.offchain.throughput",
                Conditions.OTHER,
                "many channels at once; of that demo no conditions are known")
            .heldAgainst(SequencerLimits.ALL_CORES);
  }

  private static Measure at(int channels) {
    return Measure.more(Steps.id(channels), "Throughput", "payments/s");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addTo(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.system("1 channel", plan.pick(3.0, 8.5, 12.0), SequencerBurst::burst);
    plan.system("sweep", plan.pick(5.5, 21.0, 48.0), SequencerBurst::sweep);
    plan.system("open loop", plan.pick(6.5, 24.0, 52.0), SequencerBurst::openLoop);
  }

  static void burst(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    ClosedLoop load = new ClosedLoop(1, Plan.operations(BURST));
    Recording seen = sequencer.send("bursting", sequencer.payments("burst", 1), load);
    trial.recording(THROUGHPUT, "latency", seen);
    trial.proportion(ACCEPTED, seen.succeeded(), seen.operations());
    sequencer.verifyAfterRestart();
  }

  static void sweep(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    Duration length = ofMillis(trial.pick(50, 150, 1_000, 3_000));
    Steps.over(trial, CHANNELS, n -> sequencer.saturate("sweep " + n, n, length))
        .rates(SequencerBurst::at)
        .sweep();
    sequencer.verifyAfterRestart();
  }

  static void openLoop(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    double most = sequencer.most(LANES);
    Duration length = ofMillis(trial.pick(100, 200, 1_000, 4_000));
    List<Recording> steps =
        Steps.over(
                trial,
                PERCENT,
                percent -> {
                  Arrivals arrivals =
                      Arrivals.poisson(percent / 100.0 * most, trial.seed() + percent);
                  return sequencer.offer("open " + percent, LANES, arrivals, length);
                })
            .offered(most)
            .recordings();
    Recording half = steps.get(2);
    trial.latency("half load", half);
    trial.metric(HALF_RATE, PERCENT[2] / 100.0 * most);
    trial.metric(HALF_P50, half.latencyNs(50) / 1e6);
    trial.metric(HALF_P99, half.latencyNs(99) / 1e6);
    trial.metric(HALF_SENT, half.fromSend().percentileNs(99) / 1e6);
    sequencer.verifyAfterRestart();
  }
}
