package labs.batcher;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.payment.Payment;
import batcher.payment.PaymentPlan;
import batcher.payment.PaymentSigner;
import batcher.payment.PaymentVerifier;
import batcher.payment.Payments;
import java.time.Duration;
import java.util.Collections;

/// What payments cost before they are events: real transactions, signed and verified. Batching is
/// another figure, because the events that a load sends were signed long before.
public final class Payers {
  /// What a payment must be.
  public static final String SIGNED = "every payment signed is verified";

  private static final int AT_ONCE = 256;

  private final PaymentPlan plan =
      new PaymentPlan(
          "probe",
          Collections.nCopies(
              AT_ONCE,
              new PaymentPlan.Due(
                  Bytes32.named("probe"), 0, Direction.SENT, "peer", Event.SATOSHIS_PER_CHUNK, 1)));
  private final PaymentSigner signer = new PaymentSigner(1);
  private Payments signed;
  private long verified;
  private long refused;

  /// Payments signed in a second, on all cores.
  public double signedPerSecond(Duration duration) {
    return perSecond(() -> signed = signer.sign(plan), duration);
  }

  /// Payments verified in a second, on one thread: transaction id, coin, amount and signature. They
  /// are those that were signed last.
  public double verifiedPerSecond(Duration duration) {
    return perSecond(this::verify, duration);
  }

  private void verify() {
    PaymentVerifier verifier = new PaymentVerifier(signed);
    for (Payment payment : signed.payments()) {
      if (verifier.verify(payment).isEmpty()) {
        verified++;
      } else {
        refused++;
      }
    }
  }

  /// Payments verified and found right, so far.
  public long verified() {
    return verified;
  }

  /// Payments looked at so far.
  public long checked() {
    return verified + refused;
  }

  private static double perSecond(Runnable some, Duration duration) {
    some.run();
    long startNs = System.nanoTime();
    long elapsedNs = 0;
    long count = 0;
    while (elapsedNs < duration.toNanos()) {
      some.run();
      count += AT_ONCE;
      elapsedNs = System.nanoTime() - startNs;
    }
    return count * 1e9 / elapsedNs;
  }
}
