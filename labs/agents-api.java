///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN AgentsApi
//SOURCES agents/package-info.java
//DESCRIPTION seven paths of the agents' API, by the document's closed loop and at its rates

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

/// # Does an agents' API answer as the document's table says?
///
/// The document's table was made with a closed loop, in which a request waits for the answer to the
/// one before. Six of its eight rows contradict that: connections, rate and latencies of a closed
/// loop belong together by Little's law, and those of the table do not. The tool that it names
/// reports no 95th percentile, and counts an answer of 403 as none of its errors; the path that
/// executes agents does not exist in the source.
///
/// Here all paths exist, on a real PostgreSQL and a real sandbox. Each is loaded as the document
/// says, and then by a clock at the document's rate, with latency from the moment at which a
/// request was due. Expect the lists, which are kept in memory, to cost their bytes; an execution
/// to cost an interpreter and a row that is durable.
class AgentsApi {
  static final String API = "API";

  /// The document's figures of an endpoint: its id is what they begin with.
  enum Documented {
    HEALTH(
        Endpoint.HEALTH,
        "agent-bounty.health.throughput",
        "agent-bounty.health.latency.p50",
        "agent-bounty.health.latency.p95",
        "agent-bounty.health.latency.p99",
        "agent-bounty.health.errors"),
    READY(
        Endpoint.READY,
        "agent-bounty.ready.throughput",
        "agent-bounty.ready.latency.p50",
        "agent-bounty.ready.latency.p95",
        "agent-bounty.ready.latency.p99",
        "agent-bounty.ready.errors"),
    METRICS(
        Endpoint.METRICS,
        "agent-bounty.metrics.throughput",
        "agent-bounty.metrics.latency.p50",
        "agent-bounty.metrics.latency.p95",
        "agent-bounty.metrics.latency.p99",
        "agent-bounty.metrics.errors"),
    BOUNTIES(
        Endpoint.BOUNTIES,
        "agent-bounty.bounties.throughput",
        "agent-bounty.bounties.latency.p50",
        "agent-bounty.bounties.latency.p95",
        "agent-bounty.bounties.latency.p99",
        "agent-bounty.bounties.errors"),
    AGENTS(
        Endpoint.AGENTS,
        "agent-bounty.agents.throughput",
        "agent-bounty.agents.latency.p50",
        "agent-bounty.agents.latency.p95",
        "agent-bounty.agents.latency.p99",
        "agent-bounty.agents.errors"),
    LEADERBOARD(
        Endpoint.LEADERBOARD,
        "agent-bounty.leaderboard.throughput",
        "agent-bounty.leaderboard.latency.p50",
        "agent-bounty.leaderboard.latency.p95",
        "agent-bounty.leaderboard.latency.p99",
        "agent-bounty.leaderboard.errors"),
    EXECUTION(
        Endpoint.EXECUTION,
        "agent-bounty.execution.throughput",
        "agent-bounty.execution.latency.p50",
        "agent-bounty.execution.latency.p95",
        "agent-bounty.execution.latency.p99",
        "agent-bounty.execution.errors");

    final Endpoint endpoint;
    final String throughput;
    final List<String> latencies;
    final String errors;

    Documented(
        Endpoint endpoint, String throughput, String p50, String p95, String p99, String errors) {
      this.endpoint = endpoint;
      this.throughput = throughput;
      this.latencies = List.of(p50, p95, p99);
      this.errors = errors;
    }

    String id() {
      return throughput.split("\\.")[1];
    }
  }

  static final int[] PERCENTILES = {50, 95, 99};

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("agents-api")
            .title("seven paths of the agents' API, by the document's closed loop and at its rates")
            .protocol(
                """
                Each trial is a fresh server, warmed up on all paths, with 1,000 bounties, 500 agents
                and 10,000 submissions in a PostgreSQL of its own; the document states no data set.
                Each path, in random order, is loaded by the document's connections, 100 or 50, with a
                request under way each (closed loop), and then at the document's rate, evenly spaced,
                over as many (open loop); each for 0.6 s (quick: 0.2 s; full: the document's 10 s),
                after 1 s (quick: 0.1 s) of the same that is not measured. Latency of the open loop
                counts from the moment a request was due. Every answer but 200 is an error, and an
                execution whose result is not the right one. Lists are kept for 300, 300 and 60 s, as
                in the original; an execution is answered when its row is durable.\
                """);
    for (Documented each : Documented.values()) {
      String closed = each.id() + ", " + each.endpoint.connections() + " connections";
      lab = lab.row(Row.of(each.id() + ".rate", closed, rate(each), API).answers(each.throughput));
      for (int i = 0; i < PERCENTILES.length; i++) {
        String id = each.id() + ".p" + PERCENTILES[i];
        Measure latency = latency(each, "closed", PERCENTILES[i]);
        lab = lab.row(Row.of(id, closed, latency, API).answers(each.latencies.get(i)));
      }
      lab = lab.row(Row.of(each.id() + ".errors", closed, errors(each), API).answers(each.errors));
      String open = each.id() + ", " + each.endpoint.rate() + " requests/s by a clock";
      for (int percentile : PERCENTILES) {
        String id = each.id() + ".open.p" + percentile;
        Row row = Row.of(id, open, latency(each, "open", percentile), API);
        boolean isTarget = each == Documented.EXECUTION && percentile == 99;
        lab = lab.row(isTarget ? row.answers("agent-bounty.execution.latency.p99.target") : row);
      }
    }
    return lab.plan(AgentsApi::plan);
  }

  static Measure rate(Documented each) {
    return Measure.more(each.id() + "_rate", "Throughput", "req/s");
  }

  static Measure errors(Documented each) {
    return Measure.less(each.id() + "_errors", "Errors", "errors");
  }

  static Measure latency(Documented each, String loop, int percentile) {
    String id = "%s_%s_p%s".formatted(each.id(), loop, percentile);
    String label = "p" + percentile + (loop.equals("open") ? ", due to answered" : "");
    return Measure.less(id, label, "ms");
  }

  static void plan(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.needs(QuickJs.absence());
    plan.expect(AgentsTrial.ROWS, "executions");
    plan.system(API, plan.pick(15.0, 45.0, 220.0), AgentsApi::measure);
  }

  static void measure(Trial trial) throws Exception {
    AgentsTrial api = AgentsTrial.start(trial);
    Duration length = ofMillis(trial.pick(40, 200, 600, 10_000));
    List<Documented> order = new ArrayList<>(List.of(Documented.values()));
    Collections.shuffle(order, new Random(trial.seed()));
    for (Documented each : order) {
      Recording closed = api.closed(each.endpoint, each.endpoint.connections(), length);
      trial.step(each.id() + "_closed", closed);
      trial.metric(rate(each), closed.throughputPerSecond());
      trial.metric(errors(each), closed.failed());
      Recording open = api.open(each.endpoint, each.endpoint.rate(), length);
      trial.step(each.id() + "_open", open);
      for (int percentile : PERCENTILES) {
        trial.metric(latency(each, "closed", percentile), closed.latencyNs(percentile) / 1e6);
        trial.metric(latency(each, "open", percentile), open.latencyNs(percentile) / 1e6);
      }
      if (each == Documented.EXECUTION) {
        trial.latency("execution at the document's rate", open);
      }
    }
    api.checkRows();
  }
}
