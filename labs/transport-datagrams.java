///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportDatagrams
//SOURCES transport/package-info.java
//DESCRIPTION datagrams of 64 B: handed over, delivered, and where the others are lost

import java.util.ArrayList;
import java.util.List;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.DatagramRun;
import labs.transport.TransportTrial;
import labs.transport.peer.ComparedRow;
import labs.transport.peer.TransportPeer.Counted;
import transport.quic.SelfSigned.Key;

/// # How many datagrams arrive, of those that were sent?
///
/// The document sends 10,000 datagrams in one burst and divides by the time of the whole cycle. It
/// counts what the send queue took: nobody asked the receiver. Here the same cycle to the letter;
/// then the same, done when the receiver has said how many it heard; then one session that goes on,
/// flat out and at fixed rates, with every datagram accounted for.
///
/// Expect a burst to fit the queues at both ends and to arrive whole, and a session to carry what
/// the slower of both ends can handle; what is offered beyond that is refused by the send queue,
/// before it costs anything, as long as no socket's buffer runs over.
class TransportDatagrams {
  static final String SYSTEM = "P-256";
  static final String DOCUMENT = "RSA-2048";

  static final String CYCLE = "Burst, whole cycle";
  static final Measure HANDED = Measure.more("handed_rate", CYCLE, "datagrams/s");
  static final Measure CONFIRMED = Measure.more("confirmed_rate", CYCLE, "datagrams/s");
  static final Measure FLAT_OUT = Measure.more("flat_out", "Open session, heard", "datagrams/s");
  static final String ARRIVED = "Heard of what was offered";
  static final Measure HANDED_ARRIVED = Measure.more("handed_arrived", ARRIVED, "%");
  static final Measure CONFIRMED_ARRIVED = Measure.more("confirmed_arrived", ARRIVED, "%");
  static final String NOT_HEARD = "Not heard";

  static final String HEARD = "counted by the receiver; the document counts what was handed over";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-datagrams")
            .title("datagrams of 64 B: handed over, delivered, and where the others are lost")
            .protocol(
                """
                Each trial is a fresh server and a fresh client, a JVM each, on the loopback.
                  handed over   the document's cycle: a new client and socket, handshake, session,
                                10 000 datagrams given to the send queue at once, session and client
                                closed; datagrams over the time of whole cycles
                  confirmed     the same, where the client asks the server how many it has heard,
                                until that is all or none has come for 0.25 s, before it closes
                  open session  as many as the send queue takes, and at fixed rates, a due share
                                each 0.5 ms; heard is what the server's handler was told, up to the
                                answer that says so
                Each for 1 s (quick: 0.2 s) after some of the same unmeasured, rates in an order
                drawn anew. Counted are datagrams due, taken by the send queue, sent in packets,
                arrived in packets and told to the handler; the differences are what was lost where.
                By callbacks on the loops of both ends. Peers go through the bursts on P-256, each
                with its own server and its own client; a wait for datagrams that do not come is not
                counted.\
                """)
            .peers(ComparedRow.names());
    rows().forEach(lab::row);
    return lab.plan(TransportDatagrams::plan);
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of("handed.rsa", "10 000 handed over, RSA-2048", HANDED, DOCUMENT)
            .answers("pywebtransport.datagram.rate"));
    rows.add(
        Row.of("confirmed", "10 000 confirmed, P-256", CONFIRMED, SYSTEM)
            .answers("pywebtransport.datagram.rate", Conditions.STRONGER, HEARD));
    rows.add(Row.of("handed", "10 000 handed over, P-256", HANDED, SYSTEM));
    rows.add(Row.of("flat.out", "flat out", FLAT_OUT, SYSTEM));
    rows.add(Row.of("handed.arrived", "10 000 handed over, then closed", HANDED_ARRIVED, SYSTEM));
    rows.add(Row.of("confirmed.arrived", "10 000 confirmed", CONFIRMED_ARRIVED, SYSTEM));
    for (int rate : DatagramRun.RATES) {
      String label = (rate < 1_000 ? rate : "1 000") + " 000 per second offered";
      rows.add(Row.of("at." + rate, label, Measure.more("at_" + rate, ARRIVED, "%"), SYSTEM));
    }
    rows.add(drops("refused", "refused by a full send queue, at fixed rates", "datagrams"));
    rows.add(drops("unsent", "left in the send queue", "datagrams"));
    rows.add(drops("lost", "lost with a packet on the way", "datagrams"));
    rows.add(drops("pushed_out", "pushed out of a full receive queue", "datagrams"));
    rows.add(drops("overflowed", "packets that met a full socket buffer", "packets"));
    return rows;
  }

  static Row drops(String id, String label, String unit) {
    return Row.of(id, label, Measure.less(id, NOT_HEARD, unit), SYSTEM);
  }

  static void plan(RunPlan plan) {
    TransportTrial.expect(plan);
    plan.expect(DatagramRun.SOUND, "runs");
    plan.expect(DatagramRun.LOST, "accounts");
    plan.note(
        "the document's rate is that of the send queue: tests/benchmark/test_04_datagrams.py of the"
            + " original at commit 6f97566, lines 41 to 45, sends and closes; nobody is asked");
    plan.system(SYSTEM, plan.pick(5.0, 31.0, 60.0), TransportDatagrams::measure);
    plan.system(
        DOCUMENT,
        plan.pick(3.0, 16.0, 24.0),
        trial -> run(trial, Key.RSA_2048, true).into(trial, HANDED));
    ComparedRow.add(
        plan,
        5,
        ComparedRow.rate("handed", HANDED, "datagrams", DatagramRun.BURST),
        ComparedRow.arrived(
            "handed.arrived", HANDED_ARRIVED, "datagrams", DatagramRun.BURST, Counted::datagrams),
        ComparedRow.heardRate("confirmed", CONFIRMED, "datagrams-told"),
        ComparedRow.heardShare(
            "confirmed.arrived", CONFIRMED_ARRIVED, "datagrams-told", DatagramRun.BURST));
  }

  static void measure(Trial trial) throws Exception {
    ForkFindings seen = run(trial, Key.ECDSA_P256, false);
    for (Row row : rows()) {
      if (row.variant().equals(SYSTEM)) seen.into(trial, row.measure());
    }
  }

  static ForkFindings run(Trial trial, Key key, boolean documentsAlone) throws Exception {
    int ms = trial.pick(50, 200, 1_000, 5_000);
    return TransportTrial.measure(trial, key, DatagramRun.class, ms, documentsAlone);
  }
}
