///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerMarket
//SOURCES ledger/package-info.java
//DESCRIPTION orders matched per second, in memory and settled on the ledger

import java.io.IOException;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.MarketRun;
import runtime.StartFailure;

/// # How many orders are matched a second, and settled?
///
/// The document states one rate of matches and one time for a new price. Here the same limit
/// orders, drawn from a seed, go through our order book alone, then through the market on the
/// ledger, where a match moves money and goods between two accounts each and is durable before it
/// is answered.
///
/// Expect the book alone to be bounded by memory and branches, the market on the ledger by the four
/// to five requests that a match is there, and a single order by what it waits for the disk.
class LedgerMarket {
  static final Measure MEMORY = Measure.more("memory", "Matches in memory", "matches/s");
  static final Measure DURABLE = Measure.more("durable", "Matches settled, durable", "matches/s");
  static final Measure P50 = Measure.less("p50", "An order, p50, due to settled", "ms");
  static final Measure P99 = Measure.less("p99", "An order, p99, due to settled", "ms");
  static final String MARKET = "market";

  static final Lab LAB =
      Lab.named("ledger-market")
          .title("orders matched per second, in memory and settled on the ledger")
          .protocol(
              """
              Each trial is a fresh JVM with our market and ledger inside. 1,000 traders own more than
              they need. Limit orders are drawn from a seed: trader, side, 1 to 10 units, a price that
              is 0 to 7 beyond the middle, so that each can trade with whatever rests on the other
              side; a match is a trade between two orders.
                in memory     one thread, one order after the other, the book alone; three times
                              unmeasured before
                durable       the same orders through the market, by one thread, 1,000 at a time and
                              4,000 ahead of the disk; all transfers of an order are one linked set,
                              answered after the disk's answer; once on another ledger before
                by the clock  5,000 single orders a second (Poisson, open loop), 64 at a time at most;
                              time counts from when an order was due to its durable answer
              Every order must be taken. The ledger must hold the book that memory does, add up to
              zero, and hold the same book when it is opened again.\
              """)
          .row(
              Row.of("memory", "the book alone, one thread", MEMORY, MARKET)
                  .answers("prsm.market.matches", Conditions.OTHER, "nothing is settled"))
          .row(
              Row.of("durable", "on the ledger, 1,000 orders at a time", DURABLE, MARKET)
                  .answers("prsm.market.matches"))
          .row("clock.p50", "5,000 orders/s, one at a time", P50, MARKET)
          .row(
              Row.of("clock.p99", "5,000 orders/s, one at a time", P99, MARKET)
                  .answers("prsm.market.discovery"))
          .plan(LedgerMarket::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(MarketRun.TAKEN, "orders");
    plan.expect(MarketRun.SAME, "books");
    plan.expect(MarketRun.HOLD, "ledgers");
    plan.system(MARKET, plan.pick(6.0, 15.0, 40.0), LedgerMarket::measure);
  }

  static void measure(Trial trial) throws StartFailure, IOException {
    ForkFindings seen =
        Fork.of(MarketRun.class)
            .with(trial.pick(50_000, 500_000, 2_000_000, 4_000_000))
            .with(trial.pick(20, 100, 400, 1_000))
            .with(trial.pick(200, 500, 3_000, 10_000), 5_000, trial.seed())
            .run(trial);
    seen.into(trial, MEMORY, DURABLE, P50, P99);
  }
}
