///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerObservability
//SOURCES ledger/package-info.java
//DESCRIPTION what it costs to watch the ledger, and how soon anything is seen

import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.fork.JmhFork;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.ledger.ObservedRun;
import labs.ledger.TrailRun;

/// # What does it cost to watch a system, and how soon is anything seen?
///
/// The document has less than 1 % of overhead for its metrics, alerts within half a minute, a
/// dashboard that is a second old, and 100,000 log events a second. Here the server counts every
/// request by route and status and its time in a histogram; counting is switched on and off while
/// it serves, by turns, on the path that costs least, which makes the share the largest that any
/// path can have. An incident is twenty forged tokens, and ends with the answer that names it.
///
/// Expect counting to cost some tens of nanoseconds, an alert to be there with the answer that
/// makes it one, and a dashboard to be as old as its owner allows.
class LedgerObservability {
  static final String SERVER = "server";
  static final String LOG = "log";
  static final String COUNTER = "counter";
  static final Measure OVERHEAD = Measure.less("overhead", "Throughput lost by counting", "%");
  static final Measure RATE = Measure.more("rate", "Requests served, not counted", "requests/s");
  static final Measure COST = Measure.less("cost", "Time to count a request", "ns");
  static final Measure LOOK = Measure.less("look", "Until all metrics are read, p99", "s");
  static final Measure ALERT = Measure.less("alert", "From the first forgery to the alert", "s");
  static final Measure READ = Measure.more("read", "Events read, checked and counted", "events/s");

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    return Lab.named("ledger-observability")
        .title("what it costs to watch the ledger, and how soon anything is seen")
        .protocol(
            """
            server   the ledger's server and its load in one fresh JVM. 32 connections without a pause
                     ask for /health until warm; then 20 pairs of 250 ms (quick: 6 of 100 ms; full: 60 of
                     500 ms), one counted and one not, the order turning from pair to pair. What a pair
                     loses is 1 - counted / not counted; the trial's value is the median. What the server
                     says that it counted must be what was answered while it counted. Then, beside 1,000
                     requests/s by the clock, the metrics are read 200 times (quick: 50), each on a new
                     connection; and forged tokens are sent one after the other with a look at the alerts
                     after each, until one names them: by the twentieth, and not before.
            counter  JMH average time of the same counting alone, one thread, one fork a trial.
            log      events are written into the ledger's chain for 2 s (quick: 0.3 s), then all of them
                     read back: the chain followed, its signatures checked, each event compared.\
            """)
        .row(
            Row.of("overhead", "/health, 32 connections, on and off by turns", OVERHEAD, SERVER)
                .answers(
                    "prsm.observability.overhead",
                    Conditions.STRONGER,
                    "on the cheapest path there is, where the share is largest"))
        .row("rate", "/health, 32 connections", RATE, SERVER)
        .row("cost", "route, status and histogram, alone", COST, COUNTER)
        .row(
            Row.of("alert", "20 forged tokens, beside 1,000 requests/s", ALERT, SERVER)
                .answers(
                    "prsm.observability.alert",
                    Conditions.OTHER,
                    "the document does not say what is alerted of"))
        .row(
            Row.of("incident", "the same, as an incident", ALERT, SERVER)
                .answers(
                    "prsm.security.incident",
                    Conditions.OTHER,
                    "the document does not say what an incident is"))
        .row(
            Row.of("look", "one reader, beside 1,000 requests/s", LOOK, SERVER)
                .answers(
                    "prsm.observability.dashboard",
                    Conditions.OTHER,
                    "the document has an interval that was set; this is how short it may be"))
        .row(
            Row.of("read", "one thread", READ, LOG)
                .answers(
                    "prsm.observability.logs",
                    Conditions.OTHER,
                    "the document does not say what processing is"))
        .plan(LedgerObservability::plan);
  }

  static void plan(RunPlan plan) {
    plan.memory(2 * Fork.MEMORY_BYTES);
    plan.expect(ObservedRun.COUNTED, "requests");
    plan.expect(ObservedRun.ALERTED, "incidents");
    plan.expect(TrailRun.FOUND, "events");
    plan.system(SERVER, plan.pick(5.0, 16.0, 75.0), LedgerObservability::server);
    JmhFork fork = JmhFork.of("ledgerserver.RequestBenchmark.count");
    plan.system(
        COUNTER, plan.pick(0.8, 2.2, 6.0), trial -> trial.metric(COST, fork.nsPerOperation(trial)));
    plan.system(LOG, plan.pick(3.0, 12.0, 45.0), LedgerObservability::log);
  }

  static void server(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(ObservedRun.class)
            .memoryBytes(2 * Fork.MEMORY_BYTES)
            .with(trial.pick(2, 6, 20, 60), trial.pick(20, 100, 250, 500))
            .with(trial.pick(5, 50, 200, 200))
            .run(trial);
    seen.into(trial, OVERHEAD, RATE, LOOK, ALERT);
  }

  static void log(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(TrailRun.class)
            .memoryBytes(2 * Fork.MEMORY_BYTES)
            .with(trial.pick(1_000, 50_000, 200_000, 200_000), trial.pick(10, 300, 2_000, 10_000))
            .run(trial);
    seen.into(trial, READ);
  }
}
