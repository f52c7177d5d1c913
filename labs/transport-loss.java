///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportLoss
//SOURCES transportloss/package-info.java
//DESCRIPTION lost packets: who waits for them, WebTransport's streams or one WebSocket

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import labs.transport.BenchClient;
import labs.transport.TransportTrial;
import labs.transportloss.LossTrial;
import labs.transportloss.LossyNetwork;
import labs.transportloss.OverWebSocket;
import labs.transportloss.OverWebTransport;
import transport.proxy.TcpProxy;

/// # Who waits for a packet that is lost?
///
/// TCP hands over bytes in their order. While one packet is missing, all that came behind it waits,
/// whatever it belongs to: head-of-line blocking. QUIC keeps the order within a stream alone. The
/// document measures on one machine, where nothing is lost, and so cannot show it. Here messages
/// that have nothing to do with each other go over one WebSocket, and each on a stream of its own
/// over WebTransport, through networks of 0, 10 and 50 ms that lose 0, 1 and 5 % of the packets.
///
/// Expect the same delays where nothing is lost. Where packets are, expect WebTransport to delay
/// the messages that were in them, and WebSocket also those that were sent until the packet came
/// again: the more, the longer the round trip. A download is one stream in both, so nothing is to
/// be won there.
class TransportLoss {
  static final String SYSTEM = "WebTransport";
  static final String PEER = "WebSocket";
  static final List<String> BOTH = List.of(SYSTEM, PEER);
  static final String CONTROL = BenchClient.SETTINGS.congestionControl();

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-loss")
            .title("lost packets: who waits for them, WebTransport's streams or one WebSocket")
            .protocol(
                """
                Each trial is a fresh server in a JVM of its own; client and networks are in the lab's
                JVM. A network holds each packet back for 0, 10 or 50 ms each way, and loses 0, 1 or
                5 % of them, drawn from the trial's seed. It loses QUIC's packets as a UDP proxy, and
                those of the kernel's own TCP, acknowledgements included, as the far end of a network
                device (TUN); it is no faster than a program that copies packets one by one.
                  messages  200 a second of 100 B, evenly spaced, for 3 s (quick: 0.5 s) after some
                            unmeasured, in all nine networks at the same time, a connection each.
                            Each is sent back whole and compared. WebTransport: a stream each.
                            WebSocket: all on the one connection. Timed from when a message was due
                  late      over a round trip of the network and 5 ms
                  download  64 MiB asked for on a new connection, one network after the other in a
                            drawn order, after some unmeasured: what has come after 1 s (quick:
                            0.2 s), slow start included\
                """)
            .peers(PEER);
    for (LossyNetwork network : LossyNetwork.ALL) {
      lab.row(row("p50", network, LossTrial.delay(network, 50), SYSTEM));
    }
    for (LossyNetwork network : LossyNetwork.ALL) {
      lab.row(row("p99", network, LossTrial.delay(network, 99), SYSTEM));
    }
    for (LossyNetwork network : LossyNetwork.ALL) {
      for (String each : BOTH) lab.row(row("late", network, LossTrial.late(network), each));
    }
    for (LossyNetwork network : LossyNetwork.ALL) {
      if (!network.loses()) continue;
      for (String each : BOTH) {
        lab.row(row("late.each", network, LossTrial.lateForEach(network), each));
      }
    }
    for (LossyNetwork network : LossyNetwork.ALL) {
      lab.row(row("download", network, LossTrial.download(network), SYSTEM));
    }
    return TransportTrial.packetRows(lab, SYSTEM).plan(TransportLoss::plan);
  }

  /// Rows that may be zero are of both; others are of ours, and the peer is compared with them.
  static Row row(String what, LossyNetwork network, Measure measure, String variant) {
    boolean ofBoth = what.startsWith("late");
    String id = what + "." + network.id() + (variant.equals(PEER) ? ".websocket" : "");
    return Row.of(id, network + ", " + (ofBoth ? variant : what), measure, variant);
  }

  static void plan(RunPlan plan) {
    TransportTrial.settings(plan);
    plan.expect(LossTrial.RIGHT, "messages");
    plan.expect(LossTrial.DOWNLOADED, "bytes");
    double seconds = plan.pick(5.5, 21.0, 38.0);
    plan.system(
        SYSTEM, seconds, trial -> LossTrial.run(trial, new OverWebTransport(BenchClient.SETTINGS)));
    Optional<String> absence = TcpProxy.absence(CONTROL);
    if (absence.isPresent()) {
      plan.leaveOut("no WebSocket beside it: " + absence.get(), PEER);
      return;
    }
    plan.note(
        "WebSocket: Vert.x and the JDK's client, TLS 1.3 with AES-128-GCM and P-256, packets of"
            + " 1,500 bytes, no Nagle, "
            + CONTROL.toUpperCase(Locale.ROOT)
            + " as QUIC has it, whatever the system's default is");
    List<String> compared = new ArrayList<>();
    for (String what : List.of("p50", "p99", "download")) {
      for (LossyNetwork network : LossyNetwork.ALL) compared.add(what + "." + network.id());
    }
    plan.peer(
        PEER,
        "Vert.x 5.2.0",
        compared.removeFirst(),
        "all messages on one connection",
        seconds,
        trial -> LossTrial.run(trial, new OverWebSocket(CONTROL)));
    for (String row : compared) plan.compare(row, PEER, "");
  }
}
