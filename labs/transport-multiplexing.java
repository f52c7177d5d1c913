///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportMultiplexing
//SOURCES transport/package-info.java
//DESCRIPTION a thousand streams at once, and connections and requests per second

import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.Step;
import labs.transport.TransportLimits;
import labs.transport.TransportTrial;
import labs.transport.peer.ComparedRow;
import labs.transport.peer.TransportPeer.Counted;
import transport.quic.SelfSigned.Key;

/// # What do a thousand streams carry together?
///
/// The document opens 1,000 one-way streams of 64 KiB at once and divides their bytes by the time
/// until they were handed over; hardly any had arrived. It also counts connections per second, made
/// and closed one after the other. Here both to the letter, the streams also until the receiver has
/// all of them and in both directions, and connections also from one socket and 50 at once.
///
/// Expect a thousand streams to carry about what ten carry one after the other; two-way streams a
/// little less than one-way ones, for each brings an answer.
class TransportMultiplexing {
  static final String STREAMS = "RSA-2048";
  static final String CONNECTIONS = "P-256";
  static final String NETTY = "Netty's QUIC";

  static final String RATE = "Throughput, delivered and confirmed";
  static final String WARM = "Throughput in an open session, delivered and confirmed";
  static final String HANDED = "Throughput by the document's count";
  static final String UNCONFIRMED =
      "the same cycle by the original's count: handed over, delivered or not";
  static final String OPEN = "without connecting and closing, which the document's cycle has";

  static final int AT_ONCE = 100;
  static final Measure REQUESTS =
      Measure.more(Step.WARM_REQUESTS.id() + "_all", "Requests in an open session", "requests/s");

  static final Lab LAB =
      TransportTrial.packetRows(lab(), STREAMS).plan(TransportMultiplexing::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab streams =
        Lab.named("transport-multiplexing")
            .title("a thousand streams at once, and connections and requests per second")
            .protocol(
                """
                Each trial is a fresh server and a fresh client, a JVM each, on the loopback. One cycle
                after the other: a new client with a socket of its own, a session, 1 000 streams of 64
                KiB opened at once, session and client closed. Each kind runs for 1 s (quick: 0.2 s)
                after 0.5 to 2 s unmeasured, in an order drawn anew; before them connections are made
                and closed, two at a time, until their rate is steady and the client's compilers are
                through (4 to 16 s). A MB has 2^20 bytes, as in the original's code.
                  RSA-2048  the server's certificate is the original's kind; streams, and connections
                            one after the other, each with a socket of its own
                  P-256     the kind that browsers ask for; connections with a socket of their own, all
                            from one socket, and 50 at once from one socket; 100 requests at once in an
                            open session, 64 KiB there and back on a stream each
                  Netty's QUIC
                            a control: both ends by Netty's public QUIC API instead of quiche called
                            directly, in an open session; RSA-2048
                All by callbacks on the client's loop, but for the row of threads that wait. Peers do
                the same for half as long, by their own servers and clients; of their 50 connections at
                once those of webtransport-go and wtransport share a socket.\
                """)
            .peers(ComparedRow.names())
            .row(
                streams("uni", "1 000 one-way streams", Step.CONFIRMED_MANY, RATE)
                    .answers("pywebtransport.multiplexing.throughput"))
            .row(streams("bidi", "1 000 two-way streams", Step.CONFIRMED_EXCHANGES, RATE))
            .row(
                streams(
                    "uni.waiting",
                    "1 000 one-way streams, threads that wait",
                    Step.WAITING_MANY,
                    RATE))
            .row(
                streams("uni.handed", "1 000 one-way streams", Step.HANDED_MANY, HANDED)
                    .answers(
                        "pywebtransport.multiplexing.throughput", Conditions.OTHER, UNCONFIRMED))
            .row("arrived", "1 000 one-way streams", TransportTrial.ARRIVED, STREAMS)
            .row(
                streams("uni.warm", "1 000 one-way streams", Step.WARM_MANY, WARM)
                    .answers("pywebtransport.multiplexing.throughput", Conditions.OTHER, OPEN))
            .row(streams("bidi.warm", "1 000 two-way streams", Step.WARM_EXCHANGES, WARM))
            .row(netty("uni.netty", "the same by Netty's QUIC, one-way", Step.WARM_MANY))
            .row(netty("bidi.netty", "the same by Netty's QUIC, two-way", Step.WARM_EXCHANGES));
    return withConnections(streams);
  }

  static Lab withConnections(Lab streams) {
    return streams
        .row(
            connections(
                    "connections",
                    "one after the other, RSA-2048",
                    Step.CYCLE_CONNECTION,
                    STREAMS,
                    TransportLimits.CONNECTION_RSA)
                .answers("pywebtransport.connection.rate"))
        .row(
            connections(
                "connections.p256",
                "one after the other, P-256",
                Step.CYCLE_CONNECTION,
                CONNECTIONS,
                TransportLimits.CONNECTION))
        .row(
            connections(
                "connections.shared",
                "one after the other, P-256, from one socket",
                Step.SHARED_CONNECTION,
                CONNECTIONS,
                TransportLimits.CONNECTION))
        .row(
            connections(
                "connections.fifty",
                "50 at once, P-256, from one socket",
                Step.FIFTY_CONNECTIONS,
                CONNECTIONS,
                TransportLimits.CONNECTIONS_AT_ONCE))
        .row("requests", "100 at once, 64 KiB there and back", REQUESTS, CONNECTIONS);
  }

  static Row streams(String id, String label, Step step, String heading) {
    return Row.of(id, label, step.throughput(heading), STREAMS);
  }

  static Row netty(String id, String label, Step step) {
    return Row.of(id, label, step.throughput(WARM), NETTY);
  }

  static Row connections(String id, String label, Step step, String variant, String limit) {
    return Row.of(id, label, made(step), variant).heldAgainst(limit);
  }

  static Measure made(Step step) {
    return step.rate("Connections, made and closed", "conn/s");
  }

  static void plan(RunPlan plan) {
    TransportTrial.expect(plan);
    TransportLimits.addConnection(plan);
    plan.system(STREAMS, plan.pick(8.0, 41.0, 48.0), TransportMultiplexing::streams);
    plan.control(NETTY, plan.pick(4.0, 34.0, 14.0), TransportMultiplexing::netty);
    plan.system(CONNECTIONS, plan.pick(5.0, 29.0, 32.0), TransportMultiplexing::connections);
    ComparedRow.add(
        plan,
        3,
        compared("uni", Step.CONFIRMED_MANY, "streams-told"),
        compared("bidi", Step.CONFIRMED_EXCHANGES, "streams-two-way"),
        compared("uni.handed", Step.HANDED_MANY, "streams"),
        ComparedRow.arrived(
                "arrived",
                TransportTrial.ARRIVED,
                "streams",
                Step.HANDED_MANY.bytes(),
                Counted::streamBytes)
            .onRsa(),
        ComparedRow.rate("connections", made(Step.CYCLE_CONNECTION), "connections", 100).onRsa(),
        ComparedRow.rate(
            "connections.fifty", made(Step.FIFTY_CONNECTIONS), "connections-at-once", 250),
        ComparedRow.rate("requests", REQUESTS, "requests", AT_ONCE));
  }

  static ComparedRow compared(String row, Step step, String cycle) {
    double mebibytes = step.bytes() / (double) (1 << 20);
    return ComparedRow.rate(row, step.throughput(RATE), cycle, mebibytes).onRsa();
  }

  static void streams(Trial trial) throws Exception {
    TransportTrial.measure(
        trial,
        Key.RSA_2048,
        Step.CONFIRMED_MANY,
        Step.CONFIRMED_EXCHANGES,
        Step.HANDED_MANY,
        Step.WARM_MANY,
        Step.WARM_EXCHANGES,
        Step.WAITING_MANY,
        Step.CYCLE_CONNECTION);
  }

  static void netty(Trial trial) throws Exception {
    TransportTrial.measure(trial, "netty", Key.RSA_2048, Step.WARM_MANY, Step.WARM_EXCHANGES);
  }

  static void connections(Trial trial) throws Exception {
    ForkFindings seen =
        TransportTrial.measure(
            trial,
            Key.ECDSA_P256,
            Step.CYCLE_CONNECTION,
            Step.SHARED_CONNECTION,
            Step.FIFTY_CONNECTIONS,
            Step.WARM_REQUESTS);
    trial.metric(REQUESTS, AT_ONCE * seen.number(Step.WARM_REQUESTS.id() + "_rate"));
  }
}
