///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportLatency
//SOURCES transport/package-info.java
//DESCRIPTION what a connection, a request and a datagram take: whole cycles, round trips

import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.Step;
import labs.transport.TransportTrial;
import labs.transport.peer.ComparedRow;
import transport.quic.SelfSigned.Key;

/// # Is a round trip of 30 ms a round trip?
///
/// The document states round-trip times of 27 to 30 ms within one machine. Its benchmark times
/// whole cycles: a new event loop, client and socket, a handshake, a session, one exchange, and
/// closing all that. Here the same cycle is measured to the letter; then until the answer is there,
/// without closing; then the round trip alone, in a session that is open.
///
/// Expect a cycle to be mostly the handshake's signatures and four trips, and the round trip alone
/// a small part of it.
class TransportLatency {
  static final String DOCUMENT = "RSA-2048";
  static final String OURS = "P-256";

  static final String CYCLE = "Whole cycle: connect, work, close";
  static final String ANSWERED = "From the begin to the answer";
  static final String WARM = "Round trip in an open session";

  static final String WAITING = ", P-256, threads that wait";

  static final String NOT_CLOSED = "until the answer is there; the document's cycle also closes";
  static final String ALONE = "a round trip, as the document's words say; its cycle also connects";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-latency")
            .title("what a connection, a request and a datagram take: whole cycles, round trips")
            .protocol(
                """
                Each trial is a fresh server and a fresh client, a JVM each, on the loopback. One
                cycle after the other: a new client with a socket of its own, handshake, settings,
                session, one exchange, session and client closed. Each kind of cycle runs for 1 s
                (quick: 0.2 s) after 0.5 to 2 s unmeasured, in an order drawn anew, which is what
                pytest-benchmark gives the original's; shortest, median and longest are those of
                that second. Before them connections are made and closed, two at a time, until
                their rate is steady and the client's compilers are through (4 to 16 s). Every
                answer is compared with what was sent.
                  RSA-2048  the server's certificate is the original's kind; the document's rows
                  P-256     the kind that browsers ask for; also until the answer is there, without
                            the closing, and the exchange alone in a session that stays open, where
                            each request has a stream of its own
                All by callbacks on the client's loop, but for the rows of threads that wait. Peers
                go through the P-256 cycles for half as long, each with its own server and its own
                client.\
                """);
    lab.peers(ComparedRow.names());
    documentRows(lab);
    cycleRows(lab);
    partRows(lab);
    return TransportTrial.packetRows(lab, OURS).plan(TransportLatency::plan);
  }

  static void documentRows(Lab lab) {
    rows(
        lab,
        Step.CYCLE_HANDSHAKE,
        "handshake",
        "pywebtransport.handshake.min",
        "pywebtransport.handshake.median",
        "pywebtransport.handshake.max");
    rows(
        lab,
        Step.CYCLE_REQUEST_64,
        "request of 64 B",
        "pywebtransport.request.small.min",
        "pywebtransport.request.small.median",
        "pywebtransport.request.small.max");
    rows(
        lab,
        Step.CYCLE_REQUEST_1024,
        "request of 1 KiB",
        "pywebtransport.request.large.min",
        "pywebtransport.request.large.median",
        "pywebtransport.request.large.max");
    rows(
        lab,
        Step.CYCLE_DATAGRAM,
        "datagram of 64 B",
        "pywebtransport.datagram.rtt.min",
        "pywebtransport.datagram.rtt.median",
        "pywebtransport.datagram.rtt.max");
  }

  /// The document's three rows of one kind of cycle.
  static void rows(Lab lab, Step step, String what, String min, String median, String max) {
    String id = step.id().replace('_', '.');
    lab.row(row(id + ".min", what + ", shortest", step, "min", CYCLE, DOCUMENT).answers(min));
    lab.row(row(id + ".median", what + ", median", step, "p50", CYCLE, DOCUMENT).answers(median));
    lab.row(row(id + ".max", what + ", longest", step, "max", CYCLE, DOCUMENT).answers(max));
  }

  /// The same with the certificate that browsers ask for.
  static void cycleRows(Lab lab) {
    lab.row(ours("handshake", "handshake, P-256", Step.CYCLE_HANDSHAKE, "p50", CYCLE));
    lab.row(ours("request", "request of 64 B, P-256", Step.CYCLE_REQUEST_64, "p50", CYCLE));
    lab.row(ours("datagram", "datagram of 64 B, P-256", Step.CYCLE_DATAGRAM, "p50", CYCLE));
    lab.row(ours("waiting.handshake", "handshake" + WAITING, Step.WAITING_HANDSHAKE, "p50", CYCLE));
    lab.row(
        ours(
            "waiting.request", "request of 64 B" + WAITING, Step.WAITING_REQUEST_64, "p50", CYCLE));
  }

  /// Parts of a cycle.
  static void partRows(Lab lab) {
    lab.row(
        ours("answered.handshake", "handshake", Step.CYCLE_HANDSHAKE, "answered", ANSWERED)
            .answers("pywebtransport.handshake.median", Conditions.OTHER, NOT_CLOSED));
    lab.row(
        ours("answered.request", "request of 64 B", Step.CYCLE_REQUEST_64, "answered", ANSWERED)
            .answers("pywebtransport.request.small.median", Conditions.OTHER, NOT_CLOSED));
    lab.row(
        ours("answered.datagram", "datagram of 64 B", Step.CYCLE_DATAGRAM, "answered", ANSWERED)
            .answers("pywebtransport.datagram.rtt.median", Conditions.OTHER, NOT_CLOSED));
    lab.row(
        ours("warm.request.64", "request of 64 B, median", Step.WARM_REQUEST_64, "p50", WARM)
            .answers("pywebtransport.request.small.median", Conditions.OTHER, ALONE));
    lab.row(ours("warm.request.64.p99", "request of 64 B, p99", Step.WARM_REQUEST_64, "p99", WARM));
    lab.row(
        ours("warm.request.1024", "request of 1 KiB, median", Step.WARM_REQUEST_1024, "p50", WARM)
            .answers("pywebtransport.request.large.median", Conditions.OTHER, ALONE));
    lab.row(
        ours("warm.datagram", "datagram of 64 B, median", Step.WARM_DATAGRAM, "p50", WARM)
            .answers("pywebtransport.datagram.rtt.median", Conditions.OTHER, ALONE));
    lab.row(ours("warm.datagram.p99", "datagram of 64 B, p99", Step.WARM_DATAGRAM, "p99", WARM));
  }

  static Row ours(String id, String label, Step step, String which, String heading) {
    return row(id, label, step, which, heading, OURS);
  }

  static Row row(String id, String label, Step step, String which, String heading, String variant) {
    return Row.of(id, label, step.time(which, heading), variant);
  }

  static void plan(RunPlan plan) {
    TransportTrial.expect(plan);
    plan.system(DOCUMENT, plan.pick(5.0, 28.0, 32.0), TransportLatency::asDocumented);
    plan.system(OURS, plan.pick(6.0, 39.0, 50.0), TransportLatency::inParts);
    ComparedRow.add(
        plan,
        5,
        ComparedRow.median("handshake", Step.CYCLE_HANDSHAKE.time("p50", CYCLE), "handshake"),
        ComparedRow.median("request", Step.CYCLE_REQUEST_64.time("p50", CYCLE), "request-64"),
        ComparedRow.median("datagram", Step.CYCLE_DATAGRAM.time("p50", CYCLE), "datagram"));
  }

  static void asDocumented(Trial trial) throws Exception {
    TransportTrial.measure(
        trial,
        Key.RSA_2048,
        Step.CYCLE_HANDSHAKE,
        Step.CYCLE_REQUEST_64,
        Step.CYCLE_REQUEST_1024,
        Step.CYCLE_DATAGRAM);
  }

  static void inParts(Trial trial) throws Exception {
    TransportTrial.measure(
        trial,
        Key.ECDSA_P256,
        Step.CYCLE_HANDSHAKE,
        Step.CYCLE_REQUEST_64,
        Step.CYCLE_DATAGRAM,
        Step.WAITING_HANDSHAKE,
        Step.WAITING_REQUEST_64,
        Step.WARM_REQUEST_64,
        Step.WARM_REQUEST_1024,
        Step.WARM_DATAGRAM);
  }
}
