///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerMerchant
//SOURCES sequencer/package-info.java
//DESCRIPTION two hops as in the document, PostgreSQL, its own pattern as control, and x402

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.Locale;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import labs.sequencer.Paywall;
import labs.sequencer.SequencerTrial;
import sequencer.SequencerLaunch;

/// # What does the document's own path allow?
///
/// The document's payment takes two hops: an agent pays a merchant over HTTP, who has a sequencer
/// settle the voucher over HTTP, which writes it to PostgreSQL. Its sequencer commits each payment
/// in two transactions under one lock for all channels. That pattern runs here as the control, with
/// signatures in pure Java as it would have; beside it the same two hops with PostgreSQL written in
/// batches and with the journal, and the journal without the second hop.
///
/// Expect the second hop to cost more than the sequencer's own work while one payment is in flight,
/// and less when many are. Then agents buy something by x402: ask, hear the price, sign, pay, get
/// it.
class SequencerMerchant {
  static final Measure TRIP = Measure.less("trip_p50", "Latency", "ms");
  static final Measure ALONE = Measure.more("purchases_1", "Purchases", "purchases/s");
  static final Measure TOGETHER = Measure.more("purchases_16", "Purchases", "purchases/s");
  static final String BOUGHT = "every purchase is one payment in its channel";

  static final int[] CHANNELS = {1, 16, 64};
  static final String ONE_HOP = "one hop";
  static final String TWO_HOPS = "two hops";
  static final String POSTGRES = "PostgreSQL";
  static final String DOCUMENTED = "as documented";

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-merchant")
            .title("two hops as in the document, PostgreSQL, its own pattern as control, and x402")
            .protocolVersion(4)
            .protocol(
                """
                A payment is one POST /api/pay-voucher to a merchant, who has the sequencer settle it
                and answers when that is durable. Vouchers are signed before the clock starts; 1, 16
                and 64 channels have one payment in flight each (closed loop, window 1), 1 s a step
                (quick: 0.15 s) in random order, each after 1 s (quick: 0.1 s) of the same that is not
                measured, up to three times that while compilers are busy. Each trial is a fresh, warmed-up pair of servers; the sequencer is killed and
                restarted at the end to count what survived.
                  one hop        POST /settle to the sequencer itself, journal
                  two hops       through the merchant, journal; then x402 with 1 and 16 agents: GET
                                 (402), sign, POST, GET (200) is one purchase
                  PostgreSQL     through the merchant, one transaction a batch
                  as documented  through the merchant, two auto-commits a payment, one lock, web3j
                The last two have PostgreSQL beside them, in the same container if there is one.\
                """);
    for (int channels : CHANNELS) {
      lab = lab.row(row(ONE_HOP, channels, "one hop, journal"));
      lab = lab.row(row(TWO_HOPS, channels, "two hops, journal"));
      Row postgres = row(POSTGRES, channels, "two hops, PostgreSQL");
      lab = lab.row(channels == 1 ? documentsOwn(postgres) : postgres);
      lab = lab.row(row(DOCUMENTED, channels, "as documented"));
    }
    return lab.row("x402.1", "x402, 1 agent, 3 requests", ALONE, TWO_HOPS)
        .row("x402.16", "x402, 16 agents, 3 requests", TOGETHER, TWO_HOPS)
        .row("x402.p50", "x402, 1 agent, 402 to resource, p50", TRIP, TWO_HOPS)
        .plan(SequencerMerchant::plan);
  }

  /// The document's two hops, its database and its single channel, and what its own way to store
  /// reaches on this machine.
  private static Row documentsOwn(Row row) {
    return row.answers("cronosstream.burst.throughput").besideControl(DOCUMENTED);
  }

  private static String id(String variant) {
    return variant.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static Row row(String variant, int channels, String how) {
    String count = channels == 1 ? "1 channel" : channels + " channels";
    return Row.of(id(variant) + "." + channels, how + ", " + count, at(channels), variant);
  }

  private static Measure at(int channels) {
    return Measure.more("at_" + channels, "Throughput", "payments/s");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(SequencerTrial.WITH_MERCHANT_BYTES);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.expect(BOUGHT, "purchases");
    plan.system(ONE_HOP, plan.pick(3.0, 16.0, 28.0), SequencerMerchant::oneHop);
    plan.system(TWO_HOPS, plan.pick(4.5, 20.5, 42.0), SequencerMerchant::twoHops);
    double seconds = plan.pick(7.0, 19.5, 34.0);
    plan.system(POSTGRES, seconds, trial -> database(trial, "postgres"));
    plan.control(DOCUMENTED, seconds, trial -> database(trial, "documented", "--crypto", "web3j"));
    plan.alike(DOCUMENTED);
    for (int channels : CHANNELS) {
      plan.compare("two_hops." + channels, ONE_HOP, "what the second hop leaves");
      plan.compare("postgresql." + channels, DOCUMENTED, "equal concurrency");
      plan.compare("two_hops." + channels, DOCUMENTED, "equal concurrency, journal");
    }
  }

  static void oneHop(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial, "journal");
    steps(trial, sequencer, "one hop ");
    sequencer.verifyAfterRestart();
  }

  static void twoHops(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.startWithMerchant(trial, "journal");
    steps(trial, sequencer, "two hops ");
    Recording alone = purchases(trial, sequencer, 1);
    trial.metric(ALONE, alone.throughputPerSecond());
    trial.metric(TRIP, alone.latencyNs(50) / 1e6);
    trial.latency("purchase", alone);
    trial.metric(TOGETHER, purchases(trial, sequencer, 16).throughputPerSecond());
    sequencer.verifyAfterRestart();
  }

  static void database(Trial trial, String engine, String... more) throws Exception {
    SequencerTrial sequencer = SequencerTrial.startWithMerchant(trial, engine, more);
    steps(trial, sequencer, "two hops ");
    sequencer.verifyAfterRestart();
  }

  private static void steps(Trial trial, SequencerTrial sequencer, String name) throws Exception {
    Steps.over(trial, CHANNELS, n -> sequencer.saturate(name + n, n, length(trial)))
        .rates(SequencerMerchant::at)
        .sweep();
  }

  private static Duration length(Trial trial) {
    return ofMillis(trial.pick(40, 150, 1_000, 3_000));
  }

  private static Recording purchases(Trial trial, SequencerTrial sequencer, int agents)
      throws Exception {
    Paywall paywall =
        trial.own(
            new Paywall(
                trial.seed() + agents,
                agents,
                sequencer.system().address(),
                sequencer.front().address(),
                SequencerLaunch.coSigner()));
    try (Target target = paywall.target()) {
      ClosedLoop load = new ClosedLoop(agents, Plan.lasting(length(trial)));
      Recording seen = trial.measure("buying", load, target, "purchases/s");
      trial.answered(seen);
      trial.step("purchases_" + agents, seen);
      long paid = paywall.paid(sequencer.system().address());
      long bought = paywall.bought();
      trial.check(
          BOUGHT, bought - Math.abs(paid - bought), bought, "purchases", paid + " payments");
      return seen;
    }
  }
}
