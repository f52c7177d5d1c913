package transport.session;

import static transport.http3.ErrorCode.H3_REQUEST_REJECTED;

import java.util.LinkedHashMap;
import java.util.Map;
import transport.http3.Frames;
import transport.http3.Http3Error;
import transport.http3.Settings;
import transport.quic.Connection;

/// A server's end of a connection.
public final class ServerConnection extends Http3Connection {
  private final Router router;

  /// Requests that came before the client's settings, with the type of their first frame; they stay
  /// unread until it is known which draft the client speaks.
  private final Map<Long, Long> parked = new LinkedHashMap<>();

  /// Requests that are not answered, parked ones included.
  private int unanswered;

  private long next;
  private boolean leaving;

  /// @param router decides what becomes of requests
  public ServerConnection(Connection quic, Limits limits, Router router) {
    super(quic, limits);
    this.router = router;
  }

  Router router() {
    return router;
  }

  @Override
  Settings settings() {
    Map<Long, Long> values = common();
    values.put(Settings.ENABLE_CONNECT_PROTOCOL, 1L);
    return new Settings(values);
  }

  @Override
  void onSettings(Settings settings) throws Http3Error {
    Map<Long, Long> waiting = new LinkedHashMap<>(parked);
    parked.clear();
    for (Map.Entry<Long, Long> each : waiting.entrySet()) {
      attempt(each.getKey(), () -> begin(each.getKey(), each.getValue()));
    }
  }

  @Override
  void onRequest(long stream, long first) throws Http3Error {
    next = Math.max(next, stream + 4);
    if (leaving || unanswered == limits.earlyStreams()) {
      refuse(stream, H3_REQUEST_REJECTED);
      return;
    }
    unanswered++;
    if (peerSettings() == null) {
      parked.put(stream, first);
      put(stream, StreamEvents.UNREAD);
    } else {
      begin(stream, first);
    }
  }

  void requestAnswered() {
    unanswered--;
  }

  private void begin(long stream, long first) throws Http3Error {
    ServerRequest request = new ServerRequest(this, stream);
    put(stream, request);
    attempt(
        stream,
        () -> {
          request.frames.read(Frames.varints(first), request);
          request.readable();
        });
  }

  @Override
  void onGoAway(long id) {}

  @Override
  boolean mayCome(long session) {
    return !leaving;
  }

  /// Takes no further sessions and asks that those there are be brought to their end (GOAWAY).
  public void drain() {
    if (leaving) return;
    leaving = true;
    goAway(next);
  }
}
