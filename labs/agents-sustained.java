///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN AgentsSustained
//SOURCES agents/package-info.java
//DESCRIPTION ten minutes of the agents' API: rate, latency, errors, drift and memory

import static java.time.Duration.ofMillis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Latencies;
import kit.stats.Quantiles;
import labs.agents.AgentsTrial;
import labs.agents.Endpoint;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;

/// # Is the API after ten minutes what it was after one?
///
/// The document says so: 20 connections on the health check for 600 s, 2,000 requests/s, 1,200,000
/// requests or more, no error, less than 50 MB of growth. The requests are the rate times the time,
/// not a count, and the tool that wrote the page stopped each of its steps after 180 s.
///
/// Here the same load runs, and beside it the document's rate by a clock. Both are cut into ten
/// parts, so that what drifts is seen, and what the server's process holds is read before and after
/// both. Expect a closed loop to go as fast as the machine lets it, so that its rate says nothing
/// of 2,000/s; the latencies at that rate stand in the rows by a clock.
class AgentsSustained {
  static final String API = "API";
  static final int CONNECTIONS = 20;
  static final double RATE = 2_000;
  static final double DOCUMENTED_S = 600;

  static final Measure THROUGHPUT = Measure.more("closed_rate", "Throughput", "req/s");
  static final Measure REQUESTS = Measure.more("closed_requests", "In 600 s", "requests");
  static final Measure GROWTH = Measure.less("growth", "Growth of resident memory", "MB");
  static final Measure SLOWED =
      Measure.more("closed_slowed", "Rate, last three parts over first three", "x");

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    String closed = "health, 20 connections";
    String open = "health, 2,000 requests/s by a clock";
    return Lab.named("agents-sustained")
        .title("ten minutes of the agents' API: rate, latency, errors, drift and memory")
        .protocol(
            """
            Each trial is a fresh server, warmed up on all paths, with the stated data set. The
            health check is asked over 20 connections: with a request under way on each (closed
            loop, as in the document) and by a clock, 2,000 requests/s evenly spaced, latency from
            the moment a request was due. Each for 60 s (quick: 2 s; full: the document's 600 s), in
            ten parts that follow each other on the same connections, closed loop and clock in an
            order drawn for the trial, after 1 s (quick: 0.1 s) of the same that is not measured.
            Drift holds the median of the last three parts against that of the first three.
            Growth is what the server's process holds after both loads less what it held after the
            warm-up; PostgreSQL's own processes are not in it. Every answer but 200 is an error, and
            so is a connection that is refused or cut. Requests are scaled to 600 s. A trial takes
            minutes, so there are six.\
            """)
        .row(Row.of("rate", closed, THROUGHPUT, API).answers("agent-bounty.sustained.throughput"))
        .row(
            Row.of("requests", closed + ", scaled to 600 s", REQUESTS, API)
                .answers("agent-bounty.sustained.requests")
                .tagged("scaled"))
        .row(
            Row.of("p50", "p50, " + closed, latency("closed", 50), API)
                .answers("agent-bounty.sustained.latency.p50"))
        .row(
            Row.of("p95", "p95, " + closed, latency("closed", 95), API)
                .answers("agent-bounty.sustained.latency.p95"))
        .row(
            Row.of("p99", "p99, " + closed, latency("closed", 99), API)
                .answers("agent-bounty.sustained.latency.p99"))
        .row("open.p50", "p50, " + open, latency("open", 50), API)
        .row("open.p95", "p95, " + open, latency("open", 95), API)
        .row("open.p99", "p99, " + open, latency("open", 99), API)
        .row(
            Row.of("errors", closed, errors("closed"), API)
                .answers("agent-bounty.sustained.errors"))
        .row("open.errors", open, errors("open"), API)
        .row(
            Row.of("growth", "both loads, the server's process", GROWTH, API)
                .answers("agent-bounty.sustained.memory"))
        .row("slowed", closed, SLOWED, API)
        .row("drift", "p99, " + closed, drift("closed"), API)
        .row("open.drift", "p99, " + open, drift("open"), API)
        .plan(AgentsSustained::plan);
  }

  static Measure latency(String loop, int percentile) {
    String label = loop.equals("open") ? "Latency, due to answered" : "Latency";
    return Measure.less(loop + "_p" + percentile, label, "ms");
  }

  static Measure errors(String loop) {
    return Measure.less(loop + "_errors", "Errors", "errors");
  }

  static Measure drift(String loop) {
    return Measure.less(loop + "_drift", "Latency, last three parts over first three", "x");
  }

  static void plan(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.needs(QuickJs.absence());
    plan.system(API, plan.pick(10.0, 135.0, 1_220.0), AgentsSustained::measure);
    plan.atMost(6, API);
  }

  static void measure(Trial trial) throws Exception {
    AgentsTrial api = AgentsTrial.start(trial);
    int parts = trial.pick(6, 10, 10, 10);
    Plan part = Plan.lasting(ofMillis(trial.pick(50, 200, 6_000, 60_000)));
    Map<String, Load> loads =
        Map.of(
            "closed", new ClosedLoop(CONNECTIONS, part),
            "open", new OpenLoop(Arrivals.constant(RATE), CONNECTIONS, part));
    OptionalLong before = api.system().residentBytes();
    List<String> order = new ArrayList<>(List.of("closed", "open"));
    Collections.shuffle(order, new Random(trial.seed()));
    for (String loop : order) {
      tell(trial, loop, api.parts(Endpoint.HEALTH, CONNECTIONS, loads.get(loop), parts));
    }
    OptionalLong after = api.system().residentBytes();
    if (before.isPresent() && after.isPresent()) {
      trial.metric(GROWTH, (after.getAsLong() - before.getAsLong()) / 1e6);
    }
  }

  static void tell(Trial trial, String loop, List<Recording> parts) {
    Latencies all = Latencies.NONE;
    long failed = 0;
    long succeeded = 0;
    double seconds = 0;
    for (int i = 0; i < parts.size(); i++) {
      Recording part = parts.get(i);
      trial.step(loop + "_" + (i + 1), part);
      all = all.plus(part.latencies());
      failed += part.failed();
      succeeded += part.succeeded();
      seconds += part.elapsedNs() / 1e9;
    }
    for (int percentile : new int[] {50, 95, 99}) {
      trial.metric(latency(loop, percentile), all.percentileNs(percentile) / 1e6);
    }
    trial.latency(loop.equals("open") ? "by a clock" : "closed loop", all);
    trial.metric(errors(loop), failed);
    trial.metric(drift(loop), drift(parts, part -> part.latencyNs(99)));
    if (loop.equals("closed")) {
      trial.metric(THROUGHPUT, succeeded / seconds);
      trial.metric(REQUESTS, Math.floor(succeeded / seconds * DOCUMENTED_S));
      trial.metric(SLOWED, drift(parts, Recording::throughputPerSecond));
    }
  }

  /// Median of the last three parts over that of the first three.
  static double drift(List<Recording> parts, ToDoubleFunction<Recording> number) {
    double[] each = parts.stream().mapToDouble(number).toArray();
    int end = each.length;
    return Quantiles.median(Arrays.copyOfRange(each, end - 3, end))
        / Quantiles.median(Arrays.copyOf(each, 3));
  }
}
