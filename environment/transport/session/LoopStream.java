package transport.session;

import static transport.http3.ErrorCode.WT_SESSION_GONE;

import java.nio.ByteBuffer;
import transport.http3.ErrorCode;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Http3Error;

/// A stream of a session, used on its connection's loop alone.
public final class LoopStream {
  private final LoopSession session;
  private final long id;
  private final boolean own;
  private final Events events = new Events();
  private StreamHandler handler;
  private ByteBuffer head;
  private boolean finBehindHead;
  private boolean sends;
  private boolean receives;
  private boolean readToTheEnd;
  private boolean gone;
  private boolean heard;

  /// A stream that the peer opened.
  LoopStream(LoopSession session, long id) {
    this.session = session;
    this.id = id;
    own = false;
    heard = true;
    sends = isBidirectional();
    receives = true;
  }

  /// A stream that this end opens.
  LoopStream(LoopSession session, long id, StreamHandler handler) {
    this.session = session;
    this.id = id;
    this.handler = handler;
    own = true;
    sends = true;
    receives = isBidirectional();
    head =
        Frames.varints(
            isBidirectional() ? FrameType.WT_STREAM : FrameType.WT_UNI_STREAM, session.id());
  }

  /// The session it belongs to.
  public LoopSession session() {
    return session;
  }

  /// Its number within the connection.
  public long id() {
    return id;
  }

  /// Whether both ends send.
  public boolean isBidirectional() {
    return (id & 2) == 0;
  }

  /// Whether this end opened it.
  public boolean isOwn() {
    return own;
  }

  /// Whether bytes may still be written, now or later.
  public boolean sends() {
    return sends;
  }

  /// Whether there may be more to read.
  public boolean receives() {
    return receives;
  }

  /// From now on this one is told.
  public void handler(StreamHandler told) {
    handler = told;
  }

  /// Gives bytes to the stream, from the buffer's position on.
  ///
  /// @param fin whether it ends behind these bytes; it does not while some of them are not taken
  /// @return the bytes taken; when fewer than there were, [StreamHandler#onWritable] comes later.
  ///     -1 when nothing more can be written; if the handler was not told why, it will be
  public int write(ByteBuffer data, boolean fin) {
    if (head != null && sends) sendHead();
    if (!sends) return -1;
    int wanted = data.remaining();
    if (head != null) {
      finBehindHead = fin && wanted == 0;
      return 0;
    }
    int allowed = session.credit().data(wanted);
    boolean whole = allowed == wanted;
    int limit = data.limit();
    if (!whole) {
      data.limit(data.position() + allowed);
    }
    int taken = allowed == 0 && !whole ? 0 : session.quic().write(id, data, fin && whole);
    data.limit(limit);
    if (taken < 0) {
      refused();
      return -1;
    }
    session.credit().sent(taken);
    if (!whole && taken == allowed) session.block(this);
    if (fin && taken == wanted) {
      sends = false;
      settle();
    }
    return taken;
  }

  /// Takes bytes from the stream into the buffer.
  ///
  /// @return how many; 0 when none are there now, and then [StreamHandler#onReadable] comes later;
  ///     -1 at the end; 0 too when the peer has broken its side off, of which the handler was told
  public int read(ByteBuffer into) {
    if (!receives) return readToTheEnd ? -1 : 0;
    int read = session.quic().read(id, into);
    if (read > 0) {
      session.read(read);
    } else if (read < 0 && receives) {
      receives = false;
      readToTheEnd = true;
      settle();
    }
    return receives || readToTheEnd ? read : 0;
  }

  /// Breaks this end's side off: what was not sent is dropped.
  ///
  /// @param code the application's, of 32 bits
  public void reset(long code) {
    breakOff(ErrorCode.ofApplication(code), true, false);
  }

  /// Asks the peer to send no more, and drops what comes.
  ///
  /// @param code the application's, of 32 bits
  public void stopSending(long code) {
    breakOff(ErrorCode.ofApplication(code), false, true);
  }

  private void breakOff(long code, boolean send, boolean receive) {
    if (send && sends) {
      sends = false;
      session.quic().reset(id, code);
    }
    if (receive && receives) {
      receives = false;
      session.quic().stopSending(id, code);
      session.lost();
    }
    settle();
  }

  /// What the connection tells of the stream.
  Events events() {
    return events;
  }

  /// Whether somebody is told.
  boolean hasHandler() {
    return handler != null;
  }

  /// Sends what stands before the user's bytes, as far as it is taken.
  void sendHead() {
    int taken = session.quic().write(id, head, false);
    if (taken < 0) {
      head = null;
      refused();
    } else if (!head.hasRemaining()) {
      head = null;
    }
  }

  /// The engine takes no more: why, it tells soon, if it does.
  private void refused() {
    session.execute(() -> events.wasStopped(-1));
  }

  private void heard() {
    if (!heard) session.heard();
    heard = true;
  }

  /// The session is over.
  ///
  /// @param linger whether what the peer sent before may still come
  void sessionOver(boolean linger) {
    boolean sent = sends;
    boolean received = receives && !linger;
    breakOff(WT_SESSION_GONE, true, !linger);
    if (sent) handler.onStopSending(this, -1);
    if (received) handler.onReset(this, -1);
  }

  /// Forgets the stream once both sides have ended.
  private void settle() {
    if (sends || receives || gone) return;
    gone = true;
    session.done(this);
  }

  /// What the connection tells of the stream.
  final class Events implements StreamEvents {
    @Override
    public void readable() {
      heard();
      if (receives) handler.onReadable(LoopStream.this);
    }

    @Override
    public void writable() {
      if (head != null) {
        sendHead();
        if (head != null) return;
        if (finBehindHead && sends) {
          write(ByteBuffer.allocate(0), true);
          return;
        }
      }
      if (sends) handler.onWritable(LoopStream.this);
    }

    @Override
    public void wasReset(long code) {
      heard();
      if (!receives) return;
      receives = false;
      session.lost();
      settle();
      handler.onReset(LoopStream.this, ErrorCode.toApplication(code).orElse(-1));
    }

    @Override
    public void wasStopped(long code) {
      heard();
      if (!sends) return;
      sends = false;
      settle();
      handler.onStopSending(LoopStream.this, ErrorCode.toApplication(code).orElse(-1));
    }

    @Override
    public void failed(Http3Error error) {
      session.failed(error);
    }
  }
}
