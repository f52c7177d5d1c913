///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN AgentsCapacity
//SOURCES agents/package-info.java
//DESCRIPTION the highest rate of each path of the agents' API at the document's p99

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.Recording;
import labs.agents.AgentsTrial;
import labs.agents.Endpoint;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;

/// # How much does each path take before it is slower than the document?
///
/// The document has a rate and a p99 for each path, both of a closed loop, in which a slow server
/// slows the load down as well. Here requests come by a clock, whatever the server does, and the
/// rate is raised until the p99, counted from the moment at which a request was due, is over the
/// document's. The rate is chosen once, in the run's first trial; all trials are then measured at
/// it, so that it is not the luckiest of many.
///
/// The load runs on the same cores as the server, so a rate says what this machine does with both.
/// For executions expect the interpreter's processor time to bound it and not the database, whose
/// rows are written together: both stand in rows of their own.
class AgentsCapacity {
  static final String API = "API";
  static final String RULE =
      "by a clock, at or under the document's p99; its own loop waits for each answer";

  /// What a path may take: the document's p99.
  enum Bound {
    HEALTH(Endpoint.HEALTH, 15, "agent-bounty.health.throughput"),
    READY(Endpoint.READY, 18, "agent-bounty.ready.throughput"),
    METRICS(Endpoint.METRICS, 25, "agent-bounty.metrics.throughput"),
    BOUNTIES(Endpoint.BOUNTIES, 55, "agent-bounty.bounties.throughput"),
    AGENTS(Endpoint.AGENTS, 45, "agent-bounty.agents.throughput"),
    LEADERBOARD(Endpoint.LEADERBOARD, 38, "agent-bounty.leaderboard.throughput"),
    EXECUTION(Endpoint.EXECUTION, 180, "agent-bounty.execution.throughput");

    final Endpoint endpoint;
    final int p99Ms;
    final String throughput;

    Bound(Endpoint endpoint, int p99Ms, String throughput) {
      this.endpoint = endpoint;
      this.p99Ms = p99Ms;
      this.throughput = throughput;
    }

    String id() {
      return throughput.split("\\.")[1];
    }
  }

  /// Of what a closed loop reaches, in per cent, lowest first.
  static final int[] SHARES = {40, 50, 60, 70, 80, 90, 100};

  static final int[] FEWER = {50, 80};

  static final Measure SANDBOX = Measure.less("sandbox", "Time of an execution", "us");
  static final Measure WRITING = Measure.less("writing", "Time of an execution", "us");
  static final Measure SERVER = Measure.less("server_cpu", "Time of an execution", "us");

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("agents-capacity")
            .title("the highest rate of each path of the agents' API at the document's p99")
            .protocol(
                """
                Each trial is a fresh server, warmed up on all paths, with the stated data set. In the
                run's first trial each path is loaded by a closed loop over the document's connections,
                and then by a clock at 40 % to 100 % of what that reached, in steps of 10 %; the
                highest step is taken at which the p99 is at or under the document's and no request
                fails, before two steps in a row at which it is not. All trials, the first again as
                well, then measure every path at its rate, in an order drawn for the trial. Each load
                lasts 0.6 s (quick: 0.2 s; full: 5 s), after 1 s (quick: 0.1 s) of the same that is
                not measured. Latency counts from the moment a request was due. Where the time of an
                execution goes is taken from the server's own counters and its processor time,
                PostgreSQL's processes included, at the rate of executions.\
                """);
    for (Bound each : Bound.values()) {
      String label = "%s, p99 <= %s ms".formatted(each.id(), each.p99Ms);
      lab =
          lab.row(
              Row.of(each.id() + ".rate", label, rate(each), API)
                  .answers(each.throughput, Conditions.STRONGER, RULE));
    }
    for (Bound each : Bound.values()) {
      lab = lab.row(each.id() + ".p99", each.id() + ", p99 at that rate", p99(each), API);
    }
    return lab.row("execution.sandbox", "execution, in the sandbox", SANDBOX, API)
        .row("execution.writing", "execution, its share of writing rows", WRITING, API)
        .row("execution.server_cpu", "execution, processor of server and database", SERVER, API)
        .plan(AgentsCapacity::plan);
  }

  static Measure rate(Bound each) {
    return Measure.more(each.id() + "_rate", "Highest rate", "req/s");
  }

  static Measure p99(Bound each) {
    return Measure.less(each.id() + "_p99", "Latency, due to answered", "ms");
  }

  static void plan(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.needs(QuickJs.absence());
    plan.expect(AgentsTrial.ROWS, "executions");
    plan.system(API, plan.pick(12.0, 45.0, 110.0), AgentsCapacity::measure);
  }

  static void measure(Trial trial) throws Exception {
    AgentsTrial api = AgentsTrial.start(trial);
    Duration length = ofMillis(trial.pick(40, 200, 600, 5_000));
    List<Bound> order = new ArrayList<>(List.of(Bound.values()));
    Collections.shuffle(order, new Random(trial.seed()));
    for (Bound each : order) {
      double rate = trial.agreed(each.id(), () -> highest(trial, api, each, length));
      Recording seen;
      if (each == Bound.EXECUTION) {
        seen = executions(trial, api, rate, length);
      } else {
        seen = api.open(each.endpoint, rate, length);
      }
      trial.step(each.id(), seen);
      trial.metric(rate(each), seen.throughputPerSecond());
      trial.metric(p99(each), seen.latencyNs(99) / 1e6);
    }
    api.checkRows();
  }

  /// The highest rate at which a path keeps its bound. If none does, the lowest: its p99 then says
  /// so.
  static double highest(Trial trial, AgentsTrial api, Bound bound, Duration length)
      throws Exception {
    Endpoint endpoint = bound.endpoint;
    double most = api.closed(endpoint, endpoint.connections(), length).throughputPerSecond();
    int[] shares = trial.pick(FEWER, SHARES, SHARES, SHARES);
    double best = most * shares[0] / 100;
    int missed = 0;
    for (int i = 0; i < shares.length && missed < 2; i++) {
      double rate = most * shares[i] / 100;
      Recording seen = api.open(endpoint, rate, length);
      boolean kept = seen.failed() == 0 && seen.latencyNs(99) <= bound.p99Ms * 1e6;
      best = kept ? rate : best;
      missed = kept ? 0 : missed + 1;
    }
    return best;
  }

  /// The measured load, with where its time went.
  static Recording executions(Trial trial, AgentsTrial api, double rate, Duration length)
      throws Exception {
    AgentsTrial.Counted before = api.counted();
    Recording seen = api.open(Endpoint.EXECUTION, rate, length);
    AgentsTrial.Counted used = api.counted().since(before);
    trial.metric(SANDBOX, 1e6 * used.sandboxS() / used.rows());
    trial.metric(WRITING, 1e6 * used.writingS() / used.rows());
    trial.cpuNs(seen).ifPresent(ns -> trial.metric(SERVER, ns / 1e3 / seen.operations()));
    trial.latency("execution", seen);
    return seen;
  }
}
