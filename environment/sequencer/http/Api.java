package sequencer.http;

import sequencer.channel.Refusal;
import sequencer.service.Outcome;
import sequencer.service.Sequencer;

/// The routes. Paths, methods, statuses and texts are the original's; `README.md` of the module has
/// the table and the differences.
///
/// Whatever a client sends, nothing here answers 500: each way to be wrong has a status of its own.
final class Api {
  private static final String CHANNEL = "/channel/";

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
      case "/settle", "/validate", "/channel/seed" -> {
        if (request.method.equals("POST")) {
          post(request, response);
        } else {
          response.methodNotAllowed("POST");
        }
      }
      default -> {
        if (!namesChannel(request.path)) {
          response.empty(404);
        } else if (isRead(request, response)) {
          write(sequencer.view(request.path.substring(CHANNEL.length())), false, response);
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

  /// `/channel/` and one more segment.
  private static boolean namesChannel(String path) {
    return path.length() > CHANNEL.length()
        && path.startsWith(CHANNEL)
        && path.indexOf('/', CHANNEL.length()) < 0;
  }

  private static void write(Outcome outcome, boolean wrapped, Response response) {
    switch (outcome) {
      case Outcome.Shown shown -> {
        JsonWriter body = response.json(200, shown.position());
        if (wrapped) {
          ChannelView.writeWrapped(shown, body);
        } else {
          ChannelView.write(shown, body);
        }
      }
      case Outcome.Refused refused -> {
        Refusal refusal = refused.refusal();
        response.json(refusal.status(), refused.position()).error(refusal.text());
      }
    }
  }
}
