///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN LedgerLoad
//SOURCES ledger/package-info.java
//DESCRIPTION the ledger over HTTP under 1,000 to 10,000 users, and at its most

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.ledger.LedgerTrial;
import ledger.Batch;

/// # Does an API over a durable ledger answer 10,000 users as the document's load tests say?
///
/// The document states three load tests. Their requests are exactly users times seconds, whatever
/// the response time: a schedule, not a count. So each is run here as what it is, one request a
/// second for each user, due by a clock, on as many connections as there are users. The document
/// states no mix of requests; here four of five read an account and one is a transfer that is
/// durable before its answer.
///
/// Expect the disk to be shared by whoever waits for it, so that latency hardly grows with users as
/// long as the cores keep up; then it grows at once.
class LedgerLoad {
  static final String LEDGER = "ledger";
  static final Measure HIGHEST =
      Measure.more("highest", "Highest rate at a p99 below 500 ms", "requests/s");
  static final Measure SINGLES =
      Measure.more("singles", "Transfers done and durable, over HTTP", "transfers/s");
  static final Measure BATCHES =
      Measure.more("batches", "Transfers done and durable, over HTTP", "transfers/s");
  static final Measure CPU = Measure.neutral("cpu", "Processor time of the server", "%");
  static final Measure ERRORS = Measure.less("errors", "Requests that failed", "%");
  static final Measure BANDWIDTH =
      Measure.neutral("bandwidth", "Bytes of requests and answers", "Mbps");
  static final Measure COMMITS =
      Measure.more("commits", "Commits: a write and an fdatasync each", "IOPS");
  static final Measure COMMIT = Measure.less("commit", "Time of an fdatasync, mean", "ms");
  static final Measure MEMORY = Measure.less("memory", "Memory of the server", "GB");

  static final int TIME = 0;
  static final int BYTES = 1;
  static final int DONE = 2;
  static final int TAKEN = 3;

  static final int SINGLE_LANES = 256;
  static final int BATCH_LANES = 4;
  static final double P99_MS_MAX = 500;

  /// Rates that are tried, in requests a second, until one is too high.
  static final int[] RATES = {2_500, 5_000, 10_000, 15_000, 20_000, 30_000};

  static final int RATE_LANES = 1_000;

  /// The document's three load tests.
  enum Scenario {
    STANDARD(
        1_000,
        60,
        "prsm.load.standard.latency.mean",
        "prsm.load.standard.latency.p95",
        "prsm.load.standard.latency.p99",
        "prsm.load.standard.success"),
    PEAK(
        5_000,
        30,
        "prsm.load.peak.latency.mean",
        "prsm.load.peak.latency.p95",
        "prsm.load.peak.latency.p99",
        "prsm.load.peak.success"),
    STRESS(
        10_000,
        15,
        "prsm.load.stress.latency.mean",
        "prsm.load.stress.latency.p95",
        "prsm.load.stress.latency.p99",
        "prsm.load.stress.success");

    final int users;
    final int minutes;
    final String[] figures;

    Scenario(int users, int minutes, String... figures) {
      this.users = users;
      this.minutes = minutes;
      this.figures = figures;
    }

    Measure measure(String what) {
      String id = "users_" + users + "_" + what;
      return what.equals("success")
          ? Measure.more(id, "Requests that succeeded", "%")
          : Measure.less(id, "Latency, " + what + ", due to answered", "ms");
    }
  }

  static final String HEADLINE = "the document does not say at which load; this is its lightest";
  static final String SMALL = "the document does not say of what load; a smaller one needs less";

  static final String[] WHAT = {"mean", "p95", "p99", "success"};

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("ledger-load")
            .title("the ledger over HTTP under 1,000 to 10,000 users, and at its most")
            .protocol(
                """
                Each trial is a fresh ledger with 100,000 accounts behind HTTP, in a process of its
                own, warmed up. One request a second for each user is due by a clock, at moments drawn
                from the seed (open loop), over as many connections as there are users; four of five
                read an account, one is a transfer, durable before its answer. Each of the three lasts
                4 s (quick: 1 s; full: the document's 60, 30 and 15 min), after 1 s (quick: 0.1 s) of
                the same that is not measured. Latency counts from the moment at which a request was
                due. Then the same mix at 2,500 to 30,000 requests/s for 1 s each (quick: 0.3 s) over
                1,000 connections, until the p99 is 500 ms or a request fails; then transfers alone,
                one a request on 256 connections and 8,190 a request on 4, each connection waiting for
                its answer (closed loop). Every answer must be the right one. Then every account is
                read: it must hold what the answers say.\
                """);
    for (Scenario each : Scenario.values()) {
      for (int i = 0; i < WHAT.length; i++) {
        String label = each.users + " users, 1 request/s each";
        String id = each.users + "." + WHAT[i];
        lab = lab.row(Row.of(id, label, each.measure(WHAT[i]), LEDGER).answers(each.figures[i]));
      }
    }
    String standard = "1,000 users, the headline";
    Scenario users = Scenario.STANDARD;
    return lab.row(
            Row.of("api.mean", standard, users.measure("mean"), LEDGER)
                .answers("prsm.api.latency.mean", Conditions.OTHER, HEADLINE))
        .row(
            Row.of("api.p95", standard, users.measure("p95"), LEDGER)
                .answers("prsm.api.latency.p95", Conditions.OTHER, HEADLINE))
        .row(
            Row.of("api.p99", standard, users.measure("p99"), LEDGER)
                .answers("prsm.api.latency.p99", Conditions.OTHER, HEADLINE))
        .row(
            Row.of("api.errors", standard, ERRORS, LEDGER)
                .answers("prsm.api.errors", Conditions.OTHER, HEADLINE))
        .row(
            Row.of("highest", "1,000 connections, 4 reads to a transfer", HIGHEST, LEDGER)
                .answers("prsm.api.throughput"))
        .row("singles", "one a request, 256 connections", SINGLES, LEDGER)
        .row("batches", "8,190 a request, 4 connections", BATCHES, LEDGER)
        .row(Row.of("cpu", "1,000 users, of all cores", CPU, LEDGER).answers("prsm.resources.cpu"))
        .row(
            Row.of("memory", "after 1,000 users, resident", MEMORY, LEDGER)
                .answers("prsm.resources.memory"))
        .row(
            Row.of("bandwidth", "1,000 users, both ways", BANDWIDTH, LEDGER)
                .answers("prsm.resources.bandwidth", Conditions.OTHER, SMALL))
        .row(
            Row.of("commits", "1,000 users, one in five changes something", COMMITS, LEDGER)
                .answers("prsm.resources.iops", Conditions.OTHER, SMALL))
        .row(
            Row.of("commit", "1,000 users", COMMIT, LEDGER)
                .answers("prsm.resources.io.latency", Conditions.OTHER, SMALL))
        .plan(LedgerLoad::plan);
  }

  static void plan(RunPlan plan) {
    plan.memory(3L << 29);
    plan.expect(LedgerTrial.BALANCED, "accounts");
    plan.expect(LedgerTrial.HOLD, "ledgers");
    plan.system(LEDGER, plan.pick(12.0, 45.0, 6_500.0), LedgerLoad::measure);
  }

  static void measure(Trial trial) throws Exception {
    LedgerTrial ledger = LedgerTrial.start(trial, trial.pick(1_000, 10_000, 100_000, 100_000));
    for (Scenario each : Scenario.values()) {
      scenario(trial, ledger, each);
    }
    highest(trial, ledger);
    Duration length = ofMillis(trial.pick(100, 500, 2_000, 10_000));
    Recording singles = ledger.singles(SINGLE_LANES, closed(SINGLE_LANES, length));
    trial.recording(SINGLES, "singles", singles);
    Recording batches = ledger.batches(BATCH_LANES, closed(BATCH_LANES, length));
    trial.step("batches", batches);
    trial.metric(BATCHES, batches.throughputPerSecond() * Batch.REQUESTS_MAX);
    ledger.check();
  }

  static ClosedLoop closed(int lanes, Duration length) {
    return new ClosedLoop(lanes, Plan.lasting(length));
  }

  static void scenario(Trial trial, LedgerTrial ledger, Scenario scenario) throws Exception {
    int users = trial.pick(scenario.users / 20, scenario.users, scenario.users, scenario.users);
    Duration length =
        trial.pick(ofMillis(200), ofMillis(1_000), ofMillis(4_000), ofMinutes(scenario.minutes));
    OpenLoop load =
        new OpenLoop(Arrivals.poisson(users, trial.seed()), users, Plan.lasting(length));
    String id = "users_" + scenario.users;
    double[] before = scenario == Scenario.STANDARD ? resources(ledger) : null;
    Recording seen = ledger.users(users + " users", users, load);
    trial.step(id, seen);
    trial.latency(id, seen);
    trial.metric(scenario.measure("mean"), seen.latencies().meanNs() / 1e6);
    trial.metric(scenario.measure("p95"), seen.latencyNs(95) / 1e6);
    trial.metric(scenario.measure("p99"), seen.latencyNs(99) / 1e6);
    trial.metric(scenario.measure("success"), 100.0 * seen.succeeded() / seen.operations());
    if (scenario == Scenario.STANDARD) {
      OptionalLong cpuNs = trial.cpuNs(seen);
      int cores = Runtime.getRuntime().availableProcessors();
      trial.metric(CPU, 100.0 * cpuNs.orElse(0) / seen.elapsedNs() / cores);
      trial.metric(MEMORY, ledger.system().residentBytes().orElse(0) / 1e9);
      trial.metric(ERRORS, 100.0 * seen.failed() / seen.operations());
      double[] after = resources(ledger);
      double seconds = after[TIME] - before[TIME];
      trial.metric(BANDWIDTH, 8 * (after[BYTES] - before[BYTES]) / 1e6 / seconds);
      trial.metric(COMMITS, (after[DONE] - before[DONE]) / seconds);
      double done = Math.max(1, after[DONE] - before[DONE]);
      trial.metric(COMMIT, 1e3 * (after[TAKEN] - before[TAKEN]) / done);
    }
  }

  /// What the server has used until now.
  static double[] resources(LedgerTrial ledger) throws IOException {
    double[] used = new double[TAKEN + 1];
    used[TIME] = System.nanoTime() / 1e9;
    used[BYTES] =
        ledger.counted("ledger_received_bytes_total") + ledger.counted("ledger_sent_bytes_total");
    used[DONE] = ledger.counted("ledger_commits_total");
    used[TAKEN] = ledger.counted("ledger_commit_seconds_total");
    return used;
  }

  /// The last of the rates before the first that is too high.
  static void highest(Trial trial, LedgerTrial ledger) throws Exception {
    Duration length = ofMillis(trial.pick(50, 300, 1_000, 10_000));
    int lanes = trial.pick(50, RATE_LANES, RATE_LANES, RATE_LANES);
    double highest = 0;
    for (int rate : RATES) {
      OpenLoop load =
          new OpenLoop(Arrivals.poisson(rate, trial.seed()), lanes, Plan.lasting(length));
      Recording seen = ledger.users(rate + " requests/s", lanes, load);
      trial.step(Steps.id(rate), seen);
      if (seen.failed() > 0 || seen.latencyNs(99) / 1e6 >= P99_MS_MAX) {
        break;
      }
      highest = rate;
    }
    trial.metric(HIGHEST, highest);
  }
}
