package transport.session;

import static transport.http3.ErrorCode.H3_CLOSED_CRITICAL_STREAM;
import static transport.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static transport.http3.ErrorCode.H3_ID_ERROR;
import static transport.http3.ErrorCode.H3_NO_ERROR;
import static transport.http3.ErrorCode.H3_STREAM_CREATION_ERROR;
import static transport.http3.ErrorCode.WT_BUFFERED_STREAM_REJECTED;
import static transport.http3.ErrorCode.WT_SESSION_GONE;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import transport.http3.Datagrams;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Http3Error;
import transport.http3.Settings;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;

/// One HTTP/3 connection that carries sessions of WebTransport: what both roles share.
///
/// It opens the control stream, but none of QPACK's, which carry nothing where no table is dynamic
/// (RFC 9204, 4.2: they may be left out). It finds out what each of the peer's streams is for, and
/// hands streams and datagrams to their sessions. What breaks the protocol closes the connection or
/// the stream with the code that the standard demands.
public abstract sealed class Http3Connection implements ConnectionHandler
    permits ServerConnection, ClientConnection {
  /// As many sessions that are over are remembered, so that what still comes for them is told from
  /// what comes early.
  private static final int ENDED_MAX = 256;

  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
  private static final int SCRATCH_BYTES = 1 << 14;

  /// What the layer reads itself comes through this; one for each loop.
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

  final Connection quic;
  final Limits limits;

  private final Map<Long, StreamEvents> streams = new HashMap<>();
  private final Map<Long, LoopSession> sessions = new LinkedHashMap<>();
  private final Early early;
  private final Map<Long, Boolean> ended =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > ENDED_MAX;
        }
      };
  private final PeerStreams peerStreams = new PeerStreams(this);
  private Runnable whenGone = () -> {};
  private Settings peerSettings;
  private Outbox control;
  private long resets;
  private boolean closed;

  Http3Connection(Connection quic, Limits limits) {
    this.quic = quic;
    this.limits = limits;
    early = new Early(this);
  }

  /// What the peer announced; null until it has.
  final Settings peerSettings() {
    return peerSettings;
  }

  /// The settings that this role announces.
  abstract Settings settings();

  /// The settings that both roles announce.
  final Map<Long, Long> common() {
    Map<Long, Long> values = new LinkedHashMap<>();
    values.put(Settings.QPACK_MAX_TABLE_CAPACITY, 0L);
    values.put(Settings.QPACK_BLOCKED_STREAMS, 0L);
    values.put(Settings.MAX_FIELD_SECTION_SIZE, (long) limits.fieldSectionBytes());
    values.put(Settings.H3_DATAGRAM, 1L);
    values.put(Settings.WT_DRAFT_02, 1L);
    values.put(Settings.WT_MAX_SESSIONS_07, (long) limits.sessions());
    values.put(Settings.WT_MAX_SESSIONS_13, (long) limits.sessions());
    values.put(Settings.WT_ENABLED, 1L);
    if (limits.flow().isOn()) {
      values.put(Settings.WT_INITIAL_MAX_DATA, limits.flow().bytes());
      values.put(Settings.WT_INITIAL_MAX_STREAMS_BIDI, limits.flow().bidirectional());
      values.put(Settings.WT_INITIAL_MAX_STREAMS_UNI, limits.flow().unidirectional());
    }
    return values;
  }

  /// The peer's settings have come.
  abstract void onSettings(Settings settings) throws Http3Error;

  /// A bidirectional stream of the peer began with something else than a session's stream would.
  ///
  /// @param first the type of its first frame, which was taken off the stream
  abstract void onRequest(long stream, long first) throws Http3Error;

  /// The peer will take, or send, no further requests.
  abstract void onGoAway(long id) throws Http3Error;

  /// Whether a session may still come about under this id.
  abstract boolean mayCome(long session);

  /// More streams may be opened.
  void onRoom() {}

  @Override
  public void onEstablished() {
    attempt(-1, this::openControl);
  }

  /// Opens the control stream, once the peer allows a stream.
  private void openControl() {
    if (control != null) return;
    long id = quic.openStream(false);
    if (id < 0) return;
    control = new Outbox(quic, id);
    streams.put(id, new OwnControl(control));
    ByteBuffer type = Frames.varints(FrameType.CONTROL_STREAM);
    ByteBuffer frame = settings().frame();
    int bytes = type.remaining() + frame.remaining();
    control.send(ByteBuffer.allocate(bytes).put(type).put(frame).flip());
  }

  @Override
  public void onStream(long stream) {
    streams.computeIfAbsent(stream, id -> new Prelude(this, id));
  }

  @Override
  public void onReadable(long stream) {
    StreamEvents events = streams.get(stream);
    if (events != null) attempt(stream, events::readable);
  }

  @Override
  public void onWritable(long stream) {
    StreamEvents events = streams.get(stream);
    if (events != null) attempt(stream, events::writable);
  }

  @Override
  public void onStreamsAvailable() {
    attempt(
        -1,
        () -> {
          openControl();
          onRoom();
          for (LoopSession session : List.copyOf(sessions.values())) session.streamsAvailable();
        });
  }

  @Override
  public void onReset(long stream, long code) {
    resets++;
    StreamEvents events = streams.get(stream);
    if (events != null) attempt(stream, () -> events.wasReset(code));
  }

  @Override
  public void onStopSending(long stream, long code) {
    StreamEvents events = streams.get(stream);
    if (events != null) attempt(stream, () -> events.wasStopped(code));
  }

  @Override
  public void onDatagram(ByteBuffer data) {
    attempt(
        -1,
        () -> {
          long id = Datagrams.stream(data);
          LoopSession session = sessions.get(id);
          if (session != null && session.isOpen()) {
            session.datagram(data);
          } else if (mayComeStill(id)) {
            early.add(id, data);
          }
        });
  }

  @Override
  public void onClosed(Closing closing) {
    closed = true;
    SessionEnd end = new SessionEnd(SessionEnd.By.FAILURE, closing.code(), sentence(closing));
    for (LoopSession session : List.copyOf(sessions.values())) {
      session.readRest();
      session.end(end);
      session.over();
    }
    onGone(end);
    whenGone.run();
  }

  /// What is to be done when the connection is over.
  public void whenGone(Runnable task) {
    whenGone = task;
  }

  /// The connection is over.
  void onGone(SessionEnd end) {}

  private static String sentence(Closing closing) {
    String who =
        switch (closing.by()) {
          case SELF -> "this end closed the connection";
          case PEER -> "the peer closed the connection";
          case TIMEOUT -> "the peer was not heard for too long";
        };
    return closing.reason().isEmpty() ? who : who + ": " + closing.reason();
  }

  /// Asks the peer for no more requests, and to bring its sessions to their end.
  ///
  /// @param id the first request that was not and will not be taken
  final void goAway(long id) {
    if (control != null) control.send(Frames.frame(FrameType.GOAWAY, id));
    for (LoopSession session : List.copyOf(sessions.values())) session.drain();
  }

  /// The peer goes away: sessions are to be brought to their end.
  ///
  /// @param from the first request that it did not and will not take
  final void drainSessions(long from, SessionEnd end) {
    for (LoopSession session : List.copyOf(sessions.values())) {
      if (session.isOpen() || session.id() < from) {
        session.drained();
      } else {
        session.refused(end);
      }
    }
  }

  /// Closes the connection when what was written has left; sessions are closed with 0.
  public void close(String reason) {
    for (LoopSession session : List.copyOf(sessions.values())) session.close(0, reason);
    if (!closed) quic.close(H3_NO_ERROR, reason);
  }

  /// The connection that carries this one.
  public Connection quic() {
    return quic;
  }

  final boolean isClosed() {
    return closed;
  }

  final int sessionCount() {
    return sessions.size();
  }

  /// Whether both ends limit what is sent within a session.
  final boolean limitsSessions() {
    return limits.flow().isOn() && peerSettings != null && peerSettings.sessionFlowControl();
  }

  final void put(long stream, StreamEvents events) {
    streams.put(stream, events);
  }

  final void remove(long stream) {
    streams.remove(stream);
  }

  /// A session is asked for; streams may be for it from now on.
  final void add(LoopSession session) {
    sessions.put(session.id(), session);
  }

  /// A session is established: what was early is handed to it.
  final void established(LoopSession session) throws Http3Error {
    early.release(session);
  }

  /// A session is over.
  final void ended(LoopSession session) {
    sessions.remove(session.id());
    ended.put(session.id(), true);
    early.drop(session.id(), WT_SESSION_GONE);
  }

  /// No session came about under this id.
  final void refused(long id) {
    ended.put(id, true);
    early.drop(id, WT_SESSION_GONE);
  }

  private boolean mayComeStill(long id) {
    LoopSession session = sessions.get(id);
    if (session != null) return !session.isOpen() && !session.isOver();
    return !ended.containsKey(id) && mayCome(id);
  }

  /// A stream has named its session.
  final void onSessionStream(long stream, long id) throws Http3Error {
    if ((id & 3) != 0) {
      throw Http3Error.connection(H3_ID_ERROR, "stream %s can carry no session", id);
    }
    LoopSession session = sessions.get(id);
    if (session != null && (session.isOpen() || session.lingers())) {
      session.incoming(stream);
    } else if (!mayComeStill(id)) {
      refuse(stream, WT_SESSION_GONE);
    } else if (!early.add(id, stream)) {
      refuse(stream, WT_BUFFERED_STREAM_REJECTED);
    }
  }

  /// Wants nothing of a stream of the peer's.
  final void refuse(long stream, long code) {
    streams.remove(stream);
    quic.stopSending(stream, code);
    if ((stream & 2) == 0) quic.reset(stream, code);
  }

  /// A unidirectional stream of the peer's has said what it is for.
  final void onPeerStream(long stream, long type) throws Http3Error {
    Optional<StreamEvents> events = peerStreams.of(stream, type);
    if (events.isPresent()) {
      streams.put(stream, events.get());
      events.get().readable();
    } else {
      refuse(stream, H3_STREAM_CREATION_ERROR);
    }
  }

  final void setPeerSettings(Settings settings) throws Http3Error {
    peerSettings = settings;
    onSettings(settings);
  }

  /// Bytes of a stream; null at its end, an empty buffer if there are none now or the peer has
  /// broken the stream off, of which the stream was told. For streams that
  /// carry little: what is read may lead to further reads, so each gets bytes of its own.
  final ByteBuffer read(long stream, int bytesMax) {
    ByteBuffer scratch = SCRATCH.get().clear().limit(bytesMax);
    long before = resets;
    if (quic.read(stream, scratch) < 0) return resets == before ? null : EMPTY;
    return ByteBuffer.allocate(scratch.flip().remaining()).put(scratch).flip();
  }

  final ByteBuffer read(long stream) {
    return read(stream, SCRATCH_BYTES);
  }

  /// What may break the protocol.
  interface Step {
    void run() throws Http3Error;
  }

  /// Runs a step, and closes what must be closed if it breaks the protocol.
  final void attempt(long stream, Step step) {
    if (closed) return;
    try {
      step.run();
    } catch (Http3Error e) {
      StreamEvents events = streams.get(stream);
      if (e.scope() == Http3Error.Scope.CONNECTION || events == null) {
        fail(e);
      } else {
        events.failed(e);
      }
    }
  }

  private void fail(Http3Error error) {
    closed = true;
    quic.abort(error.code(), error.getMessage());
  }

  /// This end's own control stream.
  private record OwnControl(Outbox out) implements StreamEvents {
    @Override
    public void readable() {}

    @Override
    public void writable() {
      out.flush();
    }

    @Override
    public void wasReset(long code) {}

    @Override
    public void wasStopped(long code) throws Http3Error {
      throw Http3Error.connection(
          H3_CLOSED_CRITICAL_STREAM, "the control stream must not be stopped");
    }
  }

  /// The peer would push, which no client may and no server was allowed to.
  final void pushPromised() throws Http3Error {
    if (quic.isServer()) {
      throw Http3Error.connection(H3_FRAME_UNEXPECTED, "a client must not promise a push");
    }
    throw Http3Error.connection(H3_ID_ERROR, "there must be no push: none was allowed");
  }
}
