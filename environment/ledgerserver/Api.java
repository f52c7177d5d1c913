package ledgerserver;

import http.Answer;
import http.Request;
import http.Service;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.function.Consumer;
import ledger.Batch;

/// The routes. `README.md` beside this file lists them and their answers.
final class Api implements Service {
  private static final int CODE_MAX = 0xFFFF;
  private static final String KEY = "idempotency-key";

  private final Desk desk;
  private final Tokens tokens;
  private final Trail trail;
  private final Metrics metrics;
  private final InstantSource clock;

  Api(Desk desk, Tokens tokens, Trail trail, Metrics metrics, InstantSource clock) {
    this.desk = desk;
    this.tokens = tokens;
    this.trail = trail;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void serve(Request request, Consumer<Answer> answer) {
    Route route = Route.of(request.path());
    Consumer<Answer> counted = metrics.counting(route, answer);
    Grant grant = null;
    try {
      if (!route.takes(request.method())) {
        counted.accept(Answer.onlyTakes(route.methods()));
        return;
      }
      grant = route.isOpen() ? null : grant(request);
      serve(route, grant, request, counted);
    } catch (Refused refused) {
      trail.refused(grant, route, request.path(), refused, metrics.nowNs());
      counted.accept(refused.answer());
    }
  }

  private void serve(Route route, Grant grant, Request request, Consumer<Answer> answer)
      throws Refused {
    switch (route) {
      case HEALTH -> answer.accept(Answer.json(200, "{\"status\":\"ok\"}"));
      case TRANSFERS -> transfer(grant, request, answer);
      case BATCHES -> batch(grant, request, answer);
      case TRANSFER -> outcome(grant, request, answer);
      case ACCOUNTS -> open(grant, request, answer);
      case ACCOUNT -> account(grant, request, answer);
      case LOOKUPS -> accounts(grant, request, answer);
      case TOTALS -> {
        Permits.require(grant, Scope.OBSERVE);
        desk.look(request.loop(), answer, books -> Replies.totals(books.decided(), books.totals()));
      }
      case METRICS -> {
        Permits.require(grant, Scope.OBSERVE);
        answer.accept(metrics.answer());
      }
      case ALERTS -> {
        Permits.require(grant, Scope.OBSERVE);
        answer.accept(Replies.alerts(metrics.firing()));
      }
      case NONE -> answer.accept(Answer.refusal(404, "there is nothing at this path"));
    }
  }

  private Grant grant(Request request) throws Refused {
    return tokens.check(request.headers().get("authorization"), clock.millis() / 1_000);
  }

  private static Key key(Request request) throws Refused {
    return Key.of(request.headers().get(KEY), "the header " + KEY);
  }

  private void transfer(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    Key key = key(request);
    requireJson(request);
    Batch batch = TransferBody.read(request.body(), key, grant);
    trail.allowed(grant, Route.TRANSFERS, Trail.object(key), batch);
    desk.decide(batch, request.loop(), answer, Replies::one);
  }

  private void batch(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    ByteBuffer message = message(request, ledger.Request.BYTES, Batch.REQUESTS_MAX);
    Permits.requireAll(grant, message);
    Batch batch = new Batch(message.limit() / ledger.Request.BYTES).add(message);
    trail.allowed(grant, Route.BATCHES, batch.count() + " requests", batch);
    desk.decide(batch, request.loop(), answer, Replies::each);
  }

  private void outcome(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    Permits.require(grant, Scope.READ);
    Key key = Key.of(Route.last(request.path()), "a key");
    desk.look(
        request.loop(), answer, books -> Replies.outcome(books.outcome(key.high(), key.low())));
  }

  private void open(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    Key key = key(request);
    requireJson(request);
    JsonBody body = JsonBody.parse(request.body(), "account", "currency", "mayOverdraw", "code");
    long account = body.number("account", 1, Long.MAX_VALUE);
    Permits.require(grant, Scope.OPERATE, account);
    int currency = (int) body.numberOrZero("currency", Integer.MAX_VALUE);
    boolean mayOverdraw = body.numberOrZero("mayOverdraw", 1) == 1;
    Batch batch = new Batch(1).open(key.high(), key.low(), account, currency, mayOverdraw);
    batch.code((int) body.numberOrZero("code", CODE_MAX));
    trail.allowed(grant, Route.ACCOUNTS, "account " + account, batch);
    desk.decide(batch, request.loop(), answer, Replies::one);
  }

  private void account(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    long account = Route.number(request.path());
    if (request.method().equals("GET")) {
      Permits.require(grant, Scope.READ, account);
      desk.look(request.loop(), answer, books -> Replies.account(account, books.account(account)));
    } else {
      Key key = key(request);
      Permits.require(grant, Scope.OPERATE, account);
      Batch batch = new Batch(1).close(key.high(), key.low(), account);
      trail.allowed(grant, Route.ACCOUNT, "account " + account, batch);
      desk.decide(batch, request.loop(), answer, Replies::one);
    }
  }

  private void accounts(Grant grant, Request request, Consumer<Answer> answer) throws Refused {
    ByteBuffer numbers = message(request, Long.BYTES, Batch.REQUESTS_MAX);
    for (int at = 0; at < numbers.limit(); at += Long.BYTES) {
      Permits.require(grant, Scope.READ, numbers.getLong(at));
    }
    desk.look(request.loop(), answer, books -> Replies.accounts(books, numbers));
  }

  private static void requireJson(Request request) throws Refused {
    Refused.unless(request.isJson(), 415, "the content type must be application/json");
  }

  /// A body of so many things of one size.
  private static ByteBuffer message(Request request, int bytes, int most) throws Refused {
    Refused.unless(
        request.mimeType().equals(Replies.BINARY),
        415,
        "the content type must be " + Replies.BINARY);
    int length = request.body().length;
    Refused.unless(
        length > 0 && length % bytes == 0 && length / bytes <= most,
        400,
        "the body has 1 to " + most + " times " + bytes + " bytes, not " + length);
    return ByteBuffer.wrap(request.body()).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public Answer refusal(int status, String sentence) {
    return Answer.refusal(status, sentence);
  }
}
