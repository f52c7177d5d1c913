///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerEconomics
//SOURCES sequencer/package-info.java
//DESCRIPTION 1,000 and 7,200 payments on the chain or in a channel: gas, time, cost

import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.sequencer.ChainTrial;

/// # What does a channel save?
///
/// Pages of the document's repository say: 1,000 payments on the chain are 1,000 transactions and
/// about 83 minutes, through a channel 2 transactions and about 10 s; 7,200 payments cost $72
/// against $0.02. None of that was measured. Here the channel lives its whole life on a chain with
/// a block every 5 s, and a payment on that chain is timed beside it. Nobody waits here for 1,000
/// blocks: those rows are one measured payment times 1,000 or 7,200, and say so.
///
/// $72 is a cent for each transfer, and $0.02 counts opening and closing as two transfers. Gas says
/// what they are: expect them to take about eight times the gas of a transfer, so that a channel is
/// cheaper from about the eighth payment on, and 7,200 payments cost some cents more than written.
class SequencerEconomics {
  static final Measure TRANSACTIONS = Measure.less("transactions", "Transactions", "transactions");
  static final Measure GAS = Measure.less("gas", "Gas", "gas");
  static final Measure SECONDS = Measure.less("seconds", "Time", "s");
  static final Measure PAYING = Measure.less("paying", "Time", "s");
  static final Measure SCALED_1000 = Measure.less("scaled_1000", "Time", "s");
  static final Measure GAS_1000 = Measure.less("gas_1000", "Gas", "gas");
  static final Measure GAS_7200 = Measure.less("gas_7200", "Gas", "gas");

  /// A measure of one row cannot be made of two variants, so the cost and the break-even take the
  /// gas of a transfer from a transfer of the same trial.
  static final Measure COST = Measure.less("cost", "Cost at 1 cent a transfer", "$");
  static final Measure COST_7200 = Measure.less("cost_7200", "Cost at 1 cent a transfer", "$");
  static final Measure BREAK_EVEN = Measure.less("break_even", "Cheaper from", "payments");

  static final double DOLLARS_A_TRANSFER = 0.01;
  static final String ON = "on the chain";
  static final String CHANNEL_1000 = "1,000 through a channel";
  static final String CHANNEL_7200 = "7,200 through a channel";

  static final Lab LAB =
      Lab.named("sequencer-economics")
          .title("1,000 and 7,200 payments on the chain or in a channel: gas, time, cost")
          .protocol(
              """
              on the chain    one ERC-20 transfer after the other, a block every 5 s (quick: 1 s): 1
                              a trial (full: 10). 1,000 x and 7,200 x are that times 1,000 and 7,200, not measured
              1,000           a channel is opened on the same kind of chain, 1,000 payments go
                              through the sequencer one at a time, each signed as it is sent and
                              durable, and the last voucher closes it; time from the opening's
                              signature to the closing's receipt, a block every 5 s
              7,200           the same with a block at once; the time is that of the payments
              cost            gas over the gas of a transfer in the same trial, times a cent: the
                              price that $72 for 7,200 payments implies
              Before it is closed, the sequencer is killed and started again (not timed). The shop's
              balance on the chain must be right to the unit. The chain is anvil: no network, no fee
              market, no finality.\
              """)
          .engines("journal")
          .lesserEngine("none", "nothing is durable")
          .row("1000.time", "1,000 through a channel", SECONDS, CHANNEL_1000)
          .row("1000.paying", "1,000 payments alone, window 1", PAYING, CHANNEL_1000)
          .row("7200.paying", "7,200 payments alone, window 1", PAYING, CHANNEL_7200)
          .row(scaled("1000.time.chain", "1,000 x one payment on the chain", SCALED_1000))
          .row("1000.transactions", "1,000 through a channel", TRANSACTIONS, CHANNEL_1000)
          .row("7200.transactions", "7,200 through a channel", TRANSACTIONS, CHANNEL_7200)
          .row("transfer.gas", "one payment on the chain", GAS, ON)
          .row("1000.gas", "1,000 through a channel", GAS, CHANNEL_1000)
          .row("7200.gas", "7,200 through a channel", GAS, CHANNEL_7200)
          .row(scaled("1000.gas.chain", "1,000 x one payment on the chain", GAS_1000))
          .row(scaled("7200.gas.chain", "7,200 x one payment on the chain", GAS_7200))
          .row("7200.cost", "7,200 through a channel", COST, CHANNEL_7200)
          .row(
              scaled("7200.cost.chain", "7,200 x one payment on the chain", COST_7200)
                  .computed("7,200 times a cent: the price that the document's $72 implies"))
          .row("break-even", "a channel takes less gas", BREAK_EVEN, CHANNEL_7200)
          .plan(SequencerEconomics::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Row scaled(String id, String label, Measure measure) {
    return Row.of(id, label, measure, ON).tagged("scaled");
  }

  static void plan(RunPlan plan) {
    ChainTrial.expect(plan);
    plan.control(ON, plan.pick(1.8, 5.8, 51.0), SequencerEconomics::onTheChain);
    plan.system(
        CHANNEL_1000,
        plan.pick(5.0, 13.0, 13.0),
        trial -> channel(trial, blockSeconds(trial), payments(trial, 1_000)));
    plan.system(
        CHANNEL_7200, plan.pick(8.0, 8.0, 8.0), trial -> channel(trial, 0, payments(trial, 7_200)));
    plan.note(
        "scaled: one measured payment times the number of payments; a payer that waits for each"
            + " receipt pays once a block");
  }

  static int payments(Trial trial, int all) {
    return trial.pick(all / 20, all, all, all);
  }

  static int blockSeconds(Trial trial) {
    return trial.pick(1, 5, 5);
  }

  static void onTheChain(Trial trial) throws Exception {
    ChainTrial.OnChain seen =
        ChainTrial.start(trial).payOnChain(blockSeconds(trial), trial.pick(1, 1, 10));
    trial.latency("latency", seen.latencies());
    trial.metric(GAS, seen.gas());
    trial.metric(SCALED_1000, 1_000 * seen.meanSeconds());
    trial.metric(GAS_1000, 1_000.0 * seen.gas());
    trial.metric(GAS_7200, 7_200.0 * seen.gas());
    trial.metric(COST_7200, 7_200 * DOLLARS_A_TRANSFER);
  }

  static void channel(Trial trial, int blockSeconds, int payments) throws Exception {
    ChainTrial chain = ChainTrial.start(trial);
    long transfer = chain.payOnChain(0, 1).gas();
    ChainTrial.Channel seen = chain.payThroughChannel(blockSeconds, payments);
    trial.metric(TRANSACTIONS, seen.transactions());
    trial.metric(GAS, seen.gas());
    trial.metric(SECONDS, seen.seconds());
    trial.metric(PAYING, seen.paySeconds());
    trial.metric(COST, DOLLARS_A_TRANSFER * seen.gas() / transfer);
    trial.metric(BREAK_EVEN, Math.floor((double) seen.gas() / transfer) + 1);
  }
}
