///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportScale
//SOURCES transport/package-info.java
//DESCRIPTION requests on 1 to 1,000 sessions and streams, and from several client processes

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.stats.Latencies;
import labs.transport.ScaleRun;
import labs.transport.ScaleRun.Size;
import labs.transport.TransportTrial;
import runtime.Launch;
import transport.quic.SelfSigned.Key;

/// # What do a thousand connections do to each other?
///
/// The document opens 1,000 streams, or 100 connections one after the other. Here 1 to 1,000
/// sessions, each with a connection of its own and one small request under way, and 1 to 1,000
/// requests under way on one session; then 100 sessions that belong to 1, 2 and 4 client processes.
///
/// Expect more under way to raise throughput until a core is busy at either end, and from there to
/// raise latency alone; many sessions to cost more a request than many streams, since each packet
/// then carries one request; and a second client process to help only while cores are left for it.
class TransportScale {
  static final String SESSIONS = "a session each";
  static final String STREAMS = "streams of one session";
  static final int SHARED = 100;
  static final int[] AT_ONCE = {1, 10, 100, 1_000};
  static final int[] PROCESSES = {2, 4};

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-scale")
            .title("requests on 1 to 1,000 sessions and streams, and from several client processes")
            .protocol(
                """
                Each trial is a fresh server and fresh clients, a JVM each, on the loopback.
                Requests of 64 B on streams of their own, sent back whole; a lane sends its next
                when it has its answer (closed loop), for 1 s (quick: 0.2 s; processes:
                0.5 s) after some unmeasured.
                  a session each          1 to 1 000 sessions, each with a connection of its own and
                                          one request under way
                  streams of one session  1 to 1 000 requests under way on one session
                  client processes        100 sessions, shared out evenly over processes that begin
                                          to measure together; rates added, latencies in one
                                          histogram
                Each client is led in for 4 to 16 s (quick: 1 to 2 s) with the first size that it meets and
                for 0.5 to 2 s with each, until it compiles no more.\
                """);
    rows(lab, "rate", TransportScale::rate);
    rows(lab, "p50", id -> latency(id, 50));
    rows(lab, "p99", id -> latency(id, 99));
    return lab.plan(TransportScale::plan);
  }

  static String variant(int processes) {
    return processes + " client processes";
  }

  static void rows(Lab lab, String end, Function<String, Measure> measure) {
    for (String variant : List.of(SESSIONS, STREAMS)) {
      for (int many : AT_ONCE) {
        boolean again = many == 1 && variant.equals(STREAMS);
        if (!again) lab.row(row(variant, many, end, measure));
      }
    }
    for (int processes : PROCESSES) {
      String label = SHARED + " sessions from " + processes + " client processes";
      Measure of = measure.apply("from_" + processes);
      lab.row("from." + processes + "." + end, label, of, variant(processes));
    }
  }

  static Row row(String variant, int many, String end, Function<String, Measure> measure) {
    String words = variant.equals(SESSIONS) ? " sessions" : " streams on one session";
    String label = many == 1 ? "1 session, 1 stream" : many + words;
    String id = size(variant, many).id();
    return Row.of(id.replace('_', '.') + "." + end, label, measure.apply(id), variant);
  }

  static Size size(String variant, int many) {
    return new Size(variant.equals(SESSIONS) ? many : 1, many);
  }

  static Measure rate(String id) {
    return Measure.more(id + "_rate", "Requests", "requests/s");
  }

  static Measure latency(String id, int percentile) {
    return Measure.less(id + "_p" + percentile, "p" + percentile + ", sent to answered", "ms");
  }

  static void plan(RunPlan plan) {
    TransportTrial.expect(plan);
    plan.memory(Launch.MEMORY_BYTES + PROCESSES[1] * Fork.MEMORY_BYTES);
    for (String variant : List.of(SESSIONS, STREAMS)) {
      plan.system(variant, plan.pick(5.0, 26.0, 45.0), trial -> sizes(trial, variant));
    }
    for (int processes : PROCESSES) {
      plan.system(
          variant(processes), plan.pick(3.0, 21.0, 27.0), trial -> processes(trial, processes));
    }
    plan.alike(variant(PROCESSES[1]));
  }

  static void sizes(Trial trial, String variant) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(trial.pick(50, 200, 1_000, 5_000)));
    for (int many : AT_ONCE) arguments.add(size(variant, many));
    ForkFindings seen =
        TransportTrial.measure(trial, Key.ECDSA_P256, ScaleRun.class, arguments.toArray());
    IntFunction<String> id = many -> size(variant, many).id();
    IntToDoubleFunction rate = many -> seen.number(id.apply(many) + "_rate");
    for (int many : AT_ONCE) {
      tell(trial, id.apply(many), rate.applyAsDouble(many), seen.latencies(id.apply(many)));
    }
    Steps.sweep(trial, AT_ONCE, rate, many -> seen.latencies(id.apply(many)));
  }

  static void processes(Trial trial, int processes) throws Exception {
    Size each = new Size(SHARED / processes, SHARED / processes);
    int ms = trial.pick(500, 500, 1_000, 5_000);
    List<ForkFindings> all =
        TransportTrial.measureTogether(trial, Key.ECDSA_P256, processes, ScaleRun.class, ms, each);
    String id = each.id();
    double rate = 0;
    double from = 0;
    double to = Double.MAX_VALUE;
    Latencies latencies = Latencies.NONE;
    for (ForkFindings one : all) {
      rate += one.number(id + "_rate");
      from = Math.max(from, one.number(id + "_from"));
      to = Math.min(to, one.number(id + "_to"));
      latencies = latencies.plus(one.latencies(id));
    }
    if (to - from < 0.8 * ms) trial.mark("client processes did not measure at the same time");
    tell(trial, "from_" + processes, rate, latencies);
  }

  static void tell(Trial trial, String id, double rate, Latencies latencies) {
    trial.metric(rate(id), rate);
    trial.metric(latency(id, 50), latencies.percentileNs(50) / 1e6);
    trial.metric(latency(id, 99), latencies.percentileNs(99) / 1e6);
    trial.latency(id, latencies);
  }
}
