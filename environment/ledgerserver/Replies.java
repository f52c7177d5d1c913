package ledgerserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import http.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ledger.Batch;
import ledger.Books;
import ledger.Outcome;

/// What the ledger's answers look like outside.
final class Replies {
  static final String BINARY = "application/octet-stream";

  /// Bytes of an account in a binary answer.
  static final int ACCOUNT_BYTES = 40;

  private static final int EXISTS = 1;
  private static final int CLOSED = 2;
  private static final int MAY_OVERDRAW = 4;

  private Replies() {}

  /// What became of one request: 200 if it was done, 422 with the rule if it was refused.
  static Answer one(Batch batch) {
    Outcome outcome = batch.outcome(0);
    String json = "{\"outcome\":\"" + outcome + "\",\"number\":" + batch.number(0);
    return outcome == Outcome.DONE
        ? Answer.json(200, (json + "}").getBytes(ISO_8859_1))
        : Answer.json(422, json + ",\"error\":" + Answer.quoted(outcome.rule()) + "}");
  }

  /// What became of each: 8 bytes, little-endian, number and outcome as [Batch#answer] has them.
  static Answer each(Batch batch) {
    byte[] bytes = new byte[batch.count() * Long.BYTES];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < batch.count(); i++) {
      out.putLong(batch.answer(i));
    }
    return new Answer(200, BINARY, bytes, Map.of());
  }

  static Answer outcome(Outcome outcome) {
    return outcome == Outcome.NONE
        ? Answer.refusal(404, "nothing was decided under this key")
        : Answer.json(
            200,
            "{\"outcome\":\"%s\",\"meaning\":%s}"
                .formatted(outcome, Answer.quoted(outcome.rule())));
  }

  static Answer account(long number, Optional<Books.Account> found) {
    if (found.isEmpty()) {
      return Answer.refusal(404, "there is no account " + number);
    }
    Books.Account account = found.get();
    String json =
        "{\"account\":"
            + account.number()
            + ",\"currency\":"
            + account.currency()
            + ",\"balance\":"
            + account.balance()
            + ",\"debits\":"
            + account.debits()
            + ",\"credits\":"
            + account.credits()
            + ",\"debitsHeld\":"
            + account.debitsPending()
            + ",\"creditsHeld\":"
            + account.creditsPending()
            + ",\"mayOverdraw\":"
            + account.mayOverdraw()
            + ",\"closed\":"
            + account.closed()
            + "}";
    return Answer.json(200, json.getBytes(ISO_8859_1));
  }

  /// Of each account 40 bytes, little-endian: debits, credits, debits held, credits held, and a
  /// word with 1 if there is one, 2 if it is closed, 4 if it may be overdrawn, and from bit 32 its
  /// currency.
  ///
  /// @param numbers 8 bytes each, little-endian
  static Answer accounts(Books books, ByteBuffer numbers) {
    byte[] bytes = new byte[numbers.limit() / Long.BYTES * ACCOUNT_BYTES];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < numbers.limit(); at += Long.BYTES) {
      Optional<Books.Account> found = books.account(numbers.getLong(at));
      if (found.isEmpty()) {
        out.position(out.position() + ACCOUNT_BYTES);
      } else {
        Books.Account account = found.get();
        out.putLong(account.debits()).putLong(account.credits());
        out.putLong(account.debitsPending()).putLong(account.creditsPending());
        long flags = EXISTS | (account.closed() ? CLOSED : 0);
        flags |= account.mayOverdraw() ? MAY_OVERDRAW : 0;
        out.putLong(flags | (long) account.currency() << 32);
      }
    }
    return new Answer(200, BINARY, bytes, Map.of());
  }

  static Answer alerts(List<Alert> firing) {
    String words =
        firing.stream().map(Alert::word).map(Answer::quoted).collect(Collectors.joining(","));
    return Answer.json(200, "{\"firing\":[" + words + "]}");
  }

  static Answer totals(long decided, Books.Totals totals) {
    return Answer.json(
        200,
        ("{\"decided\":%s,\"accounts\":%s,\"sum\":%s,\"overdrawn\":%s,\"held\":%s,"
                + "\"heldApart\":%s,\"hold\":%s}")
            .formatted(
                decided,
                totals.accounts(),
                totals.sum(),
                totals.overdrawn(),
                totals.pending(),
                totals.pendingApart(),
                totals.hold()));
  }
}
