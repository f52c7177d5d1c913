package transport.session;

import static transport.http3.ErrorCode.H3_REQUEST_REJECTED;
import static transport.http3.ErrorCode.H3_STREAM_CREATION_ERROR;
import static transport.http3.ErrorCode.WT_REQUIREMENTS_NOT_MET;

import java.util.ArrayDeque;
import java.util.Deque;
import transport.http3.Http3Error;
import transport.http3.Settings;
import transport.quic.Connection;

/// A client's end of a connection.
public final class ClientConnection extends Http3Connection {
  private final Deque<Asked> asked = new ArrayDeque<>();
  private int requests;
  private SessionEnd refusal;
  private boolean closesWithLast;

  /// A session that is to be asked for.
  private record Asked(SessionRequest request, SessionHandler handler) {}

  /// A connection that asks for nothing until [#connect] is called.
  public ClientConnection(Connection quic, Limits limits) {
    super(quic, limits);
  }

  /// Asks for a session, once the server has said that it speaks WebTransport and allows a stream.
  /// On the loop alone.
  ///
  /// @param handler told of it; [SessionHandler#onEnd] if it does not come about
  public void connect(SessionRequest request, SessionHandler handler) {
    asked.add(new Asked(request, handler));
    ask();
  }

  /// Closes the connection once its last session is over at both ends.
  public void closeWithLastSession() {
    closesWithLast = true;
  }

  private void ask() {
    while (!asked.isEmpty() && (refusal != null || peerSettings() != null)) {
      SessionEnd refused = refusal != null ? refusal : tooMany();
      long id = refused == null ? quic.openStream(true) : -1;
      if (id < 0 && refused == null) return;
      Asked next = asked.remove();
      ClientRequest request = new ClientRequest(this, id);
      LoopSession session = new LoopSession(this, request, next.request(), next.handler());
      if (refused != null) {
        session.end(refused);
      } else {
        requests++;
        request.ask(session);
      }
    }
  }

  /// The draft has a client open one session where sessions are not limited (5.1).
  private SessionEnd tooMany() {
    int sessions = limitsSessions() ? limits.sessions() : 1;
    if (sessionCount() < sessions) return null;
    return new SessionEnd(
        SessionEnd.By.REFUSAL,
        H3_REQUEST_REJECTED,
        "this connection carries at most %s sessions".formatted(sessions));
  }

  @Override
  Settings settings() {
    return new Settings(common());
  }

  @Override
  void onSettings(Settings settings) throws Http3Error {
    boolean met =
        settings.webTransport()
            && settings.value(Settings.ENABLE_CONNECT_PROTOCOL) == 1
            && settings.value(Settings.H3_DATAGRAM) == 1;
    if (!met) {
      throw Http3Error.connection(
          WT_REQUIREMENTS_NOT_MET,
          "the server must announce WebTransport, extended CONNECT and datagrams");
    }
    ask();
  }

  @Override
  void onRoom() {
    ask();
  }

  @Override
  void onRequest(long stream, long first) throws Http3Error {
    throw Http3Error.connection(
        H3_STREAM_CREATION_ERROR,
        "a server's bidirectional stream must begin with WT_STREAM, not with %s",
        first);
  }

  @Override
  void onGoAway(long id) {
    SessionEnd end =
        new SessionEnd(SessionEnd.By.REFUSAL, H3_REQUEST_REJECTED, "the server is going away");
    refuseFurther(end);
    drainSessions(id, end);
  }

  @Override
  void onGone(SessionEnd end) {
    refuseFurther(end);
  }

  private void refuseFurther(SessionEnd end) {
    refusal = end;
    ask();
    closeIfLast();
  }

  @Override
  boolean mayCome(long session) {
    return false;
  }

  void requestGone() {
    requests--;
    closeIfLast();
  }

  private void closeIfLast() {
    if (closesWithLast && requests == 0 && asked.isEmpty() && !isClosed()) close("");
  }
}
