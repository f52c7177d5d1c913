package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import sequencer.channel.PaymentRequest;
import sequencer.channel.Refusal;
import sequencer.channel.StreamFormat;
import sequencer.channel.StreamRequest;
import sequencer.service.ChannelCloser;
import sequencer.service.Outcome;
import sequencer.service.Sequencer;
import sequencer.service.StreamHistory;
import sequencer.service.VoucherHistory;

/// The routes. Paths, methods, statuses and texts are the original's; `README.md` of the module has
/// the table and the differences.
///
/// Whatever a client sends, nothing here answers 500: each way to be wrong has a status of its own.
record Api(
    Sequencer sequencer,
    ChannelCloser closer,
    VoucherHistory history,
    StreamHistory streams,
    Metrics metrics) {
  private static final byte[] RESULTS = ascii("{\"results\":[");
  private static final byte[] FIRST_STATUS = ascii("{\"status\":");
  private static final byte[] NEXT_STATUS = ascii(",{\"status\":");
  private static final byte[] BODY = ascii(",\"body\":");
  private static final byte[] HASH = ascii("{\"transactionHash\":");
  private static final byte[] END_OF_RESULT = ascii("}");
  private static final byte[] END_OF_RESULTS = ascii("]}");

  /// Answers `request`, which has come by `route`, in `response`: at once, or [Response#later].
  void answer(Route route, HttpRequest request, Response response) {
    if (route == Route.NONE) {
      response.empty(404);
    } else if (route.isRead()) {
      if (request.method.equals("GET") || request.method.equals("HEAD")) {
        read(route, request, response);
      } else {
        response.methodNotAllowed("GET,HEAD");
      }
    } else if (request.method.equals("POST")) {
      post(route, request, response);
    } else {
      response.methodNotAllowed("POST");
    }
  }

  private void read(Route route, HttpRequest request, Response response) {
    switch (route) {
      case HEALTH -> response.text(200, "ok");
      case METRICS -> metrics.write(response.metrics());
      case CHANNEL -> write(sequencer.view(route.argument(request.path)), false, response);
      case VOUCHER ->
          response.later(
              history.voucher(Route.channelOf(request.path), route.argument(request.path)));
      case STREAMS ->
          response.later(
              streams.streams(Route.channelOf(request.path), route.argument(request.path)));
      case BY_OWNER -> write(sequencer.ownedBy(route.argument(request.path)), false, response);
      default -> throw new IllegalArgumentException(route + " is not read");
    }
  }

  private void post(Route route, HttpRequest request, Response response) {
    if (route == Route.STREAM && request.octets) {
      stream(request, response);
      return;
    }
    if (!request.json) {
      response.text(415, "Expected request with `Content-Type: application/json`");
      return;
    }
    try {
      byte[] bytes = request.bytes;
      int start = request.bodyStart;
      int length = request.bodyLength;
      switch (route) {
        case SETTLE ->
            write(sequencer.settle(RequestBody.payment(bytes, start, length)), true, response);
        case BATCH -> settle(RequestBody.payments(bytes, start, length), response);
        case VALIDATE ->
            write(sequencer.validate(RequestBody.payment(bytes, start, length)), true, response);
        case STREAM -> stream(RequestBody.stream(bytes, start, length), response);
        case FINALIZE -> response.later(closer.close(RequestBody.close(bytes, start, length)));
        case SEED -> write(sequencer.seed(RequestBody.seed(bytes, start, length)), false, response);
        default -> throw new IllegalArgumentException(route + " takes no body");
      }
    } catch (BodyError e) {
      response.text(e.status(), e.getMessage());
    } catch (Refusal e) {
      write(new Outcome.Refused(e, 0), response);
    }
  }

  private void stream(HttpRequest request, Response response) {
    try {
      stream(StreamFormat.request(request.bytes, request.bodyStart, request.bodyLength), response);
    } catch (Refusal e) {
      write(new Outcome.Refused(e, 0), response);
    }
  }

  private void stream(StreamRequest stream, Response response) {
    Outcome outcome = sequencer.stream(stream);
    if (outcome instanceof Outcome.Shown) {
      metrics.streamed(stream.list().count());
    }
    write(outcome, true, response);
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

  /// Writes the outcome that [Response#later] announced.
  static void write(Outcome outcome, Response response) {
    write(outcome, false, response);
  }

  private static void write(Outcome outcome, boolean wrapped, Response response) {
    if (outcome instanceof Outcome.Streams shown) {
      shown.streams().forEach(response.octets(200, shown.position())::stream);
      return;
    }
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
      case Outcome.Streams _ -> throw new IllegalArgumentException("streams are no JSON");
      case Outcome.Closed closed ->
          body.raw(HASH).string(closed.transactionHash()).raw(END_OF_RESULT);
      case Outcome.Refused refused -> body.error(refused.refusal().text());
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
