///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerTransfers
//SOURCES ledger/package-info.java
//DESCRIPTION durable transfers per second: our ledger, and PostgreSQL in three ways

import java.io.IOException;
import java.util.Locale;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.TransferRun;
import labs.ledger.Transfers.Kind;
import postgres.PostgresServer;
import runtime.StartFailure;

/// # How many transfers a second, none of them lost?
///
/// The document states one rate of transfers, and a lower one of the database that they are stored
/// in. Here the same transfers, drawn from a seed, go to our ledger inside the client's own process
/// and to PostgreSQL in a process of its own, and every answer comes after the disk's.
///
/// Expect PostgreSQL to be bounded by what a transaction costs, much of it round trips and locks,
/// and hot accounts to slow it down; and the ledger, which decides one after the other in any case,
/// not to notice them. One request after the other costs a wait for the disk, many at once share
/// it, and batches share the hand-over too.
class LedgerTransfers {
  static final String DURABLE = "Transfers done and durable";
  static final String SLOWEST = "A request, p99";
  static final String BATCHED = "many transfers in a request";

  /// A store, and how it is asked.
  enum Way {
    SINGLE("ledger, one at a time", "own", 256, 1, 400, 40_000, 400_000, 1_000_000),
    BATCHES("ledger, batches of 8,190", "own", 4, 8_190, 8, 100, 400, 1_000),
    TRIPS("PostgreSQL, four round trips", "TRIPS", 32, 1, 64, 2_000, 15_000, 60_000),
    FUNCTION("PostgreSQL, a function", "FUNCTION", 32, 1, 64, 5_000, 50_000, 200_000),
    CALLS("PostgreSQL, a function for 1,000", "BATCH", 1, 1_000, 4, 30, 150, 600);

    final String label;
    final String store;
    final int lanes;
    final int batch;
    final Integer[] requests;

    Way(String label, String store, int lanes, int batch, Integer... requests) {
      this.label = label;
      this.store = store;
      this.lanes = lanes;
      this.batch = batch;
      this.requests = requests;
    }

    String row(Kind kind) {
      return (name() + "." + kind.name()).toLowerCase(Locale.ROOT);
    }
  }

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("ledger-transfers")
            .title("durable transfers per second: our ledger, and PostgreSQL in three ways")
            .protocol(
                """
                Each trial is a fresh JVM that is the client, with our ledger inside, or with a fresh
                PostgreSQL (fsync on, all else its default) in a process of its own on the loopback.
                100,000 accounts hold 1,000 units each; a transfer moves 1 to 100 of them and is
                refused if they are not there. Both accounts are drawn alike, or by Zipf's law with
                an exponent of 0.99, or one of them is one of ten; the kinds come in an order drawn
                anew, each after a warm-up of the store and on fresh accounts. As many requests as
                fixed beforehand are sent, each when the lane's last one is durable (closed loop):
                  ledger      one transfer a request, 256 lanes; or 8,190 a request, 4 lanes
                  four trips  lock and read, insert, change, commit; 32 connections
                  function    the same in one call and transaction; 32 connections
                  for 1,000   1,000 of them in one call and transaction; 1 connection
                Every request must be answered. Then every account is read: it must hold what a
                model makes of the transfers that were answered as done, none less than nothing, and
                all together what was minted.\
                """)
            .plan(LedgerTransfers::plan);
    for (Way way : Way.values()) {
      for (Kind kind : Kind.values()) {
        lab.row(row(way, kind));
      }
      lab.row(
          way.row(Kind.UNIFORM) + ".p99",
          way.label + ", p99 of a request",
          TransferRun.p99(Kind.UNIFORM, SLOWEST),
          way.label);
    }
    return lab;
  }

  static Row row(Way way, Kind kind) {
    Row row =
        Row.of(
            way.row(kind),
            way.label + ", " + kind.label(),
            TransferRun.rate(kind, DURABLE),
            way.label);
    if (kind != Kind.UNIFORM) {
      return row;
    }
    return switch (way) {
      case SINGLE -> row.answers("prsm.economy.throughput");
      case BATCHES -> row.answers("prsm.economy.throughput", Conditions.OTHER, BATCHED);
      case FUNCTION -> row.answers("prsm.db.throughput");
      case CALLS -> row.answers("prsm.db.throughput", Conditions.OTHER, BATCHED);
      case TRIPS -> row;
    };
  }

  static void plan(RunPlan plan) {
    plan.memory(3 * Fork.MEMORY_BYTES);
    plan.expect(TransferRun.ANSWERED, "requests");
    plan.expect(TransferRun.BALANCED, "accounts");
    plan.expect(TransferRun.COVERED, "accounts");
    plan.expect(TransferRun.SUM, "sums");
    for (Way way : Way.values()) {
      plan.system(way.label, plan.pick(8.0, 30.0, 90.0), trial -> measure(trial, way));
    }
  }

  static void measure(Trial trial, Way way) throws StartFailure, IOException {
    Integer[] requests = way.requests;
    String url =
        way.store.equals("own")
            ? ""
            : PostgresServer.url(
                trial.start(PostgresServer.launch(), trial.data("postgres")).address());
    ForkFindings seen =
        Fork.of(TransferRun.class)
            .with(way.store, url, way.lanes, way.batch)
            .with(trial.pick(requests[0], requests[1], requests[2], requests[3]))
            .with(trial.pick(1_000, 100_000, 100_000, 100_000), trial.seed())
            .run(trial);
    for (Kind kind : Kind.values()) {
      seen.into(trial, TransferRun.rate(kind, DURABLE));
    }
    seen.into(trial, TransferRun.p99(Kind.UNIFORM, SLOWEST));
  }
}
