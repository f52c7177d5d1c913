///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportThroughput
//SOURCES transport/package-info.java
//DESCRIPTION megabytes per second up, down and both ways: handed over and delivered

import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.Step;
import labs.transport.TransportLimits;
import labs.transport.TransportTrial;
import labs.transport.peer.ComparedRow;
import labs.transport.peer.TransportPeer.Counted;
import transport.quic.SelfSigned.Key;

/// # How many megabytes arrive?
///
/// The document's upload counts bytes that were handed to the library, and closes the session; its
/// download counts bytes that came. Here each cycle is measured to the letter, and the same again
/// until the receiver has said that it has all of it.
///
/// Expect both to be alike where closing delivers what was written, and the session that stays open
/// ahead of both: it need not shake hands first.
class TransportThroughput {
  static final String VARIANT = "ten streams of 1 MiB";
  static final String NETTY = "Netty's QUIC";
  static final String RATE = "Throughput, delivered and confirmed";
  static final String WARM = "Throughput in an open session, delivered and confirmed";
  static final String HANDED = "Throughput by the document's count";

  static final String UNCONFIRMED =
      "the same cycle by the original's count: handed over, delivered or not";
  static final String OPEN = "without connecting and closing, which the document's cycle has";

  static final Lab LAB = TransportTrial.packetRows(lab(), VARIANT).plan(TransportThroughput::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    return Lab.named("transport-throughput")
        .title("megabytes per second up, down and both ways: handed over and delivered")
        .protocol(
            """
            Each trial is a fresh server and a fresh client, a JVM each, on the loopback; the
            certificate is RSA-2048, as the original's. One cycle after the other: a new client with
            a socket of its own, a session, ten streams one after the other with 1 MiB each (both
            ways: 1 MiB each way at once), session and client closed. Each kind runs for 1 s (quick:
            0.2 s) after 0.5 to 2 s unmeasured, in an order drawn anew; before them connections are
            made and closed, two at a time, until their rate is steady and the client's compilers
            are through (4 to 16 s). A MB has 2^20 bytes, as in the original's code.
              delivered  a cycle's work is done when the server has said how many bytes it has, or
                         when the client has them; each byte that comes is compared
              counted    to the letter: done when the last byte is handed over
              open       the same work again and again in a session that stays open; so too a
                         control, both ends by Netty's public QUIC API instead of quiche called
                         directly
            All by callbacks on the client's loop, but for the rows of threads that wait. Peers go
            through the cycles for half as long, each with its own server and its own client.\
            """)
        .peers(ComparedRow.names())
        .row(
            row("upload", "upload", Step.CONFIRMED_UPLOAD, RATE)
                .answers("pywebtransport.stream.upload"))
        .row(row("upload.waiting", "upload, threads that wait", Step.WAITING_UPLOAD, RATE))
        .row(
            row("download", "download", Step.CYCLE_DOWNLOAD, RATE)
                .answers("pywebtransport.stream.download"))
        .row(row("download.waiting", "download, threads that wait", Step.WAITING_DOWNLOAD, RATE))
        .row(
            row("duplex", "both ways, added", Step.CONFIRMED_DUPLEX, RATE)
                .answers("pywebtransport.stream.duplex"))
        .row(
            row("upload.handed", "upload", Step.HANDED_UPLOAD, HANDED)
                .answers("pywebtransport.stream.upload", Conditions.OTHER, UNCONFIRMED))
        .row(
            row("duplex.handed", "both ways, added", Step.HANDED_DUPLEX, HANDED)
                .answers("pywebtransport.stream.duplex", Conditions.OTHER, UNCONFIRMED))
        .row(Row.of("arrived", "upload and both ways", TransportTrial.ARRIVED, VARIANT))
        .row(
            row("upload.warm", "upload", Step.WARM_UPLOAD, WARM)
                .answers("pywebtransport.stream.upload", Conditions.OTHER, OPEN))
        .row(
            row("download.warm", "download", Step.WARM_DOWNLOAD, WARM)
                .answers("pywebtransport.stream.download", Conditions.OTHER, OPEN))
        .row(
            row("duplex.warm", "both ways, added", Step.WARM_DUPLEX, WARM)
                .answers("pywebtransport.stream.duplex", Conditions.OTHER, OPEN))
        .row(netty("upload.netty", "upload by Netty's QUIC", Step.WARM_UPLOAD))
        .row(netty("download.netty", "download by Netty's QUIC", Step.WARM_DOWNLOAD))
        .row(netty("duplex.netty", "both ways by Netty's QUIC, added", Step.WARM_DUPLEX));
  }

  static Row row(String id, String label, Step step, String heading) {
    return Row.of(id, label, step.throughput(heading), VARIANT).heldAgainst(TransportLimits.STREAM);
  }

  static Row netty(String id, String label, Step step) {
    return Row.of(id, label, step.throughput(WARM), NETTY);
  }

  static void plan(RunPlan plan) {
    TransportTrial.expect(plan);
    TransportLimits.addStream(plan);
    plan.system(VARIANT, plan.pick(8.0, 46.0, 55.0), TransportThroughput::measure);
    plan.control(NETTY, plan.pick(4.0, 33.0, 16.0), TransportThroughput::netty);
    ComparedRow.add(
        plan,
        3,
        compared("upload", Step.CONFIRMED_UPLOAD, "upload-told"),
        compared("download", Step.CYCLE_DOWNLOAD, "download"),
        compared("duplex", Step.CONFIRMED_DUPLEX, "duplex-told"),
        compared("upload.handed", Step.HANDED_UPLOAD, "upload"),
        ComparedRow.arrived(
                "arrived",
                TransportTrial.ARRIVED,
                "upload",
                Step.HANDED_UPLOAD.bytes(),
                Counted::streamBytes)
            .onRsa());
  }

  static ComparedRow compared(String row, Step step, String cycle) {
    double mebibytes = step.bytes() / (double) (1 << 20);
    return ComparedRow.rate(row, step.throughput(RATE), cycle, mebibytes).onRsa();
  }

  static void netty(Trial trial) throws Exception {
    TransportTrial.measure(
        trial, "netty", Key.RSA_2048, Step.WARM_UPLOAD, Step.WARM_DOWNLOAD, Step.WARM_DUPLEX);
  }

  static void measure(Trial trial) throws Exception {
    TransportTrial.measure(
        trial,
        Key.RSA_2048,
        Step.CONFIRMED_UPLOAD,
        Step.HANDED_UPLOAD,
        Step.WARM_UPLOAD,
        Step.WAITING_UPLOAD,
        Step.CYCLE_DOWNLOAD,
        Step.WARM_DOWNLOAD,
        Step.WAITING_DOWNLOAD,
        Step.HANDED_DUPLEX,
        Step.CONFIRMED_DUPLEX,
        Step.WARM_DUPLEX);
  }
}
