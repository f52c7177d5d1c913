///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerTransfers
//SOURCES ledger/package-info.java
//DESCRIPTION durable transfers per second: our ledger, PostgreSQL, SQLite and LMDB

import static labs.ledger.TransferWay.Form.BATCH;
import static labs.ledger.TransferWay.Form.CLOCK;
import static labs.ledger.TransferWay.Form.SINGLE;
import static labs.ledger.TransferWay.Form.TRIPS;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.PgBench;
import labs.ledger.TransferRun;
import labs.ledger.TransferWay;
import labs.ledger.TransferWay.Form;
import labs.ledger.Transfers.Kind;
import runtime.StartFailure;

/// # How many transfers a second, none of them lost?
///
/// The document states one rate of transfers, and a lower one of the database that they are stored
/// in. Here the same transfers, drawn from a seed, go to our ledger, to SQLite and to LMDB inside
/// the client's own process and to PostgreSQL in processes of its own, and every answer comes after
/// the disk's.
///
/// Expect PostgreSQL to be bounded by the processor time of a transaction, on both sides of the
/// wire, and by locks that are held until the disk has answered where accounts are hot; SQLite and
/// LMDB, which write one transaction at a time, by a wait for the disk each; and the ledger, which
/// decides one after the other in any case and waits for all of them at once, by neither.
class LedgerTransfers {
  static final String DONE = "Transfers done and durable";
  static final String SLOWEST = "A request, p99";
  static final Measure BENCH = Measure.more("pgbench", "Transactions of pgbench", "TPS");
  static final String PGBENCH = "pgbench";
  static final String MANY = "many transfers in a request";
  static final String EMBEDDED = "in process";
  static final String WIRE = "over the wire";

  /// A store, and how it is asked: requests by profile.
  enum Store {
    LEDGER("ledger", EMBEDDED, 1),
    POSTGRES("PostgreSQL", WIRE, 2),
    SQLITE("SQLite", EMBEDDED, 1),
    LMDB("LMDB", EMBEDDED, 1);

    final String label;
    final String tag;
    final int memories;

    Store(String label, String tag, int memories) {
      this.label = label;
      this.tag = tag;
      this.memories = memories;
    }

    List<TransferWay> ways(Trial trial) {
      return switch (this) {
        case LEDGER ->
            List.of(
                new TransferWay(SINGLE, 256, 1, trial.pick(400, 40_000, 400_000, 1_000_000)),
                new TransferWay(BATCH, 4, 8_190, trial.pick(8, 80, 400, 1_000)),
                new TransferWay(CLOCK, 64, 250, trial.pick(200, 2_000, 10_000, 60_000), RATE));
        case POSTGRES ->
            List.of(
                new TransferWay(SINGLE, 32, 1, trial.pick(64, 4_000, 20_000, 100_000)),
                new TransferWay(BATCH, 1, 1_000, trial.pick(4, 20, 100, 400)),
                new TransferWay(TRIPS, 32, 1, trial.pick(64, 2_000, 10_000, 50_000)));
        case SQLITE, LMDB ->
            List.of(
                new TransferWay(SINGLE, 1, 1, trial.pick(16, 1_000, 4_000, 20_000)),
                new TransferWay(BATCH, 1, 1_000, trial.pick(4, 20, 100, 400)));
      };
    }
  }

  static final int RATE = 500_000;

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("ledger-transfers")
            .title("durable transfers per second: our ledger, PostgreSQL, SQLite and LMDB")
            .protocolVersion(2)
            .protocol(
                """
                Each trial is a fresh JVM that is the client, with the ledger, SQLite (WAL,
                synchronous = FULL) or LMDB (synchronous commits) inside, or with a fresh PostgreSQL
                (its settings the default ones, fsync on) as a child, reached by the loopback.
                100,000 accounts hold 1,000 units each; a transfer moves 1 to 100 of them and is
                refused if they are not there. Both accounts are drawn alike, or by Zipf's law with
                an exponent of 0.99, or one of them is one of ten, or always the same. Kinds and
                ways come in an order drawn anew, each on fresh accounts, each way after a warm-up.
                As many requests as fixed beforehand, and a quarter of them under each kind but the
                first, are sent, each when the lane's last one is durable (closed loop):
                  singly     one transfer a request and a transaction: ledger 256 lanes, PostgreSQL
                             a function, 32 connections; SQLite and LMDB, which write one
                             transaction at a time, 1 lane
                  batches    ledger 8,190 a request, 4 lanes; the others 1,000 in a request and a
                             transaction, 1 lane
                  trips      PostgreSQL: lock and read, insert, change, commit; 32 connections
                  clock      ledger: 500,000 a second, 250 in a request, due by the clock; latency
                             counts from then (open loop)
                Every request must be answered. Then every account is read: it must hold what a
                model makes of the transfers that were answered as done, none less than nothing, and
                all together what was minted.
                  pgbench    PostgreSQL's own, TPC-B, 32 connections, prepared, on a fresh server of
                             the same kind; its accounts must hold what its history says\
                """);
    List<Store> embedded = List.of(Store.LEDGER, Store.SQLITE, Store.LMDB);
    for (Form form : List.of(SINGLE, BATCH)) {
      rows(lab, embedded, form);
      rows(lab, List.of(Store.POSTGRES), form);
    }
    rows(lab, List.of(Store.POSTGRES), TRIPS);
    Row clock = row(Store.LEDGER, CLOCK, "500,000/s, 250 a request", Kind.UNIFORM);
    lab.row(clock.tagged("by the clock")).row(slowest(Store.LEDGER, CLOCK, "by the clock"));
    return lab.row("pgbench", "TPC-B, 32 connections", BENCH, PGBENCH).plan(LedgerTransfers::plan);
  }

  /// Of stores that may share a column.
  static void rows(Lab lab, List<Store> stores, Form form) {
    String asked = form == BATCH ? ", batches" : form == TRIPS ? ", four trips" : "";
    String tag = stores.getFirst().tag + asked;
    for (Store store : stores) {
      for (Kind kind : Kind.values()) {
        Row row = row(store, form, kind.label(), kind).tagged(tag);
        lab.row(kind == Kind.UNIFORM ? answering(row, store, form) : row);
      }
    }
    stores.forEach(store -> lab.row(slowest(store, form, tag)));
  }

  static Row row(Store store, Form form, String what, Kind kind) {
    String id = store.label + "." + form + "." + kind;
    return Row.of(
        id.toLowerCase(Locale.ROOT),
        store.label + ", " + what,
        TransferWay.rate(form, kind, DONE),
        store.label);
  }

  static Row slowest(Store store, Form form, String tag) {
    return Row.of(
            (store.label + "." + form + ".p99").toLowerCase(Locale.ROOT),
            store.label + ", all accounts alike",
            TransferWay.p99(form, Kind.UNIFORM, SLOWEST),
            store.label)
        .tagged(tag);
  }

  static Row answering(Row row, Store store, Form form) {
    String figure =
        switch (store) {
          case LEDGER -> "prsm.economy.throughput";
          case POSTGRES -> "prsm.db.throughput";
          case SQLITE, LMDB -> "";
        };
    if (figure.isEmpty() || form == TRIPS) {
      return row;
    }
    return form == BATCH ? row.answers(figure, Conditions.OTHER, MANY) : row.answers(figure);
  }

  static void plan(RunPlan plan) {
    plan.memory(3 * Fork.MEMORY_BYTES);
    plan.expect(TransferRun.ANSWERED, "requests");
    plan.expect(TransferRun.BALANCED, "accounts");
    plan.expect(TransferRun.COVERED, "accounts");
    plan.expect(TransferRun.SUM, "sums");
    for (Store store : Store.values()) {
      plan.system(store.label, plan.pick(6.0, 25.0, 60.0), trial -> measure(trial, store));
    }
    for (Form form : List.of(SINGLE, BATCH)) {
      String row = ("ledger." + form + ".uniform").toLowerCase(Locale.ROOT);
      plan.compare(row, Store.POSTGRES.label, WIRE + (form == BATCH ? ", 1,000 a request" : ""));
    }
    Optional<String> absence = PgBench.absence();
    absence.ifPresent(why -> plan.leaveOut(why, PGBENCH));
    if (absence.isEmpty()) {
      plan.expect(PgBench.DONE, "transactions");
      plan.expect(PgBench.SAME, "transactions");
      plan.control(PGBENCH, plan.pick(5.0, 12.0, 30.0), trial -> PgBench.measure(trial, BENCH));
    }
  }

  static void measure(Trial trial, Store store) throws StartFailure, IOException {
    List<TransferWay> ways = store.ways(trial);
    ForkFindings seen =
        Fork.of(TransferRun.class)
            .memoryBytes(store.memories * Fork.MEMORY_BYTES)
            .with(store.label, trial.pick(1_000, 100_000, 100_000, 100_000), trial.seed())
            .with(ways.toArray())
            .run(trial);
    for (TransferWay way : ways) {
      way.kinds().forEach(kind -> seen.into(trial, TransferWay.rate(way.form(), kind, DONE)));
      seen.into(trial, TransferWay.p99(way.form(), Kind.UNIFORM, SLOWEST));
    }
  }
}
