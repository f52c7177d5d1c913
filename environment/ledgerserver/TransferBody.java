package ledgerserver;

import ledger.Batch;

/// The body of `POST /transfers`: one of four requests.
final class TransferBody {
  private static final String[] FIELDS = {
    "debit", "credit", "amount", "code", "holdSeconds", "post", "release"
  };
  private static final long SECONDS_MAX = 0xFFFF_FFFFL;
  private static final int CODE_MAX = 0xFFFF;

  private TransferBody() {}

  /// The request in a body.
  ///
  /// @throws Refused with status 400 if it is none, 403 if the grant does not cover it
  static Batch read(byte[] json, Key key, Grant grant) throws Refused {
    JsonBody body = JsonBody.parse(json, FIELDS);
    Batch batch = new Batch(1);
    String post = body.text("post");
    String release = body.text("release");
    if (post == null && release == null) {
      transfer(body, key, grant, batch);
    } else {
      settle(body, key, grant, batch);
    }
    return batch.code((int) body.numberOrZero("code", CODE_MAX));
  }

  private static void transfer(JsonBody body, Key key, Grant grant, Batch batch) throws Refused {
    long debit = body.number("debit", 1, Long.MAX_VALUE);
    long credit = body.number("credit", 1, Long.MAX_VALUE);
    long amount = body.number("amount", 1, Long.MAX_VALUE);
    Permits.require(grant, Scope.TRANSFER, debit);
    if (body.has("holdSeconds")) {
      long seconds = body.number("holdSeconds", 0, SECONDS_MAX);
      batch.pending(key.high(), key.low(), debit, credit, amount, seconds);
    } else {
      batch.transfer(key.high(), key.low(), debit, credit, amount);
    }
  }

  private static void settle(JsonBody body, Key key, Grant grant, Batch batch) throws Refused {
    boolean isPost = body.has("post");
    Refused.unless(
        isPost != body.has("release")
            && body.has("amount") == isPost
            && !body.has("debit")
            && !body.has("credit")
            && !body.has("holdSeconds"),
        400,
        "what is held is settled by post and amount, or by release, and nothing else but a code");
    Permits.require(grant, Scope.SETTLE);
    if (isPost) {
      Key held = Key.of(body.text("post"), "post");
      long amount = body.number("amount", 1, Long.MAX_VALUE);
      batch.post(key.high(), key.low(), held.high(), held.low(), amount);
    } else {
      Key held = Key.of(body.text("release"), "release");
      batch.release(key.high(), key.low(), held.high(), held.low());
    }
  }
}
