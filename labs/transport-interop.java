///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN TransportInterop
//SOURCES transport/package-info.java
//DESCRIPTION files exchanged with WebTransport as others made it, every byte compared

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Profile;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.peer.End;
import labs.transport.peer.InteropCase;
import labs.transport.peer.OwnEnd;
import labs.transport.peer.TransportPeer;
import runtime.Folders;
import runtime.Temporary;
import transport.quic.Identity;
import transport.quic.SelfSigned;

/// # Does our WebTransport talk to others'?
///
/// A server and a client by the same hands agree even where both are wrong. Here each end of ours
/// meets six that others made, in the cases that the QUIC interop runner asks of WebTransport: the
/// handshake with its sub-protocol, and files fetched and sent on one-way streams, on two-way
/// streams and in datagrams.
///
/// Expect every case to pass in both directions, byte for byte, but those that are known to fail.
/// wtransport knows no sub-protocols. webtransport-go's client refuses every server without
/// RESET_STREAM_AT, which newer drafts demand and our engine, quiche, does not have. Flupke
/// announces no datagrams, which all drafts demand of both ends, so no session is opened with it.
/// And pywebtransport 0.9.0, the document's own, talks to nobody but itself: it writes what belongs
/// on three streams onto one, which HTTP/3 forbids.
class TransportInterop {
  static final String AS_KNOWN = "every case passes, or fails in the way that is known";
  static final Measure CASES = Measure.more("cases", "Cases passed", "%");

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("transport-interop")
            .title("files exchanged with WebTransport as others made it, every byte compared")
            .protocol(
                """
                Each trial lets one server and one client go through the seven cases of the QUIC interop
                runner's contract for WebTransport, each on a new connection: the handshake, after which
                both say which sub-protocol they speak, and files that one end asks the other for, all
                at once, on one-way streams, two-way streams and in datagrams: the client receives, and
                then the client sends. Files of 0 B to 1 MiB; 1 to 900 B in datagrams. Certificates are
                ECDSA P-256. Others run as processes; ours is in the lab's own JVM.\
                """)
            .inTheLabsJvm()
            .row("ours", pair("ours", "ours"), CASES, pair("ours", "ours"));
    for (TransportPeer peer : TransportPeer.ALL) {
      lab.row(row(peer, "server", pair("ours", peer.name())));
      lab.row(row(peer, "client", pair(peer.name(), "ours")));
    }
    return lab.plan(TransportInterop::plan);
  }

  static String pair(String client, String server) {
    return "client " + client + ", server " + server;
  }

  static Row row(TransportPeer peer, String role, String pair) {
    return Row.of(peer.name() + "." + role, pair, CASES, pair);
  }

  static void plan(RunPlan plan) {
    plan.expect(AS_KNOWN, "cases");
    End ours = new OwnEnd();
    plan.system(pair("ours", "ours"), 1.0, trial -> meet(trial, ours, ours, _ -> Optional.empty()));
    for (TransportPeer peer : TransportPeer.ALL) {
      String asking = pair(peer.name(), "ours");
      String serving = pair("ours", peer.name());
      Optional<String> absence = peer.absence(plan.profile());
      if (absence.isPresent()) {
        plan.leaveOut(absence.get(), asking, serving);
        continue;
      }
      plan.system(
          asking, 9.0, trial -> meet(trial, peer.end(), ours, each -> peer.knownFault(each, true)));
      plan.system(
          serving,
          4.0,
          trial -> meet(trial, ours, peer.end(), each -> peer.knownFault(each, false)));
      if (peer != TransportPeer.NEWEST) plan.alike(asking, serving);
    }
  }

  static void meet(
      Trial trial, End asking, End serving, Function<InteropCase, Optional<Pattern>> known)
      throws Exception {
    Path folder = Files.createTempDirectory(Temporary.folder(), "interop");
    trial.own(() -> Folders.delete(folder));
    Identity identity =
        SelfSigned.write(
                folder,
                SelfSigned.Key.ECDSA_P256,
                Instant.now().minus(Duration.ofHours(1)),
                Duration.ofDays(2))
            .identity();
    for (InteropCase each : cases(trial, pair(asking.name(), serving.name()))) {
      trial.phase(each.toString());
      Optional<String> fault =
          each.run(serving, asking, identity, folder.resolve(each.name()), trial.seed());
      trial.proportion(CASES, fault.isEmpty() ? 1 : 0, 1);
      trial.seen("case." + each.name().toLowerCase(Locale.ROOT), fault.isEmpty() ? 1 : 0, "passed");
      String said = fault.orElse("it passed");
      boolean asKnown =
          known.apply(each).map(wrong -> wrong.matcher(said).find()).orElse(fault.isEmpty());
      String detail =
          asKnown ? "" : pair(asking.name(), serving.name()) + ", " + each + ": " + said;
      trial.check(AS_KNOWN, asKnown ? 1 : 0, 1, "cases", detail);
    }
  }

  /// All of them; in a test every third, from another one on for each pair.
  static List<InteropCase> cases(Trial trial, String pair) {
    int step = trial.profile() == Profile.TEST ? 3 : 1;
    int first = Math.floorMod(pair.hashCode(), step);
    return Stream.of(InteropCase.values()).filter(each -> each.ordinal() % step == first).toList();
  }
}
