package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import sequencer.channel.PaymentRequest;
import sequencer.service.Outcome;
import sequencer.service.Sequencer;

/// The routes. Paths, methods, statuses and texts are the original's; `README.md` of the module has
/// the table and the differences.
///
/// Whatever a client sends, nothing here answers 500: each way to be wrong has a status of its own.
final class Api {
  private static final String CHANNEL = "/channel/";
  private static final String BY_OWNER = "/channels/by-owner/";

  private static final byte[] RESULTS = ascii("{\"results\":[");
  private static final byte[] FIRST_STATUS = ascii("{\"status\":");
  private static final byte[] NEXT_STATUS = ascii(",{\"status\":");
  private static final byte[] BODY = ascii(",\"body\":");
  private static final byte[] END_OF_RESULT = ascii("}");
  private static final byte[] END_OF_RESULTS = ascii("]}");

  private final Sequencer sequencer;

  Api(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  /// Answers `request` in `response`.
  void answer(HttpRequest request, Response response) {
    switch (request.path) {
      case "/health" -> {
        if (isRead(request, response)) {
          response.text(200, "ok");
        }
      }
      case "/settle", "/settle/batch", "/validate", "/channel/seed" -> {
        if (request.method.equals("POST")) {
          post(request, response);
        } else {
          response.methodNotAllowed("POST");
        }
      }
      default -> {
        if (hasOneMoreSegment(request.path, CHANNEL)) {
          if (isRead(request, response)) {
            write(sequencer.view(request.path.substring(CHANNEL.length())), false, response);
          }
        } else if (hasOneMoreSegment(request.path, BY_OWNER)) {
          if (isRead(request, response)) {
            write(sequencer.ownedBy(request.path.substring(BY_OWNER.length())), false, response);
          }
        } else {
          response.empty(404);
        }
      }
    }
  }

  private void post(HttpRequest request, Response response) {
    if (!request.json) {
      response.text(415, "Expected request with `Content-Type: application/json`");
      return;
    }
    try {
      byte[] bytes = request.bytes;
      int start = request.bodyStart;
      int length = request.bodyLength;
      switch (request.path) {
        case "/settle" ->
            write(sequencer.settle(RequestBody.payment(bytes, start, length)), true, response);
        case "/settle/batch" -> settle(RequestBody.payments(bytes, start, length), response);
        case "/validate" ->
            write(sequencer.validate(RequestBody.payment(bytes, start, length)), true, response);
        default -> write(sequencer.seed(RequestBody.seed(bytes, start, length)), false, response);
      }
    } catch (BodyError e) {
      response.text(e.status(), e.getMessage());
    }
  }

  private static boolean isRead(HttpRequest request, Response response) {
    boolean read = request.method.equals("GET") || request.method.equals("HEAD");
    if (!read) {
      response.methodNotAllowed("GET,HEAD");
    }
    return read;
  }

  private static boolean hasOneMoreSegment(String path, String parent) {
    return path.length() > parent.length()
        && path.startsWith(parent)
        && path.indexOf('/', parent.length()) < 0;
  }

  /// Settles one payment after the other, each for itself: what `/settle` would have answered to
  /// each stands in the answer, in their order, and nothing of it is told before all is durable.
  private void settle(List<PaymentRequest> payments, Response response) {
    List<Outcome> outcomes = payments.stream().map(sequencer::settle).toList();
    long position = outcomes.stream().mapToLong(Outcome::position).max().orElse(0);
    JsonWriter body = response.json(200, position).raw(RESULTS);
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      body.raw(i == 0 ? FIRST_STATUS : NEXT_STATUS).number(status(outcome)).raw(BODY);
      writeBody(outcome, true, body);
      body.raw(END_OF_RESULT);
    }
    body.raw(END_OF_RESULTS);
  }

  private static void write(Outcome outcome, boolean wrapped, Response response) {
    writeBody(outcome, wrapped, response.json(status(outcome), outcome.position()));
  }

  private static int status(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.refusal().status() : 200;
  }

  private static void writeBody(Outcome outcome, boolean wrapped, JsonWriter body) {
    switch (outcome) {
      case Outcome.Shown shown -> {
        if (wrapped) {
          ChannelView.writeWrapped(shown, body);
        } else {
          ChannelView.write(shown, body);
        }
      }
      case Outcome.Owned owned -> ChannelView.writeOwned(owned, body);
      case Outcome.Refused refused -> body.error(refused.refusal().text());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
