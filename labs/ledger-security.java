///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerSecurity
//SOURCES ledger/package-info.java
//DESCRIPTION what the ledger's checks cost a request, and how much its audit log takes

import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.fork.JmhFork;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.TrailRun;
import org.openjdk.jmh.util.Statistics;

/// # What does it cost to let nobody in who may not, and to write down who did what?
///
/// The document gives milliseconds for the authentication of a request, for a permission and for
/// cleaning its input, and ten thousand events a second for its audit log; no output of a
/// measurement was ever committed. Here a token is an HMAC over what its holder may do, a
/// permission a look at it, and nothing is cleaned: what is not exactly a transfer is refused. The
/// audit log is the ledger's own hash chain, and an event is durable before it is answered.
///
/// Expect the HMAC and the parser to cost about a microsecond each, the permission nothing that can
/// be timed, and the log to take what the disk and one hash over every byte leave.
class LedgerSecurity {
  static final Measure MEDIAN = Measure.less("p50", "Time of a call, median", "us");
  static final Measure SLOWEST = Measure.less("p99", "Time of a call, p99", "us");
  static final Measure WRITTEN =
      Measure.more("written", "Events written down and durable", "events/s");
  static final String TRAIL = "audit log";
  static final String BENCHMARK = "ledgerserver.RequestBenchmark.";

  /// What is timed, call by call.
  enum Check {
    AUTHENTICATE("authenticate", "a token, right", "prsm.security.authentication"),
    FORGED("forged", "a token, forged", null),
    AUTHORIZE("authorize", "a permission", "prsm.security.authorization"),
    SANITIZE("sanitize", "a body, parsed and checked", "prsm.security.sanitization"),
    REFUSE("refuse", "a body that is no transfer", null);

    final String id;
    final String label;
    final String figure;

    Check(String id, String label, String figure) {
      this.id = id;
      this.label = label;
      this.figure = figure;
    }
  }

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("ledger-security")
            .title("what the ledger's checks cost a request, and how much its audit log takes")
            .protocol(
                """
                checks     JMH sample time, one thread, one fork a trial; forks of all benchmarks take
                           turns in a random order. 4 warm-up and 3 measured iterations of 0.2 s (quick:
                           1 and 1 of 0.05 s). The clock's own time is in each sample. Tokens, accounts
                           and bodies take turns, 256 of each kind; every fourth of the forged differs
                           elsewhere; 16 bodies are each wrong in another way. The set-up requires the
                           right answer to every one, the end of each iteration to the last.
                audit log  one thread in a fresh JVM hands events to the ledger, 8,192 of them under way,
                           for 2 s (quick: 0.3 s, full: 10 s), after the same on another ledger. An event
                           has a subject, an action, an object and an outcome, some 30 letters together.
                           Then the chain is followed from its first record: every event must be there,
                           in order, and the ledger's signatures right.\
                """);
    for (Check each : Check.values()) {
      lab.row(Row.of(each.id + ".p50", each.label, MEDIAN, each.id));
    }
    for (Check each : Check.values()) {
      Row row = Row.of(each.id + ".p99", each.label, SLOWEST, each.id);
      lab.row(
          each.figure == null
              ? row
              : row.answers(
                  each.figure,
                  Conditions.OTHER,
                  "the document does not say what is done; this is what the ledger does"));
    }
    return lab.row(
            Row.of("trail", "one thread, 8,192 events under way", WRITTEN, TRAIL)
                .answers(
                    "prsm.security.audit",
                    Conditions.STRONGER,
                    "every event is durable and in a hash chain"))
        .plan(LedgerSecurity::plan);
  }

  static void plan(RunPlan plan) {
    plan.memory(2 * Fork.MEMORY_BYTES);
    plan.expect(TrailRun.FOUND, "events");
    for (Check each : Check.values()) {
      JmhFork fork = JmhFork.of(BENCHMARK + each.id);
      plan.system(each.id, plan.pick(0.8, 2.2, 6.0), trial -> time(trial, fork));
    }
    plan.system(TRAIL, plan.pick(3.0, 12.0, 45.0), LedgerSecurity::trail);
  }

  static void time(Trial trial, JmhFork fork) {
    Statistics samples = fork.samplesNs(trial);
    trial.metric(MEDIAN, samples.getPercentile(50) / 1e3);
    trial.metric(SLOWEST, samples.getPercentile(99) / 1e3);
  }

  static void trail(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(TrailRun.class)
            .memoryBytes(2 * Fork.MEMORY_BYTES)
            .with(trial.pick(1_000, 50_000, 200_000, 200_000), trial.pick(10, 300, 2_000, 10_000))
            .run(trial);
    seen.into(trial, WRITTEN);
  }
}
