///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerSaturation
//SOURCES sequencer/package-info.java
//DESCRIPTION payments per second and processor time each, by receivers, signatures and durability

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import labs.sequencer.SequencerLimits;
import labs.sequencer.SequencerTrial;
import labs.sequencer.Vouchers.Payments;

/// # What does a payment cost, and which part of the work costs most?
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
  static final Measure SERVER = Measure.less("server_cpu", "Processor time of the server", "us");

  static final int[] CHANNELS = {32, 128, 512};

  /// Those of a test: half a thousand payments in flight take the original's way to store 15 s.
  static final int[] FEWER = {32, 128};

  /// The step that rows show; the chart shows all.
  static final int SHOWN = 128;

  static final Lab LAB =
      Lab.named("sequencer-saturation")
          .title(
              "payments per second and processor time each, by receivers, signatures and"
                  + " durability")
          .protocolVersion(4)
          .protocol(
              """
              32, 128 and 512 channels, each with one payment in flight (closed loop, window 1), for
              1 s each (quick: 0.2 s) in random order, each after 1 s (quick: 0.1 s) of the same that is
              not measured, up to three times that while compilers are busy; rows show 128. Vouchers are signed before the clock starts. Each trial is a
              fresh, warmed-up server, killed and restarted at the end to count what survived.
              Processor time is what the server's process used in the measured steps, over all
              payments in them.
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
              rate("journal", "1 receiver, native, durable")
                  .answers(
                      "cronosstream.offchain.throughput",
                      Conditions.OTHER,
                      "many channels at once; of that demo no conditions are known")
                  .heldAgainst(SequencerLimits.ALL_CORES))
          .row(rate("10 receivers", "10 receivers"))
          .row(rate("30 receivers", "30 receivers"))
          .row(rate("web3j", "signatures in pure Java (web3j)"))
          .row(rate("none", "nothing durable").tagged("not durable"))
          .row(rate("postgres", "PostgreSQL, one transaction per batch"))
          .row(rate("documented", "PostgreSQL, two commits a payment, as the original"))
          .row(cpu("journal", "1 receiver, native signatures, durable"))
          .row(cpu("10 receivers", "10 receivers"))
          .row(cpu("30 receivers", "30 receivers"))
          .row(cpu("web3j", "signatures in pure Java (web3j)"))
          .row(cpu("none", "nothing durable").tagged("not durable"))
          .row(cpu("postgres", "PostgreSQL, one transaction per batch"))
          .row(cpu("documented", "PostgreSQL, two commits a payment, as the original"))
          .plan(SequencerSaturation::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  private static Row rate(String variant, String label) {
    String id = variant.replace(' ', '_') + "." + SHOWN;
    return Row.of(id, label + ", " + SHOWN + " channels", at(SHOWN), variant);
  }

  private static Measure at(int channels) {
    return Measure.more(Steps.id(channels), "Throughput", "payments/s");
  }

  private static Row cpu(String variant, String label) {
    return Row.of(variant.replace(' ', '_') + ".server_cpu", label, SERVER, variant);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addTo(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    double seconds = plan.pick(3.5, 16.0, 48.0);
    plan.system("journal", seconds, trial -> sweep(trial, 1, "journal"));
    plan.system("10 receivers", seconds, trial -> sweep(trial, 10, "journal"));
    plan.system("30 receivers", seconds, trial -> sweep(trial, 30, "journal"));
    plan.control("web3j", seconds, trial -> sweep(trial, 1, "journal", "--crypto", "web3j"));
    plan.control("none", seconds, trial -> sweep(trial, 1, "none"));
    plan.system("postgres", seconds + 3, trial -> sweep(trial, 1, "postgres"));
    plan.control("documented", seconds + 3, trial -> sweep(trial, 1, "documented"));
    plan.alike("10 receivers", "30 receivers", "web3j", "none");
  }

  static void sweep(Trial trial, int receivers, String engine, String... more) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial, engine, more);
    Duration length = ofMillis(trial.pick(50, 200, 1_000, 6_000));
    int[] counts = trial.pick(FEWER, CHANNELS, CHANNELS, CHANNELS);
    Map<Integer, Payments> payments = new HashMap<>();
    for (int channels : counts) {
      String name = receivers + " receivers, " + channels + " channels";
      payments.put(channels, sequencer.payments(name, channels, receivers));
      sequencer.prepare(payments.get(channels), load(channels, length));
    }
    Steps steps =
        Steps.over(
                trial,
                counts,
                n -> sequencer.send(n + " channels", payments.get(n), load(n, length)))
            .rates(SequencerSaturation::at)
            .sweep();
    steps.cpuNsPerOperation().ifPresent(cpuNs -> trial.metric(SERVER, cpuNs / 1e3));
    sequencer.verifyAfterRestart();
  }

  private static ClosedLoop load(int channels, Duration length) {
    return new ClosedLoop(channels, Plan.lasting(length));
  }
}
