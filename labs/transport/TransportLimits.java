package labs.transport;

import java.util.Locale;
import java.util.Optional;
import kit.fork.Fork;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.machine.Probe;
import transport.quic.quiche.HandshakeParts;

/// What parts of the transport's work cost when each is measured alone, in the same run.
///
/// Cost models follow. A stream: UDP packets sealed and opened with AES-GCM and nothing else, by
/// the same calls, a thread at each end. That is no bound: the JDK seals and opens here, where
/// quiche has BoringSSL. Connections in turn: two trips over UDP, one for the handshake and one for
/// the session, and what both ends reckon, by that BoringSSL. Connections at once: what the client
/// reckons, which is more than the server does.
public final class TransportLimits {
  /// Of throughput.
  public static final String STREAM = "sealed_stream";

  /// Of connections that are made one after the other, with a certificate of P-256.
  public static final String CONNECTION = "connection_alone";

  /// The same with one of RSA-2048.
  public static final String CONNECTION_RSA = "connection_rsa_alone";

  /// Of many that are made at once, with a certificate of P-256.
  public static final String CONNECTIONS_AT_ONCE = "connections_at_once";

  static final Measure SEALED = Measure.more("sealed_rate", "Sealed UDP packets", "MB/s");

  private static final String ALONE = "UDP and AES-GCM alone";
  private static final String AGREE = "agree_x25519";
  private static final int TRIPS = 2;

  private TransportLimits() {}

  /// Adds the control and the cost model of a stream.
  public static void addStream(RunPlan plan) {
    plan.control(ALONE, plan.pick(1.5, 5.0, 9.0), TransportLimits::sealed);
    plan.model(
        STREAM,
        "MB/s",
        parts ->
            new RunPlan.Sum(
                "UDP and AES-GCM alone",
                parts.trials(ALONE, SEALED),
                "packets sealed and opened by the JDK over the same socket calls, a thread at each"
                    + " end"));
  }

  private static void sealed(Trial trial) throws Exception {
    Fork.of(SealedRun.class).with(trial.pick(50, 200, 1_000, 3_000)).run(trial).into(trial, SEALED);
  }

  /// Adds the probes and the cost models of a connection, where quiche's library shows the
  /// BoringSSL in it.
  public static void addConnection(RunPlan plan) {
    Optional<HandshakeParts> known = Optional.empty();
    try {
      known = HandshakeParts.make();
    } catch (UnsupportedOperationException e) {
      plan.needs(Optional.of(e.getMessage()));
    }
    if (known.isEmpty()) {
      plan.note("the library of quiche hides its BoringSSL, so connections have no limit");
      return;
    }
    HandshakeParts parts = known.orElseThrow();
    probe(plan, AGREE, "X25519: key pair and secret", parts::agree);
    probe(plan, "sign_p256", "ECDSA P-256: signature", parts::signP256);
    probe(plan, "verify_p256", "ECDSA P-256: verification", parts::verifyP256);
    probe(plan, "sign_rsa", "RSA-2048: signature", parts::signRsa);
    probe(plan, "verify_rsa", "RSA-2048: verification", parts::verifyRsa);
    plan.model(CONNECTION, "conn/s", limits -> inTurn(limits, "p256"));
    plan.model(CONNECTION_RSA, "conn/s", limits -> inTurn(limits, "rsa"));
    plan.model(CONNECTIONS_AT_ONCE, "conn/s", TransportLimits::atOnce);
  }

  private static void probe(RunPlan plan, String id, String label, Probe.Operation operation) {
    plan.probe(new Probe(id, label, "/s", 1, "BoringSSL's, one thread", operation));
  }

  private static RunPlan.Sum inTurn(RunPlan.Parts parts, String key) {
    double trip = parts.limit("loopback_udp");
    double agree = 1e6 / parts.limit(AGREE);
    double sign = 1e6 / parts.limit("sign_" + key);
    double verify = 1e6 / parts.limit("verify_" + key);
    return new RunPlan.Sum(
        "two trips and the arithmetic of both ends",
        1e6 / (TRIPS * trip + 2 * agree + sign + verify),
        String.format(
            Locale.ROOT,
            "1 / (%d x %.1f + 2 x %.1f + %.1f + %.1f us): UDP round trips, key agreement at both"
                + " ends, signature, verification",
            TRIPS,
            trip,
            agree,
            sign,
            verify));
  }

  private static RunPlan.Sum atOnce(RunPlan.Parts parts) {
    double agree = 1e6 / parts.limit(AGREE);
    double verify = 1e6 / parts.limit("verify_p256");
    return new RunPlan.Sum(
        "the arithmetic of the client, one thread",
        1e6 / (agree + verify),
        String.format(
            Locale.ROOT, "1 / (%.1f + %.1f us): key agreement, verification", agree, verify));
  }
}
