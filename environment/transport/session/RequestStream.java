package transport.session;

import static transport.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static transport.http3.ErrorCode.H3_REQUEST_CANCELLED;
import static transport.http3.ErrorCode.WT_SESSION_GONE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import transport.http3.Capsule;
import transport.http3.CapsuleReader;
import transport.http3.Field;
import transport.http3.FrameReader;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Http3Error;
import transport.http3.Qpack;

/// A request's stream, which becomes a session's CONNECT stream if the session is established.
abstract class RequestStream implements StreamEvents, FrameReader.Frames {
  final Http3Connection http;
  private final long id;
  private final Outbox out;
  private final CapsuleReader capsules = new CapsuleReader();

  /// The frames of the stream.
  final FrameReader frames;

  /// What came of it; null while there is none.
  LoopSession session;

  private boolean established;
  private boolean answered;
  private boolean finished;
  private boolean peerEnded;
  private boolean gone;

  RequestStream(Http3Connection http, long id) {
    this.http = http;
    this.id = id;
    out = new Outbox(http.quic, id);
    frames = new FrameReader(FrameReader.Place.REQUEST, http.limits.fieldSectionBytes());
  }

  /// The head of the request or response has come.
  abstract void head(List<Field> fields) throws Http3Error;

  /// The peer ended the stream before a session was established.
  abstract void endedEarly() throws Http3Error;

  /// The stream has ended in both directions.
  abstract void gone();

  final long id() {
    return id;
  }

  final void send(List<Field> fields) {
    out.send(Frames.frame(FrameType.HEADERS, Qpack.encode(fields)));
  }

  final void capsule(Capsule capsule) {
    out.send(Frames.frame(FrameType.DATA, capsule.bytes()));
  }

  /// Ends this side behind what was sent. If the peer does not end its own while patience lasts,
  /// the stream is broken off.
  final void finish() {
    if (finished) return;
    finished = true;
    out.finish();
    settle();
    if (!peerEnded) http.quic.schedule(http.limits.patience(), () -> drop(WT_SESSION_GONE));
  }

  /// Takes the request back.
  final void cancel() {
    drop(H3_REQUEST_CANCELLED);
  }

  /// Breaks the stream off in both directions, unless it has ended.
  final void drop(long code) {
    if (gone) return;
    out.reset(code);
    finished = true;
    dropRest(code);
    settle();
  }

  /// Wants nothing more of the peer here.
  final void dropRest(long code) {
    if (peerEnded) return;
    http.quic.stopSending(id, code);
    peerEnded = true;
    settle();
  }

  private void settle() {
    if (gone || !out.isEnded() || !peerEnded) return;
    gone = true;
    http.remove(id);
    gone();
  }

  /// Whether the request was answered, for good or ill.
  final boolean answered() {
    return answered;
  }

  /// The request was answered, and not with a session.
  final void refused() {
    answered = true;
  }

  final void establish(Optional<String> protocol) throws Http3Error {
    answered = true;
    established = true;
    session.establish(protocol);
  }

  @Override
  public final void frame(long type, ByteBuffer payload) throws Http3Error {
    if (established) {
      throw Http3Error.connection(
          H3_FRAME_UNEXPECTED, "frame %s must not come on a session's stream", type);
    }
    if (type == FrameType.PUSH_PROMISE) {
      http.pushPromised();
    } else {
      head(Qpack.decode(payload, http.limits.fieldSectionBytes()));
    }
  }

  @Override
  public final void data(ByteBuffer bytes) throws Http3Error {
    if (established && !gone) capsules.read(bytes, session::capsule);
  }

  @Override
  public final void readable() throws Http3Error {
    while (!peerEnded) {
      ByteBuffer bytes = http.read(id);
      if (bytes == null) {
        end();
        return;
      }
      if (!bytes.hasRemaining()) return;
      frames.read(bytes, this);
    }
  }

  private void end() throws Http3Error {
    frames.end();
    if (established) {
      capsules.end();
    } else {
      endedEarly();
    }
    peerEnded = true;
    if (established) session.end(new SessionEnd(SessionEnd.By.PEER, 0, ""));
    settle();
  }

  @Override
  public final void writable() {
    out.flush();
    settle();
  }

  @Override
  public final void wasReset(long code) {
    drop(H3_REQUEST_CANCELLED);
    broken(code, "the peer reset the session's stream");
  }

  @Override
  public final void wasStopped(long code) throws Http3Error {
    out.stopped();
    settle();
    // Who answers, or closes a session, may also say that it reads no more: the answer or the close
    // counts (RFC 9114, 4.1), and may not have been read yet.
    if (session != null && !established) return;
    if (established) readable();
    if (session == null || !session.isOver()) broken(code, "the peer stopped the session's stream");
  }

  @Override
  public final void failed(Http3Error error) {
    broken(error.code(), error.getMessage());
  }

  private void broken(long code, String sentence) {
    drop(code);
    if (session == null) {
      http.refused(id);
    } else {
      session.end(new SessionEnd(SessionEnd.By.FAILURE, code, sentence));
      session.over();
    }
  }
}
