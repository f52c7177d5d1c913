package merchant;

import http.Answer;

/// The body of a 402: what the resource costs and how it may be paid, in the words of x402 version
/// 1. Everything but error and payment id is the same each time.
final class Offer {
  private final String before;
  private final String between;
  private final String after;

  /// @param url where clients reach the merchant
  Offer(MerchantConfig config, String url) {
    String terms =
        ",\"network\":\"cronos-testnet\",\"maxAmountRequired\":\"%s\",\"resource\":%s,"
                .formatted(config.price(), Answer.quoted(url + "/api/secret"))
            + "\"description\":\"a secret\",\"mimeType\":\"application/json\",\"payTo\":\"%s\","
                .formatted(config.payTo())
            + "\"maxTimeoutSeconds\":%s,\"asset\":\"%s\""
                .formatted(config.limits().redeemTime().toSeconds(), config.asset());
    before = "{\"x402Version\":1,\"error\":";
    between =
        ",\"accepts\":[{\"scheme\":\"exact\""
            + terms
            + "},{\"scheme\":\"streaming\""
            + terms
            + ",\"extra\":{\"paymentId\":";
    after = ",\"sequencerUrl\":" + Answer.quoted(config.sequencer().toString()) + "}}]}";
  }

  /// @param error why the client sees this
  /// @param paymentId for which it can pay now
  Answer answer(String error, String paymentId) {
    return Answer.json(
        402, before + Answer.quoted(error) + between + Answer.quoted(paymentId) + after);
  }
}
