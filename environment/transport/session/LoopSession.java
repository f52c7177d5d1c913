package transport.session;

import static transport.http3.ErrorCode.WT_SESSION_GONE;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import transport.http3.Capsule;
import transport.http3.Datagrams;
import transport.http3.Http3Error;
import transport.quic.Connection;

/// A session of WebTransport, used on its connection's loop alone, save for [#execute].
public final class LoopSession {
  private enum State {
    /// Asked for, not answered.
    PENDING,
    OPEN,
    /// The peer ended it; what it sent before may still come.
    LINGERING,
    OVER
  }

  private final Http3Connection http;
  private final RequestStream connect;
  private final SessionRequest request;
  private final SessionHandler handler;
  private final Set<LoopStream> streams = new LinkedHashSet<>();
  private final Set<LoopStream> blocked = new LinkedHashSet<>();
  private Credit credit;
  private State state = State.PENDING;
  private Optional<String> protocol = Optional.empty();
  private ByteBuffer datagram;
  private boolean draining;

  /// Streams that this end opened and of which nothing was heard from the peer.
  private int unheard;

  LoopSession(
      Http3Connection http, RequestStream connect, SessionRequest request, SessionHandler handler) {
    this.http = http;
    this.connect = connect;
    this.request = request;
    this.handler = handler;
  }

  /// Its number within the connection.
  public long id() {
    return connect.id();
  }

  /// What the client asked for.
  public SessionRequest request() {
    return request;
  }

  /// The sub-protocol that both ends agreed on.
  public Optional<String> protocol() {
    return protocol;
  }

  /// The limits of its connection.
  public Limits limits() {
    return http.limits;
  }

  /// The connection that carries it, and perhaps others.
  public Connection quic() {
    return http.quic;
  }

  /// Whether it is established and not over.
  public boolean isOpen() {
    return state == State.OPEN;
  }

  /// Runs something on the loop, soon; any thread may ask.
  ///
  /// @return whether it will run
  public boolean execute(Runnable task) {
    return http.quic.execute(task);
  }

  /// Opens a stream.
  ///
  /// @param told what happens to it
  /// @return none while the peer allows no more, and then [SessionHandler#onStreamsAvailable] comes
  ///     later; none too when the session is not open
  public Optional<LoopStream> open(boolean bidirectional, StreamHandler told) {
    if (!isOpen()) return Optional.empty();
    if (!credit.mayOpen(bidirectional)) {
      Capsule blocked = credit.streamsBlocked(bidirectional);
      if (blocked != null) connect.capsule(blocked);
      return Optional.empty();
    }
    long id = http.quic.openStream(bidirectional);
    if (id < 0) return Optional.empty();
    credit.opened(bidirectional);
    LoopStream stream = new LoopStream(this, id, told);
    unheard++;
    streams.add(stream);
    http.put(id, stream.events());
    stream.sendHead();
    return Optional.of(stream);
  }

  /// Sends a datagram, which may be lost.
  ///
  /// @return whether it was taken; it is not when the queue is full, it is too large or the session
  ///     is not open
  public boolean sendDatagram(ByteBuffer data) {
    int bytesMax = http.quic.maxDatagramBytes();
    if (!isOpen() || Datagrams.headBytes(id()) + data.remaining() > bytesMax) return false;
    if (datagram == null || datagram.capacity() < bytesMax) {
      datagram = ByteBuffer.allocateDirect(bytesMax);
    }
    datagram.clear();
    Datagrams.putHead(datagram, id());
    datagram.put(data);
    return http.quic.sendDatagram(datagram.flip());
  }

  /// The largest datagram that fits now; -1 where the peer takes none.
  public int datagramBytesMax() {
    int bytesMax = http.quic.maxDatagramBytes();
    return bytesMax < 0 ? -1 : bytesMax - Datagrams.headBytes(id());
  }

  /// Asks the peer to bring the session to its end.
  public void drain() {
    if (isOpen()) connect.capsule(new Capsule.Drain());
  }

  /// Closes the session. Streams whose end was written are delivered; all others are broken off.
  /// Datagrams that were taken are sent.
  ///
  /// @param code the application's, of 32 bits
  /// @param reason for people; beyond 1,024 bytes it is cut
  public void close(long code, String reason) {
    Capsule.Close close = new Capsule.Close(code, reason);
    if (state == State.PENDING) {
      connect.cancel();
    } else if (isOpen()) {
      Runnable tell =
          () -> {
            connect.capsule(close);
            connect.finish();
          };
      if (unheard == 0 && http.quic.datagramsToSend() == 0) {
        tell.run();
      } else {
        // over UDP the close may overtake a stream, and would end it before it began; and quiche
        // sends a stream's bytes before datagrams that were taken earlier
        http.quic.whenDelivered(tell);
      }
    }
    end(new SessionEnd(SessionEnd.By.SELF, code, close.reason()));
  }

  Credit credit() {
    return credit;
  }

  boolean isOver() {
    return state == State.LINGERING || state == State.OVER;
  }

  boolean lingers() {
    return state == State.LINGERING;
  }

  void establish(Optional<String> agreed) throws Http3Error {
    protocol = agreed;
    credit = new Credit(limits().flow(), http.limitsSessions() ? http.peerSettings() : null);
    state = State.OPEN;
    handler.onOpen(this);
    http.established(this);
  }

  /// The peer opened a stream.
  void incoming(long id) {
    if (state == State.OVER) {
      http.refuse(id, WT_SESSION_GONE);
      return;
    }
    try {
      credit.peerOpened((id & 2) == 0);
    } catch (Http3Error e) {
      http.refuse(id, e.code());
      failed(e);
      return;
    }
    LoopStream stream = new LoopStream(this, id);
    streams.add(stream);
    http.put(id, stream.events());
    handler.onStream(stream);
    if (!stream.hasHandler()) {
      throw new IllegalStateException("a session must say who is told of stream " + id);
    }
    if (lingers()) stream.sessionOver(true);
    stream.events().readable();
  }

  void datagram(ByteBuffer data) {
    if (isOpen()) handler.onDatagram(this, data);
  }

  void capsule(Capsule capsule) throws Http3Error {
    switch (capsule) {
      case Capsule.Close close -> {
        end(new SessionEnd(SessionEnd.By.PEER, close.code(), close.reason()));
      }
      case Capsule.Drain drain -> drained();
      case Capsule.MaxData more -> {
        credit.allow(more);
        List<LoopStream> waiting = List.copyOf(blocked);
        blocked.clear();
        for (LoopStream stream : waiting) stream.events().writable();
      }
      case Capsule.MaxStreams more -> {
        credit.allow(more);
        streamsAvailable();
      }
      case Capsule.DataBlocked blocked -> {}
      case Capsule.StreamsBlocked blocked -> {}
    }
  }

  /// The peer asks for the end.
  void drained() {
    if (draining || !isOpen()) return;
    draining = true;
    handler.onDrain(this);
  }

  void streamsAvailable() {
    if (isOpen()) handler.onStreamsAvailable(this);
  }

  /// A stream has written what the peer allows.
  void block(LoopStream stream) {
    if (blocked.isEmpty()) connect.capsule(credit.dataBlocked());
    blocked.add(stream);
  }

  /// Bytes of a stream were read.
  void read(int bytes) {
    try {
      Capsule more = credit.read(bytes);
      if (more != null && isOpen()) connect.capsule(more);
    } catch (Http3Error e) {
      failed(e);
    }
  }

  /// The peer broke a stream off, or was asked to: how much it had sent there is not known.
  void lost() {
    Capsule more = credit.lost();
    if (more != null && isOpen()) connect.capsule(more);
  }

  /// The peer has begun to answer on one of this end's streams, so it has come.
  void heard() {
    unheard--;
  }

  /// A stream has ended in both directions.
  void done(LoopStream stream) {
    streams.remove(stream);
    http.remove(stream.id());
    if (!stream.isOwn()) {
      Capsule more = credit.peerDone(stream.isBidirectional());
      if (more != null && isOpen()) connect.capsule(more);
    }
    if (lingers() && streams.isEmpty()) over();
  }

  /// The server did not and will not take the request.
  void refused(SessionEnd end) {
    connect.cancel();
    end(end);
  }

  /// The peer broke the protocol within the session.
  void failed(Http3Error error) {
    connect.failed(error);
  }

  /// The session is over. If the peer closed it, what it had written before may still come for as
  /// long as patience lasts.
  void end(SessionEnd end) {
    if (isOver()) return;
    boolean linger = end.by() == SessionEnd.By.PEER && isOpen() && !http.isClosed();
    state = linger ? State.LINGERING : State.OVER;
    for (LoopStream stream : List.copyOf(streams)) stream.sessionOver(linger);
    if (!linger) {
      http.ended(this);
    } else if (streams.isEmpty()) {
      over();
    } else {
      http.quic.schedule(limits().patience(), this::over);
    }
    handler.onEnd(this, end);
  }

  /// The connection is over: what came of streams may be read now or never.
  void readRest() {
    for (LoopStream stream : List.copyOf(streams)) stream.events().readable();
  }

  /// Nothing more may come, also of what the peer had written before it closed. Only now this end
  /// ends the CONNECT stream, by which the peer knows.
  void over() {
    if (!lingers()) return;
    state = State.OVER;
    for (LoopStream stream : List.copyOf(streams)) stream.sessionOver(false);
    connect.finish();
    http.ended(this);
  }
}
