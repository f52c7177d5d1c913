///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerSaturation
//SOURCES sequencer/package-info.java
//DESCRIPTION payments a second and processor time each, by receivers, signatures and durability

import static java.time.Duration.ofMillis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import kit.lab.Conditions;
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

/// # What does a payment cost, and what would it cost less without?
///
/// The document calls its 27.81/s the capacity of the validation engine and names signatures, the
/// database and the Python client as what might bound it. Here the same server is loaded to
/// saturation with one thing changed at a time: more receivers in each voucher, signatures in pure
/// Java, no durability. Beside the rate stands the processor time that the server used for each
/// payment, which says where the rate goes.
///
/// Expect two operations on an elliptic curve to be most of it, and pure-Java signatures to cost
/// several times all the rest. Durability costs little here, because one fdatasync serves many
/// payments. The row without it shares no column with the others: it promises nothing.
class SequencerSaturation {
  static final Measure BEST = Measure.more("best", "Throughput", "payments/s");
  static final Measure SERVER = Measure.less("server_cpu", "Processor time of the server", "us");

  static final int[] CHANNELS = {32, 128, 512};

  static final Lab LAB =
      Lab.named("sequencer-saturation")
          .title("payments a second and processor time for each, one thing changed at a time")
          .protocol(
              """
              32, 128 and 512 channels, each with one payment in flight (closed loop, window 1), for
              1 s each (quick: 0.2 s); the best step counts. Vouchers are signed before the clock
              starts. Each trial is a fresh, warmed-up server, killed and restarted at the end to
              count what survived. Processor time is what the server's process used from the first
              step to the last, over all payments in them.
                journal   every payment durable before its answer, 1 receiver a channel
                10, 30    the same with so many receivers in each voucher (30 is the contract's most)
                web3j     the same as `journal`, with signatures in pure Java
                none      nothing is made durable
                postgres  the store is PostgreSQL, one transaction a batch
                documented  the original's way to store: a commit for the channel and one for its
                          recipient, for each payment, one payment at a time
              The last two have PostgreSQL beside them, in the same container if there is one.\
              """)
          .row(
              best("journal", "1 receiver, native signatures, durable")
                  .answers(
                      "cronosstream.offchain.throughput",
                      Conditions.OTHER,
                      "many channels at once; of that demo no conditions are known")
                  .heldAgainst(SequencerLimits.ALL_CORES))
          .row(best("10 receivers", "10 receivers"))
          .row(best("30 receivers", "30 receivers"))
          .row(best("web3j", "signatures in pure Java (web3j)"))
          .row(best("none", "nothing durable").tagged("not durable"))
          .row(best("postgres", "PostgreSQL, one transaction a batch"))
          .row(best("documented", "PostgreSQL, two commits a payment, as the original"))
          .row(cpu("journal", "1 receiver, native signatures, durable"))
          .row(cpu("10 receivers", "10 receivers"))
          .row(cpu("30 receivers", "30 receivers"))
          .row(cpu("web3j", "signatures in pure Java (web3j)"))
          .row(cpu("none", "nothing durable").tagged("not durable"))
          .row(cpu("postgres", "PostgreSQL, one transaction a batch"))
          .row(cpu("documented", "PostgreSQL, two commits a payment, as the original"))
          .plan(SequencerSaturation::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  private static Row best(String variant, String label) {
    return Row.of(variant.replace(' ', '_') + ".best", label).shows(BEST).of(variant);
  }

  private static Row cpu(String variant, String label) {
    return Row.of(variant.replace(' ', '_') + ".server_cpu", label).shows(SERVER).of(variant);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addTo(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    double seconds = plan.pick(2.5, 8.5, 36.0);
    plan.system("journal", seconds, trial -> sweep(trial, 1, "journal"));
    plan.system("10 receivers", seconds, trial -> sweep(trial, 10, "journal"));
    plan.system("30 receivers", seconds, trial -> sweep(trial, 30, "journal"));
    plan.control("web3j", seconds, trial -> sweep(trial, 1, "journal", "--crypto", "web3j"));
    plan.control("none", seconds, trial -> sweep(trial, 1, "none"));
    plan.system("postgres", seconds + 3, trial -> sweep(trial, 1, "postgres"));
    plan.control("documented", seconds + 3, trial -> sweep(trial, 1, "documented"));
  }

  static void sweep(Trial trial, int receivers, String engine, String... more) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial, engine, more);
    int stepMs = trial.pick(200, 1_000, 6_000);
    List<PaymentLoad> loads = new ArrayList<>();
    for (int channels : CHANNELS) {
      int each = Math.min(6 * stepMs, 44 * stepMs / channels) + 20;
      String name = receivers + " receivers, " + channels + " channels";
      loads.add(sequencer.payments(name, channels, receivers, each));
    }
    List<Recording> steps = new ArrayList<>();
    OptionalLong before = sequencer.system().cpuNs();
    for (int i = 0; i < CHANNELS.length; i++) {
      Plan plan = Plan.lasting(ofMillis(stepMs));
      ClosedLoop load = new ClosedLoop(CHANNELS[i], plan);
      steps.add(sequencer.send(CHANNELS[i] + " channels", loads.get(i), load));
    }
    OptionalLong after = sequencer.system().cpuNs();
    double best = steps.stream().mapToDouble(Recording::throughputPerSecond).max().orElseThrow();
    trial.metric(BEST, best);
    trial.sweep(CHANNELS, steps);
    long payments = steps.stream().mapToLong(Recording::operations).sum();
    if (before.isPresent() && after.isPresent()) {
      trial.metric(SERVER, (after.getAsLong() - before.getAsLong()) / 1e3 / payments);
    }
    sequencer.verifyAfterRestart();
  }
}
