package merchant;

import http.Answer;
import java.util.function.Supplier;

/// What is sold, and to whom it is handed out.
final class Shop {
  private final Checkout checkout;
  private final Ledger ledger;
  private final Offer offer;
  private final Supplier<String> paymentIds;
  private final Answer secret;

  /// @param paymentIds a new one for each offer, which nobody can guess
  Shop(Checkout checkout, Ledger ledger, Offer offer, Supplier<String> paymentIds, String secret) {
    this.checkout = checkout;
    this.ledger = ledger;
    this.offer = offer;
    this.paymentIds = paymentIds;
    this.secret =
        Answer.json(200, "{\"ok\":true,\"data\":{\"secret\":" + Answer.quoted(secret) + "}}");
  }

  Checkout checkout() {
    return checkout;
  }

  /// The secret for whoever has paid for it, and an offer for everybody else.
  ///
  /// @param paymentId of a payment, or null
  /// @param paysExactly whether the request carries a payment of the scheme `exact`
  Answer secret(String paymentId, boolean paysExactly) {
    if (paysExactly) {
      return offer("this merchant has no chain at hand: pay by the scheme streaming");
    }
    if (paymentId == null) {
      return offer("payment required");
    }
    return switch (ledger.redeem(paymentId)) {
      case REDEEMED -> secret;
      case UNDER_WAY -> offer("the payment is not settled yet");
      case UNKNOWN -> offer("this payment id is not paid, or has been redeemed");
    };
  }

  private Answer offer(String error) {
    return offer.answer(error, paymentIds.get());
  }
}
