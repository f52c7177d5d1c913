///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerOnchain
//SOURCES sequencer/package-info.java
//DESCRIPTION one payment on a chain with a block at once, every 3 s or 5 s, and off it, durable

import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.ChainTrial;
import labs.sequencer.SequencerTrial;

/// # Where do 300 ms and 3,000 ms for a payment come from?
///
/// The document compares a payment of 300 ms with one of 3,000 ms and measures neither; other pages
/// of its repository say about 3 s and about 5 s for a payment on the chain. Those are block times:
/// a payer that waits for each receipt before it sends the next payment waits for one block each
/// time, however fast everything else is. Here the same ERC-20 payment runs on a chain that makes a
/// block at once, every 3 s and every 5 s, and the sequencer's payment runs beside it.
///
/// Expect the block time, and next to it nothing: with a block at once a payment takes some
/// milliseconds, and a durable one through the sequencer a fraction of one.
class SequencerOnchain {
  static final Measure P50 = Measure.less("p50", "Latency of one payment, median", "ms");
  static final Measure P99 = Measure.less("p99", "Latency of one payment, p99", "ms");
  static final Measure GAS = Measure.less("gas", "Gas", "gas");
  static final Measure OPEN_GAS = Measure.less("open_gas", "Gas", "gas");
  static final Measure CLOSE_GAS = Measure.less("close_gas", "Gas", "gas");

  static final String OFF = "off the chain";
  static final String INSTANT = "a block at once";
  static final String EVERY_3 = "a block every 3 s";
  static final String EVERY_5 = "a block every 5 s";
  static final String CHANNEL = "a channel";

  private static final String STAND_IN =
      "anvil, a development chain on this machine with this block time, stands in for a public one";

  static final Lab LAB =
      Lab.named("sequencer-onchain")
          .title("one payment on a chain with a block at once, every 3 s or 5 s, and off it")
          .promise("durable")
          .protocolVersion(2)
          .protocol(
              """
              on the chain    one ERC-20 transfer after the other, each signed, sent and waited for
                              until its receipt is there (window 1): 300 with a block at once, 2 with
                              one every 3 s, 1 with one every 5 s (quick: 30, 1, 1), after 5 that are
                              not timed
              off the chain   one channel through a fresh and warm sequencer, durable, vouchers signed
                              before, window 1: 2 000 payments (quick: 300)
              a channel       opened on the chain, 100 payments, the sequencer killed and started
                              again, the voucher that survived brought to the chain: its gas
              Every trial has a chain of its own, and the shop's balance there must be right to the
              unit. The chain is anvil: no network, no fee market, no finality.\
              """)
          .engines("journal")
          .lesserEngine("none", "nothing is durable")
          .row(
              Row.of("sequencer.p50", "sequencer, window 1", P50, OFF)
                  .answers("cronosstream.payment.latency.fast"))
          .row("instant.p50", "ERC-20, a block at once", P50, INSTANT)
          .row(
              Row.of("every3.p50", "ERC-20, a block every 3 s", P50, EVERY_3)
                  .answers("cronosstream.payment.latency.slow")
                  .standingIn(STAND_IN))
          .row("every5.p50", "ERC-20, a block every 5 s", P50, EVERY_5)
          .row("sequencer.p99", "sequencer, window 1", P99, OFF)
          .row("instant.p99", "ERC-20, a block at once", P99, INSTANT)
          .row("transfer.gas", "one ERC-20 payment", GAS, INSTANT)
          .row("open.gas", "opening a channel", OPEN_GAS, CHANNEL)
          .row("close.gas", "closing it, one shop", CLOSE_GAS, CHANNEL)
          .plan(SequencerOnchain::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    ChainTrial.expect(plan);
    plan.system(OFF, plan.pick(3.0, 6.0, 9.0), SequencerOnchain::offTheChain);
    plan.control(INSTANT, plan.pick(1.5, 2.5, 8.0), trial -> onTheChain(trial, 0));
    plan.control(EVERY_3, plan.pick(4.0, 7.0, 31.0), trial -> onTheChain(trial, 3));
    plan.control(EVERY_5, plan.pick(6.0, 6.0, 51.0), trial -> onTheChain(trial, 5));
    plan.system(CHANNEL, plan.pick(5.0, 5.0, 6.0), SequencerOnchain::channel);
  }

  static void offTheChain(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    int payments = trial.pick(100, 300, 2_000, 10_000);
    ClosedLoop load = new ClosedLoop(1, Plan.operations(payments));
    Recording seen = sequencer.send("paying", sequencer.payments("on-chain", 1), load);
    trial.latency("latency", seen);
    trial.step("latency", seen);
    trial.metric(P50, seen.latencyNs(50) / 1e6);
    trial.metric(P99, seen.latencyNs(99) / 1e6);
    sequencer.verifyAfterRestart();
  }

  static void onTheChain(Trial trial, int blockSeconds) throws Exception {
    int payments =
        switch (blockSeconds) {
          case 0 -> trial.pick(3, 30, 300, 1_000);
          case 3 -> trial.pick(1, 2, 10);
          default -> trial.pick(1, 1, 10);
        };
    int every = trial.pick(Math.min(1, blockSeconds), blockSeconds, blockSeconds, blockSeconds);
    ChainTrial.OnChain seen = ChainTrial.start(trial).payOnChain(every, payments);
    trial.latency("latency", seen.latencies());
    trial.metric(P50, seen.latencies().percentileNs(50) / 1e6);
    trial.metric(P99, seen.latencies().percentileNs(99) / 1e6);
    trial.metric(GAS, seen.gas());
  }

  static void channel(Trial trial) throws Exception {
    ChainTrial.Channel seen = ChainTrial.start(trial).payThroughChannel(0, 100);
    trial.metric(OPEN_GAS, seen.openGas());
    trial.metric(CLOSE_GAS, seen.closeGas());
  }
}
