///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerLive
//SOURCES sequencer/package-info.java
//DESCRIPTION one agent signs and pays in a loop for 10 s, every payment durable

import static java.time.Duration.ofMillis;

import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.SequencerLimits;
import labs.sequencer.SequencerTrial;
import sequencer.client.PaymentLoad;

/// # Can an agent pay for every token that a model writes?
///
/// The document's agent signs a payment, sends it, waits for the answer and begins again, for
/// 10 s; 14.00 payments a second came out, divided by the nominal 10 s. Here the same loop runs
/// against a durable sequencer, and the rate is divided by the time that really passed.
///
/// Expect a little less than the pre-signed burst on one channel: the same round trip plus one
/// signature of the client's. Signing in pure Java, as most clients do, would cost ten times that.
class SequencerLive {
  static final Measure THROUGHPUT = Measure.more("throughput", "Throughput", "payments/s");
  static final Measure ACCEPTED = Measure.more("accepted", "Accepted", "%");
  static final Measure P50 = Measure.less("p50", "Latency, signing included", "ms");
  static final Measure P99 = Measure.less("p99", "Latency, signing included", "ms");

  static final Lab LAB =
      Lab.named("sequencer-live")
          .title("one agent signs and pays in a loop for 10 s, every payment durable")
          .protocol(
              """
              One agent, one channel, one connection. Each payment is signed, sent and answered before
              the next one is signed (closed loop, window 1). The clock runs over all of it, for 10 s
              (quick: half a second), after a warm-up on other channels. Throughput is payments
              answered with a right 200 over the time that passed. Each trial is a fresh server,
              killed and restarted at the end to count what survived.\
              """)
          .engines("journal", "none")
          .row(
              Row.of("live.throughput", "live signing, 1 agent, window 1")
                  .shows(THROUGHPUT)
                  .of("1 agent")
                  .answers("cronosstream.live.throughput")
                  .boundedBy(SequencerLimits.ONE_AT_A_TIME))
          .row(Row.of("live.accepted", "live signing, 1 agent").shows(ACCEPTED).of("1 agent"))
          .row(Row.of("live.p50", "p50, 1 agent").shows(P50).of("1 agent"))
          .row(Row.of("live.p99", "p99, 1 agent").shows(P99).of("1 agent"))
          .plan(SequencerLive::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addTo(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.system("1 agent", plan.pick(3.0, 14.0, 14.0), SequencerLive::live);
  }

  static void live(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    PaymentLoad agent = sequencer.payments("live", 1, 0);
    Plan plan = Plan.lasting(ofMillis(trial.pick(500, 10_000, 10_000)));
    Recording seen = sequencer.sendSigning("signing and paying", agent, new ClosedLoop(1, plan));
    trial.recording(THROUGHPUT, "latency", seen);
    trial.proportion(ACCEPTED, seen.succeeded(), seen.operations());
    trial.metric(P50, seen.latencyNs(50) / 1e6);
    trial.metric(P99, seen.latencyNs(99) / 1e6);
    sequencer.verifyAfterRestart();
  }
}
