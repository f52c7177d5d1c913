package labs.transport;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.Locale;
import kit.fork.Fork;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.machine.Probe;

/// What parts of the transport's work cost when each is measured alone, in the same run.
///
/// Two cost models follow. A stream: UDP packets sealed and opened with AES-GCM and nothing else,
/// by the same calls, a thread at each end. A connection: two trips over UDP, one for the handshake
/// and one for the session, with a signature and its verification. Neither is a bound: the JDK
/// signs, seals and opens here, where quiche has BoringSSL.
public final class TransportLimits {
  /// Of throughput.
  public static final String STREAM = "sealed_stream";

  /// Of connections that are made one after the other.
  public static final String CONNECTION = "connection_alone";

  static final Measure SEALED = Measure.more("sealed_rate", "Sealed UDP packets", "MB/s");

  private static final String ALONE = "UDP and AES-GCM alone";
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

  /// Adds the probes and the cost model of a connection.
  public static void addConnection(RunPlan plan) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      addConnection(plan, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs with P-256", e);
    }
  }

  private static void addConnection(RunPlan plan, KeyPair key) throws GeneralSecurityException {
    byte[] message = new byte[130];
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key.getPrivate());
    byte[] signature = sign(signer, message);
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key.getPublic());
    plan.probe(
        new Probe(
            "sign_p256",
            "ECDSA P-256 signature",
            "/s",
            1,
            "the JDK's, one thread",
            () -> sign(signer, message)[8]));
    plan.probe(
        new Probe(
            "verify_p256",
            "ECDSA P-256 verification",
            "/s",
            1,
            "the JDK's, one thread",
            () -> verify(verifier, message, signature)));
    plan.model(CONNECTION, "conn/s", TransportLimits::connection);
  }

  private static byte[] sign(Signature signer, byte[] message) {
    try {
      signer.update(message);
      return signer.sign();
    } catch (SignatureException e) {
      throw new IllegalStateException("a signature failed", e);
    }
  }

  private static long verify(Signature verifier, byte[] message, byte[] signature) {
    try {
      verifier.update(message);
      if (!verifier.verify(signature)) throw new SignatureException("it does not fit");
      return signature[8];
    } catch (SignatureException e) {
      throw new IllegalStateException("a verification failed", e);
    }
  }

  private static RunPlan.Sum connection(RunPlan.Parts parts) {
    double trip = parts.limit("loopback_udp");
    double sign = 1e6 / parts.limit("sign_p256");
    double verify = 1e6 / parts.limit("verify_p256");
    return new RunPlan.Sum(
        "two trips, a signature, a verification",
        1e6 / (TRIPS * trip + sign + verify),
        String.format(
            Locale.ROOT,
            "1 / (%d x %.1f + %.1f + %.1f us): UDP round trips, signature, verification",
            TRIPS,
            trip,
            sign,
            verify));
  }
}
