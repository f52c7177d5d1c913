///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportMemory
//SOURCES transport/package-info.java
//DESCRIPTION what a connection costs that does nothing, at the client and at the server

import java.util.ArrayList;
import java.util.List;
import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.IdleRun;
import labs.transport.TransportTrial;
import labs.transport.peer.ComparedMemory;
import labs.transport.peer.ComparedRow;
import transport.quic.SelfSigned.Key;

/// # What does an idle connection cost?
///
/// The document divides the growth of its client's memory by 1,000 sessions, once: one difference
/// of two numbers, in which everything is counted that happened to be loaded or freed meanwhile.
/// Here the same difference, at the client and at the server, and the slope of a line through
/// several numbers of connections, in which a constant does not count.
///
/// Expect most of it to be quiche's and BoringSSL's, outside of the heap, and the server's end to
/// cost about what the client's does. Resident memory alone flatters a JVM, whose heap has pages
/// from before for new objects; so what lives on the heap stands beside it.
class TransportMemory {
  static final String SYSTEM = "idle";
  static final String DELTA = "Memory of an idle connection, one difference";
  static final String SLOPE = "Memory of an idle connection, slope";
  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-memory")
            .title("what a connection costs that does nothing, at the client and at the server")
            .protocol(
                """
                Each trial is a fresh server and a fresh client, a JVM each, on the loopback. After
                200 connections one by one, which load and compile what takes part, one client
                opens 0, 250, 500 and 1 000 connections (quick: 0, 100, 200, 400), at most 100
                handshakes at once, each with a session of its own that does nothing. At each
                number, after 2 s (quick: 0.5 s) and three garbage collections, both ends read what
                they hold: resident memory (VmRSS) and what lives on the heap. Slope:
                of the line of least squares through these four. Difference: from before there was a
                client to the last number. KB are 1 024 bytes, as in the original's code. Peers
                open as many, each with a client of its own on a server of its own, which has seen
                100 connections before.\
                """)
            .peers(ComparedRow.names());
    rows().forEach(lab::row);
    return lab.plan(TransportMemory::plan);
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        row("client.delta", "client, from none to all, resident", DELTA)
            .answers("pywebtransport.connection.memory"));
    rows.add(row("server.delta", "server, from none to all, resident", DELTA));
    for (String end : List.of("client", "server")) {
      rows.add(row(end + ".resident", end + ", resident", SLOPE));
      rows.add(row(end + ".heap", end + ", live on the heap", SLOPE));
    }
    return rows;
  }

  static Row row(String id, String label, String heading) {
    return Row.of(id, label, Measure.less(id.replace('.', '_'), heading, "KB"), SYSTEM);
  }

  static void plan(RunPlan plan) {
    TransportTrial.settings(plan);
    plan.expect(IdleRun.OPEN, "sessions");
    plan.note(
        "the document's figure is one difference, of the client alone: tests/benchmark/"
            + "test_05_resource.py of the original at commit 6f97566, lines 43 to 63");
    plan.system(SYSTEM, plan.pick(4.0, 15.0, 24.0), TransportMemory::measure);
    ComparedMemory.add(
        plan,
        3,
        new ComparedMemory.Rows(
            TransportMemory::numbers,
            TransportMemory::settlingMs,
            id -> row(id, "", id.endsWith("delta") ? DELTA : SLOPE).measure()));
  }

  static List<Integer> numbers(Trial trial) {
    return trial.pick(
        List.of(0, 10, 20),
        List.of(0, 100, 200, 400),
        List.of(0, 250, 500, 1_000),
        List.of(0, 250, 500, 1_000));
  }

  static int settlingMs(Trial trial) {
    return trial.pick(20, 500, 2_000, 5_000);
  }

  static void measure(Trial trial) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(settlingMs(trial)));
    arguments.addAll(numbers(trial));
    ForkFindings seen =
        TransportTrial.measure(trial, Key.ECDSA_P256, IdleRun.class, arguments.toArray());
    for (Row row : rows()) seen.into(trial, row.measure());
  }
}
