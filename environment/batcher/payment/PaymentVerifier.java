package batcher.payment;

import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Checks payments against the local coins, one after another: that the transaction is the one the
/// event names, spends a coin that is there and unspent, is signed by the coin's owner, pays the
/// event's amount to whom the event says, and makes no money.
///
/// One thread at a time; [#verifyAll] spreads the signatures, which cost nearly everything.
public final class PaymentVerifier {
  private final Map<Outpoint, Coin> unspent;
  private final Map<String, PublicKeyHash> addresses;

  public PaymentVerifier(Payments payments) {
    this(payments.coins(), payments.addresses());
  }

  public PaymentVerifier(Map<Outpoint, Coin> coins, Map<String, PublicKeyHash> addresses) {
    this.unspent = new HashMap<>(coins);
    this.addresses = Map.copyOf(addresses);
  }

  /// What is left to check once everything but the signature is right.
  private record Unsigned(Transaction transaction, P2pkh.Unlock unlock, Coin coin) {
    boolean isSigned() {
      return PayerKey.isSigned(transaction, unlock, coin);
    }
  }

  private sealed interface Finding {
    record Wrong(Refusal refusal) implements Finding {}

    record Fine(Unsigned unsigned) implements Finding {}
  }

  /// Why the payment is refused; empty if it is good, and then its coin is spent.
  public Optional<Refusal> verify(Payment payment) {
    return switch (check(payment)) {
      case Finding.Wrong wrong -> Optional.of(wrong.refusal);
      case Finding.Fine fine when !fine.unsigned.isSigned() -> Optional.of(Refusal.SIGNATURE);
      case Finding.Fine fine -> {
        spend(fine.unsigned.transaction, payment);
        yield Optional.empty();
      }
    };
  }

  /// Verifies a list in order, signatures in parallel; the first refusal, or empty if all are good.
  public Optional<Refusal> verifyAll(List<Payment> payments) {
    Unsigned[] unsigned = new Unsigned[payments.size()];
    for (int i = 0; i < unsigned.length; i++) {
      switch (check(payments.get(i))) {
        case Finding.Wrong wrong -> {
          return Optional.of(wrong.refusal);
        }
        case Finding.Fine fine -> unsigned[i] = fine.unsigned;
      }
      spend(unsigned[i].transaction, payments.get(i));
    }
    boolean signed =
        IntStream.range(0, unsigned.length).parallel().allMatch(i -> unsigned[i].isSigned());
    return signed ? Optional.empty() : Optional.of(Refusal.SIGNATURE);
  }

  private Finding check(Payment payment) {
    Event event = payment.event();
    Optional<Transaction> parsed = Transaction.parse(payment.transaction());
    if (parsed.isEmpty()
        || !Hashes.transactionId(payment.transaction()).equals(event.transactionId())) {
      return new Finding.Wrong(Refusal.TRANSACTION_ID);
    }
    Transaction transaction = parsed.get();
    if (transaction.inputs().size() != 1 || !pays(transaction, event)) {
      return new Finding.Wrong(Refusal.PAYMENT);
    }
    Coin coin = unspent.get(transaction.inputs().getFirst().spent());
    if (coin == null) {
      return new Finding.Wrong(Refusal.SPENT);
    }
    if (paid(transaction) > coin.satoshis()) {
      return new Finding.Wrong(Refusal.PAYMENT);
    }
    Optional<P2pkh.Unlock> unlock = P2pkh.parse(transaction.inputs().getFirst().unlock());
    return unlock.isEmpty()
        ? new Finding.Wrong(Refusal.SIGNATURE)
        : new Finding.Fine(new Unsigned(transaction, unlock.get(), coin));
  }

  private boolean pays(Transaction transaction, Event event) {
    String payee = event.direction() == Direction.SENT ? name(event) : PaymentSigner.SELF;
    PublicKeyHash address = addresses.get(payee);
    if (address == null || transaction.outputs().isEmpty()) {
      return false;
    }
    Transaction.Output first = transaction.outputs().getFirst();
    return first.satoshis() == event.satoshis()
        && P2pkh.owner(first.lock()).filter(address::equals).isPresent();
  }

  /// Negative outputs and sums that overflow count as more than any coin.
  private static long paid(Transaction transaction) {
    long sum = 0;
    for (Transaction.Output output : transaction.outputs()) {
      if (output.satoshis() < 0 || sum + output.satoshis() < 0) {
        return Long.MAX_VALUE;
      }
      sum += output.satoshis();
    }
    return sum;
  }

  private void spend(Transaction transaction, Payment payment) {
    unspent.remove(transaction.inputs().getFirst().spent());
    for (int i = 0; i < transaction.outputs().size(); i++) {
      Transaction.Output output = transaction.outputs().get(i);
      Outpoint outpoint = new Outpoint(payment.event().transactionId(), i);
      if (output.satoshis() > 0) {
        P2pkh.owner(output.lock())
            .ifPresent(owner -> unspent.put(outpoint, new Coin(output.satoshis(), owner)));
      }
    }
  }

  private static String name(Event event) {
    byte[] padded = event.peer().toBytes();
    int length = padded.length;
    while (length > 0 && padded[length - 1] == 0) {
      length--;
    }
    return new String(Arrays.copyOf(padded, length), StandardCharsets.UTF_8);
  }
}
