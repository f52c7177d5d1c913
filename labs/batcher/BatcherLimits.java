package labs.batcher;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.payment.PaymentPlan;
import batcher.payment.PaymentSigner;
import batcher.payment.PaymentVerifier;
import batcher.payment.Payments;
import java.util.Collections;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.machine.Probe;
import kit.result.Limit;

/// What this machine allows a batcher, calibrated in the same run.
public final class BatcherLimits {
  /// Copying an event once.
  public static final String COPY = "event_copy";

  /// Handing an event from one thread to another, one by one.
  public static final String HAND_OFF = "event_handoff";

  /// Making events durable, as many at once as pays.
  public static final String DURABLE = "event_durable";

  private static final int SIGNED = 256;
  private static final int FORCED_BYTES = 1 << 20;

  private BatcherLimits() {}

  /// Copies and durable writes, by arithmetic from the machine's own limits.
  public static void addTo(RunPlan plan) {
    plan.derive(
        seen ->
            limit(
                COPY,
                "copying 128 bytes once",
                seen.limit("memory_copy") * 1e9 / EventLayout.BYTES,
                "memory copy / 128 bytes; an event is copied four times on its way"));
    plan.derive(
        seen ->
            limit(
                DURABLE,
                "fdatasync of 1 MiB at a time",
                FORCED_BYTES / EventLayout.BYTES * 1e6 / seen.limit("fdatasync_" + FORCED_BYTES),
                String.format(
                    Locale.ROOT,
                    "8192 events each %.0f us: one fdatasync after the other",
                    seen.limit("fdatasync_" + FORCED_BYTES))));
  }

  /// What signing and verifying the payments costs: they are made before the clock starts.
  public static void addSigning(RunPlan plan) {
    PaymentPlan payments = new PaymentPlan("probe", Collections.nCopies(SIGNED, due()));
    PaymentSigner signer = new PaymentSigner(1);
    Payments signed = signer.sign(payments);
    AtomicInteger signs = new AtomicInteger();
    plan.probe(
        new Probe(
            "sign",
            "signing a payment",
            "payments/s",
            1,
            "256 at a time on all cores",
            () ->
                signs.getAndIncrement() % SIGNED == 0
                    ? signer.sign(payments).payments().size()
                    : signs.get()));
    PaymentVerifier[] verifier = new PaymentVerifier[1];
    AtomicInteger verified = new AtomicInteger();
    plan.probe(
        new Probe(
            "verify",
            "verifying a payment",
            "payments/s",
            1,
            "transaction id, coin, amount and signature, one thread",
            () -> {
              int next = verified.getAndIncrement() % SIGNED;
              if (next == 0) {
                verifier[0] = new PaymentVerifier(signed);
              }
              return verifier[0].verify(signed.payments().get(next)).isEmpty() ? 1 : 0;
            }));
  }

  private static PaymentPlan.Due due() {
    return new PaymentPlan.Due(
        Bytes32.named("probe"), 0, Direction.SENT, "peer", Event.SATOSHIS_PER_CHUNK, 1);
  }

  /// The hand-over alone, as a control reached it in this run.
  public static void addHandOff(RunPlan plan, String control, Measure measure) {
    plan.derive(
        seen -> {
          OptionalDouble rate = seen.median(control, measure);
          return rate.isEmpty()
              ? null
              : limit(
                  HAND_OFF,
                  "128 bytes from thread to thread, unbatched",
                  rate.getAsDouble(),
                  "median of the control \"" + control + "\"");
        });
  }

  private static Limit limit(String id, String label, double rate, String how) {
    return new Limit(id, label, rate, "events/s", rate, rate, how);
  }
}
