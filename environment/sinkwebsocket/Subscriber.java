package sinkwebsocket;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// One connection's way through the log, on its own event loop: it writes while the socket takes,
/// and goes on when the socket has drained.
final class Subscriber {
  private final ServerWebSocket socket;
  private final SubscriberRequest request;
  private final BatchLog log;
  private final String stream;
  private final Context context;
  private final Duration patience;
  private final AtomicBoolean woken = new AtomicBoolean();
  private long place;
  private boolean ready;
  private boolean sentAway;

  Subscriber(
      ServerWebSocket socket,
      SubscriberRequest request,
      BatchLog log,
      String stream,
      Context context,
      Duration patience) {
    this.socket = socket;
    this.request = request;
    this.log = log;
    this.stream = stream;
    this.context = context;
    this.patience = patience;
  }

  /// Waits until the subscriber says that it is ready, with whatever text; not for ever.
  void expect() {
    socket.textMessageHandler(_ -> begin());
    later(
        () -> {
          if (!ready && !socket.isClosed()) {
            sendAway(WebSocketHub.NEVER_READY, "nothing was said");
          }
        });
  }

  private void begin() {
    if (ready) {
      return;
    }
    ready = true;
    if (request.stream().isEmpty()) {
      BatchLog.End end = log.end();
      place = end.place();
      socket.writeTextMessage("stream " + stream + " " + end.marks());
    } else {
      place = log.first();
      socket.writeTextMessage("stream " + stream + " ");
      if (!request.stream().equals(stream) || lacksDropped()) {
        socket.writeTextMessage("gap");
      }
    }
    socket.drainHandler(drained -> write());
    write();
  }

  /// Called from any thread.
  void wake() {
    if (woken.compareAndSet(false, true)) {
      context.runOnContext(run -> write());
    }
  }

  private void write() {
    woken.set(false);
    while (ready && !sentAway && !socket.isClosed() && !socket.writeQueueFull()) {
      BatchLog.Entry entry = log.get(place);
      if (entry == null) {
        if (place < log.first()) {
          sendAwayAsTooSlow();
        }
        return;
      }
      place++;
      if (request.isFor(entry) && !isKnown(entry)) {
        socket.writeBinaryMessage(Buffer.buffer(entry.message()));
      }
    }
    if (ready && !sentAway && !socket.isClosed() && place < log.first()) {
      sendAwayAsTooSlow();
    }
  }

  private void sendAwayAsTooSlow() {
    sendAway(WebSocketHub.TOO_SLOW, "batches that were not read yet are gone");
  }

  /// The farewell stands behind everything that was written and not taken yet, so whoever never
  /// reads would never be gone: after a while the connection is cut. That goes round Vert.x, which
  /// would say farewell again.
  private void sendAway(short code, String why) {
    sentAway = true;
    socket.close(code, why);
    later(() -> ((WebSocketInternal) socket).channelHandlerContext().close());
  }

  private void later(Runnable action) {
    context.owner().setTimer(patience.toMillis(), _ -> action.run());
  }

  private boolean isKnown(BatchLog.Entry entry) {
    return request.stream().equals(stream) && request.has(entry);
  }

  private boolean lacksDropped() {
    for (Map.Entry<Integer, batcher.sink.Mark> mark : request.marks().entrySet()) {
      if (SubscriberRequest.isAfter(log.dropped(mark.getKey()), mark.getValue())) {
        return true;
      }
    }
    return false;
  }
}
