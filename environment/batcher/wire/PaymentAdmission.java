package batcher.wire;

import batcher.event.Bytes32;
import batcher.event.Refusal;
import batcher.payment.Payment;
import batcher.payment.PaymentVerifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Verifies payments, one at a time. A payment that is good and then finds no room has spent its
/// coin all the same, so it is owed its place: when the very same comes again, it is good once
/// more.
final class PaymentAdmission {
  private final PaymentVerifier verifier;
  private final Map<Bytes32, Payment> owed = new HashMap<>();

  PaymentAdmission(PaymentVerifier verifier) {
    this.verifier = verifier;
  }

  /// Why the payment is refused; empty if it is good, and then its coin is spent.
  synchronized Optional<Refusal> verify(Payment payment) {
    Bytes32 id = payment.event().transactionId();
    Payment before = owed.get(id);
    if (before != null
        && before.event().equals(payment.event())
        && Arrays.equals(before.transaction(), payment.transaction())) {
      owed.remove(id);
      return Optional.empty();
    }
    return verifier.verify(payment);
  }

  /// A payment that was good found no room.
  synchronized void owe(Payment payment) {
    owed.put(payment.event().transactionId(), payment);
  }
}
