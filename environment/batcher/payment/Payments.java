package batcher.payment;

import java.util.List;
import java.util.Map;

/// Signed payments, with all that is needed to verify them and nothing that is needed to make more.
///
/// @param coins the local coins that existed before the first payment
/// @param addresses to whom money goes, by name of the payee; [PaymentSigner#SELF] is this side
public record Payments(
    List<Payment> payments, Map<Outpoint, Coin> coins, Map<String, PublicKeyHash> addresses) {
  public Payments {
    payments = List.copyOf(payments);
    coins = Map.copyOf(coins);
    addresses = Map.copyOf(addresses);
  }
}
