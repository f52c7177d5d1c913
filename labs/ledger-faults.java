///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerFaults
//SOURCES ledger/package-info.java
//DESCRIPTION a ledger that is killed, damaged, flooded, and restarted with ten million transfers

import kit.fork.Fork;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.PostgresKills;
import labs.ledger.fault.Damage;
import labs.ledger.fault.Flood;
import labs.ledger.fault.Kills;
import labs.ledger.fault.LongPast;

/// # Is every transfer that was answered still there?
///
/// The document has its data 100 % consistent and a mean time to recovery of under five minutes,
/// and says neither what was broken nor how. Here a ledger is killed under load at random moments,
/// each life on what the one before left; its files are damaged in one place at a time; it is asked
/// for three times what it lets wait; and it is started again with ten million transfers behind it.
/// A PostgreSQL that keeps transfers is killed too.
///
/// Expect nothing that was answered to be missing and no damage to go unseen: one of either is a
/// failed check. Expect most of a restart to be the start of a JVM while the past is short, and the
/// reading of the snapshot once it is long.
class LedgerFaults {
  static final Measure KEPT = Measure.more("kept", "Answered transfers found after kills", "%");
  static final Measure ANSWERED = Measure.more("answered", "Answered before a kill", "transfers");
  static final Measure BACK = Measure.less("back", "From a start to the first answer", "s");
  static final Measure SEEN = Measure.neutral("damages", "Damages found", "damages");
  static final Measure REFUSED = Measure.neutral("refused", "Refused under overload", "%");
  static final Measure PAST = Measure.neutral("past", "Before the restart", "transfers");
  static final Measure PAST_BACK = Measure.less("past_back", "From a start to open", "s");
  static final Measure POSTGRES_BACK = Measure.less("postgres_back", "From a start to ready", "s");
  static final String KILLED = "killed";
  static final String DAMAGED = "damaged";
  static final String FLOODED = "flooded";
  static final String LONG = "long past";
  static final String POSTGRES = "PostgreSQL killed";
  static final String CRASH = "the crash of one process; the document does not say of what";

  static final Lab LAB =
      Lab.named("ledger-faults")
          .title(
              "a ledger that is killed, damaged, flooded, and restarted with ten million transfers")
          .protocol(
              """
              killed      4 lanes send batches of 64 transfers, one in ten of them an earlier batch once
                          more; after 5 to 250 ms the process gets SIGKILL, 10 times a trial (quick: 3;
                          full: 100), each life on the data of the last. The lab keeps what was answered.
                          Then an audit decides all of it once more from the first record, each answered
                          transfer is looked up by its key, and each account must hold what the
                          transfers that are there come to.
              damaged     a closed ledger of four files and a snapshot: one bit flipped, 512 bytes zeroed or
                          copied from elsewhere, a file cut, missing, or with another's content; 120 in
                          turn (quick: 24, full: 1,200). An audit that knows the last head looks.
              flooded     192 requests are kept coming where 64 may wait, for a second (quick: 0.2 s)
              long past   10,000,000 transfers (quick: 500,000), a snapshot after nine tenths; then the
                          ledger is opened again, in the same process
              PostgreSQL  8 connections call a function for each transfer; after up to 500 ms all of the
                          server's processes get SIGKILL, 3 times (quick: once, full: 10), and it is
                          started again on its data\
              """)
          .row(
              Row.of("killed.kept", "killed under load", KEPT, KILLED)
                  .answers("prsm.reliability.integrity", Conditions.OTHER, CRASH))
          .row("killed.answered", "all lives of a trial", ANSWERED, KILLED)
          .row(
              Row.of("killed.back", "killed, slowest start of a trial, with its JVM", BACK, KILLED)
                  .answers("prsm.reliability.mttr", Conditions.OTHER, CRASH))
          .row("damaged.seen", "one at a time, closed ledger", SEEN, DAMAGED)
          .row("flooded.refused", "192 at once, 64 may wait", REFUSED, FLOODED)
          .row("past.size", "a long past", PAST, LONG)
          .row("past.back", "a long past: snapshot and a tenth behind it", PAST_BACK, LONG)
          .row("postgres.back", "PostgreSQL killed, slowest of a trial", POSTGRES_BACK, POSTGRES)
          .plan(LedgerFaults::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(3 * Fork.MEMORY_BYTES);
    plan.expect(Kills.FOUND, "transfers");
    plan.expect(Kills.EXACT, "accounts");
    plan.expect(Kills.REPEATED, "answers");
    plan.expect(Kills.SENT, "lanes");
    plan.expect(Damage.SEEN, "damages");
    plan.expect(Damage.WHOLE, "ledgers");
    plan.expect(Flood.TAKEN, "transfers");
    plan.expect(Flood.REFUSED, "refusals");
    plan.expect(LongPast.BACK, "requests");
    plan.expect(PostgresKills.FOUND, "transfers");
    plan.expect(PostgresKills.EXACT, "accounts");
    plan.system(KILLED, plan.pick(5.0, 12.0, 120.0), LedgerFaults::kill);
    plan.system(DAMAGED, plan.pick(3.0, 10.0, 90.0), LedgerFaults::damage);
    plan.system(FLOODED, plan.pick(1.0, 2.0, 3.0), LedgerFaults::flood);
    plan.system(LONG, plan.pick(3.0, 25.0, 25.0), LedgerFaults::restart);
    plan.system(POSTGRES, plan.pick(6.0, 10.0, 30.0), LedgerFaults::killPostgres);
  }

  static void kill(Trial trial) throws Exception {
    Kills.Seen seen = Kills.run(trial, trial.pick(1, 3, 10, 100));
    trial.proportion(KEPT, seen.found(), seen.answered());
    trial.metric(ANSWERED, seen.answered());
    trial.metric(BACK, seen.longestNs() / 1e9);
  }

  static void damage(Trial trial) throws Exception {
    Fork.of(Damage.class)
        .with(trial.pick(6, 24, 120, 1_200), trial.seed())
        .run(trial)
        .into(trial, SEEN);
  }

  static void flood(Trial trial) throws Exception {
    Fork.of(Flood.class).with(trial.pick(20, 200, 1_000, 1_000)).run(trial).into(trial, REFUSED);
  }

  static void restart(Trial trial) throws Exception {
    Fork.of(LongPast.class)
        .memoryBytes(3 * Fork.MEMORY_BYTES)
        .with(trial.pick(20_000, 500_000, 10_000_000, 10_000_000))
        .run(trial)
        .into(trial, PAST, PAST_BACK);
  }

  static void killPostgres(Trial trial) throws Exception {
    Fork.of(PostgresKills.class)
        .memoryBytes(2 * Fork.MEMORY_BYTES)
        .with(trial.pick(1, 1, 3, 10), trial.pick(50, 500, 500, 500), trial.seed())
        .run(trial)
        .into(trial, POSTGRES_BACK);
  }
}
