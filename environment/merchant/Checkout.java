package merchant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import http.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Takes payments: has the sequencer settle a voucher and the [Ledger] decide what that is worth.
///
/// Whatever can be refused is refused before the voucher leaves, so that nobody pays for nothing.
/// What leaves ends in one of three ways that the client can tell apart: paid, not taken, or
/// unknown, and then the same request may be sent again.
///
/// Thread safe; each payment stays on the event loop of the link that it is given.
record Checkout(MerchantConfig config, Ledger ledger, InstantSource clock) {
  private static final JsonFactory JSON = new JsonFactory();

  /// Takes a payment and answers it, at once or later.
  void pay(byte[] body, SequencerLink link, Consumer<Answer> done) {
    PayRequest request;
    try {
      request = PayRequest.parse(body);
      requireOurs(request);
    } catch (PayRequest.BadRequest e) {
      done.accept(e.answer());
      return;
    }
    switch (ledger.begin(request.paymentId(), request.channelId(), request.userSignature())) {
      case Ledger.Begun.Refused refused ->
          done.accept(Answers.refusal(refused.status(), refused.sentence()));
      case Ledger.Begun.AlreadyPaid _ ->
          link.get(
              "/channel/" + request.channelId(),
              reply ->
                  done.accept(
                      reply instanceof Reply.Answered shown && shown.status() == 200
                          ? Answers.paidBefore(shown.body())
                          : notSettled(reply)));
      case Ledger.Begun.Begins begins -> settleOnceOpen(request, begins, link, done);
    }
  }

  private void requireOurs(PayRequest request) throws PayRequest.BadRequest {
    if (!request.receiver().equals(config.payTo())) {
      throw new PayRequest.BadRequest(
          "the receiver is %s here, not %s; nothing was taken"
              .formatted(config.payTo(), request.receiver()));
    }
    if (request.amount().compareTo(config.price()) < 0) {
      throw new PayRequest.BadRequest(
          "the price is %s, not %s; nothing was taken".formatted(config.price(), request.amount()));
    }
  }

  /// The first payment of a channel waits until it is known what that has promised before, and so
  /// do those that come meanwhile, on whatever loop.
  private void settleOnceOpen(
      PayRequest request, Ledger.Begun.Begins begins, SequencerLink link, Consumer<Answer> done) {
    Ledger.Account account = begins.account();
    if (begins.first()) {
      link.get(
          "/channel/" + request.channelId(), reply -> open(request.channelId(), account, reply));
    }
    if (account.opened().isDone() && !account.opened().isCompletedExceptionally()) {
      settle(request, link, done);
      return;
    }
    account
        .opened()
        .whenCompleteAsync(
            (_, failure) -> {
              if (failure == null) {
                settle(request, link, done);
              } else {
                ledger.abandon(request.paymentId());
                Reply reply = failure instanceof NotOpened it ? it.reply : null;
                done.accept(notSettled(reply));
              }
            },
            link.loop());
  }

  private void open(String channelId, Ledger.Account account, Reply reply) {
    if (reply instanceof Reply.Answered shown && shown.status() == 200) {
      try {
        ledger.open(account, promised(channelId, shown.body()));
        return;
      } catch (IOException e) {
        ledger.failToOpen(channelId, account, new NotOpened(brokenAnswer(e)));
        return;
      }
    }
    ledger.failToOpen(channelId, account, new NotOpened(reply));
  }

  private void settle(PayRequest request, SequencerLink link, Consumer<Answer> done) {
    byte[] body = request.toSettle(clock.instant().getEpochSecond());
    link.post("/settle", body, reply -> done.accept(settled(request, reply)));
  }

  private Answer settled(PayRequest request, Reply reply) {
    if (!(reply instanceof Reply.Answered answered && answered.status() == 200)) {
      ledger.abandon(request.paymentId());
      return notSettled(reply);
    }
    BigInteger promised;
    try {
      promised = promised(request.channelId(), answered.body());
    } catch (IOException e) {
      ledger.abandon(request.paymentId());
      return notSettled(brokenAnswer(e));
    }
    return ledger.complete(request.paymentId(), request.amount(), promised)
        ? Answers.settled(answered.body())
        : Answers.refusal(400, "the voucher has paid for something else already");
  }

  /// What the client hears when the sequencer did not accept. Its refusals are all 400, as in the
  /// original, with its own words.
  private static Answer notSettled(Reply reply) {
    return switch (reply) {
      case Reply.Failed failed -> Answers.refusal(failed.status(), failed.sentence());
      case Reply.Answered answered -> {
        int status = answered.status() == 503 ? 503 : answered.status() / 100 == 4 ? 400 : 502;
        String words = error(answered.body());
        yield Answers.refusal(
            status,
            status == 502
                ? "the sequencer answered %s: %s".formatted(answered.status(), words)
                : words);
      }
    };
  }

  private static Reply brokenAnswer(IOException why) {
    return new Reply.Failed(
        502,
        "the sequencer's answer shows no such channel (%s); whether it took the voucher is unknown"
            .formatted(why.getMessage()));
  }

  /// The text of the `error` member, or of all where there is none.
  private static String error(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == JsonToken.START_OBJECT && "error".equals(json.nextFieldName())) {
        String text = json.nextTextValue();
        if (text != null) {
          return text;
        }
      }
    } catch (IOException e) {
      // Plain text, then.
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  /// What the channel in `json`, bare or as the member `channel`, has promised this merchant in
  /// all.
  ///
  /// @throws IOException if `json` does not show that channel
  BigInteger promised(String channelId, byte[] json) throws IOException {
    String id = null;
    String recipient = null;
    BigInteger promised = BigInteger.ZERO;
    boolean inRecipients = false;
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.END_ARRAY) {
          inRecipients = false;
        }
        if (token != JsonToken.FIELD_NAME) {
          continue;
        }
        switch (parser.currentName()) {
          case "channelId" -> id = parser.nextTextValue();
          case "recipients" -> inRecipients = parser.nextToken() == JsonToken.START_ARRAY;
          case "recipientAddress" -> recipient = parser.nextTextValue();
          case "balance" -> {
            String balance = parser.nextTextValue();
            if (inRecipients && config.payTo().equals(recipient)) {
              promised = number(balance);
            }
          }
          default -> {
            // Nothing here depends on the other members.
          }
        }
      }
    }
    if (!channelId.equals(id)) {
      throw new IOException("it shows channel " + id);
    }
    return promised;
  }

  private static BigInteger number(String text) throws IOException {
    BigInteger number = text == null ? null : Texts.uint256(text);
    if (number == null) {
      throw new IOException("a balance is '" + text + "'");
    }
    return number;
  }

  private static final class NotOpened extends Exception {
    private final transient Reply reply;

    NotOpened(Reply reply) {
      super(null, null, false, false);
      this.reply = reply;
    }
  }
}
