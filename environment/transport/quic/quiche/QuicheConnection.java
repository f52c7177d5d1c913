package transport.quic.quiche;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.ConnectionStatistics;
import transport.quic.Identity;
import transport.quic.Trust;

/// A `quiche_conn` with its handler. The loop gives it packets and turns; in a turn it tells what
/// happened and hands over what is to be sent.
final class QuicheConnection implements Connection {
  /// RFC 9000, section 20.1.
  private static final long INTERNAL_ERROR = 1;

  /// TLS alert certificate_unknown (46), as QUIC carries it (RFC 9001, section 4.8).
  private static final long CERTIFICATE_UNKNOWN = 0x100 + 46;

  /// How long a close waits for the next acknowledgement.
  private static final long FINISH_PATIENCE_NS = Duration.ofSeconds(3).toNanos();

  /// How far a connection is.
  private enum Stage {
    HANDSHAKE,
    OPEN,
    /// [#close] was called: what was written still leaves.
    FINISHING,
    /// A closing packet is queued or sent; the program hears of it at the turn's end.
    CLOSED,
    /// [ConnectionHandler#onClosed] was called.
    TOLD
  }

  private final QuicheEndpoint endpoint;
  private final Scratch scratch;
  private final boolean server;
  private final Trust trust;
  private final InetSocketAddress peer;
  private final StreamTraffic traffic;
  private ConnectionHandler handler;
  private Stage stage = Stage.HANDSHAKE;

  /// The `quiche_conn`; 0 once it was freed.
  private long address;

  private boolean arrived;
  private long arrivedNs;
  private long finishByNs;
  private long acknowledgedBytes;
  private long closingCode;
  private String closingReason;

  /// The id under which packets for it come.
  final long id;

  /// Kept by [Deadlines].
  long deadlineNs;

  int deadlinePlace = -1;

  /// Whether it waits for a turn.
  boolean queued;

  /// @param trust null at a server
  QuicheConnection(
      QuicheEndpoint endpoint,
      Scratch scratch,
      long address,
      long id,
      Trust trust,
      InetSocketAddress peer) {
    this.endpoint = endpoint;
    this.scratch = scratch;
    this.address = address;
    this.id = id;
    this.trust = trust;
    this.peer = peer;
    server = trust == null;
    traffic = new StreamTraffic(this, scratch);
  }

  /// Makes the handler; a failure there closes the connection, and nobody hears of it.
  void open(Function<Connection, ConnectionHandler> handlers) {
    try {
      handler = handlers.apply(this);
      if (handler == null) {
        throw new IllegalStateException("no handler was given for the connection");
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  boolean isTold() {
    return stage == Stage.TOLD;
  }

  long address() {
    return address;
  }

  ConnectionHandler handler() {
    return handler;
  }

  /// Asks for a turn: there may be something to send.
  void queue() {
    endpoint.queue(this);
  }

  /// Takes a packet.
  ///
  /// @return whether quiche accepted it
  boolean receive(long packet, int bytes, long info, long nowNs) {
    arrivedNs = nowNs;
    arrived = true;
    long taken = Quiche.receive(address, packet, bytes, info);
    boolean refused = taken < 0 && taken != Quiche.DONE;
    if (refused && stage.compareTo(Stage.CLOSED) < 0) {
      stage(Stage.CLOSED);
    }
    return !refused;
  }

  /// Tells what happened, queues what is to be sent, sets the next deadline.
  ///
  /// @return whether it has more to send now
  boolean turn(Packets packets) {
    if (arrived) {
      arrived = false;
      guarded(this::happen).run();
    }
    boolean more = leave(packets);
    if (!traffic.isSettled()) {
      boolean left = !more;
      guarded(() -> traffic.settle(left, left && isDelivered())).run();
      more |= leave(packets);
    }
    if (stage == Stage.FINISHING
        && (!more && traffic.isSettled() && isDelivered() || hearsNothingMore())) {
      shut(true, closingCode, closingReason);
      more = packets.queue(this);
    }
    boolean gone = Quiche.isClosed(address);
    if (stage != Stage.TOLD && (gone || stage == Stage.CLOSED || Quiche.isDraining(address))) {
      tell();
    }
    if (gone) {
      endpoint.forget(this);
      return false;
    }
    long deadlineNs = deadline();
    boolean finishFirst = stage == Stage.FINISHING && finishByNs - deadlineNs < 0;
    endpoint.deadlines.set(this, finishFirst ? finishByNs : deadlineNs);
    return more;
  }

  private boolean leave(Packets packets) {
    traffic.leaves();
    return packets.queue(this);
  }

  /// Measured before the time is asked, so that the time is not early.
  private long deadline() {
    long timeoutNs = Quiche.timeoutNs(address);
    return System.nanoTime() + (timeoutNs < 0 ? Long.MAX_VALUE / 2 : timeoutNs);
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        fail(e);
      }
    };
  }

  /// quiche failed to make a packet, as when the handshake cannot go on.
  ///
  /// @return whether a closing packet may be tried now
  boolean cannotSend() {
    boolean first = stage.compareTo(Stage.CLOSED) < 0;
    shut(false, INTERNAL_ERROR, "no packet could be made");
    return first;
  }

  private void fail(Throwable e) {
    shut(false, INTERNAL_ERROR, e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private void happen() {
    if (stage == Stage.HANDSHAKE && Quiche.isEstablished(address)) {
      establish();
    }
    traffic.tellArrived();
    while (isOpen() && datagram()) {
      // told
    }
    traffic.tellRoom();
  }

  /// Whether the program may write and read. Behind a close, what waits for a delivery still may.
  boolean isOpen() {
    return stage == Stage.OPEN || stage == Stage.FINISHING && traffic.isSettling();
  }

  private void stage(Stage next) {
    if (stage == Stage.HANDSHAKE) {
      endpoint.handshakeOver();
    }
    stage = next;
  }

  private void establish() {
    if (trust instanceof Trust.Pinned(var digests)
        && !digests.contains(Identity.sha256(Answers.peerCertificateBytes(address, scratch)))) {
      shut(false, CERTIFICATE_UNKNOWN, "the server shows another certificate than the pinned one");
      return;
    }
    stage(Stage.OPEN);
    handler.onEstablished();
  }

  private boolean datagram() {
    long bytes = Quiche.datagramReceive(address, scratch.datagram.address(), Scratch.BUFFER_BYTES);
    if (bytes < 0) {
      return false;
    }
    handler.onDatagram(scratch.datagramView.clear().limit((int) bytes));
    return true;
  }

  /// Whether all that was sent is acknowledged. quiche then has no loss timer, so its next timer is
  /// the idle one, which runs from the last packet that came.
  private boolean isDelivered() {
    long idleMs = Answers.idleTimeoutMs(address, scratch, endpoint.settings.idleTimeout());
    return deadline() - arrivedNs >= idleMs * 1_000_000;
  }

  /// Whether the peer acknowledged nothing new for too long.
  private boolean hearsNothingMore() {
    long nowNs = System.nanoTime();
    long bytes = Answers.acknowledgedBytes(address, scratch);
    if (bytes > acknowledgedBytes) {
      acknowledgedBytes = bytes;
      finishByNs = nowNs + FINISH_PATIENCE_NS;
    }
    return nowNs - finishByNs >= 0;
  }

  /// Queues the closing packet, unless there is one already.
  void shut(boolean application, long code, String reason) {
    if (stage.compareTo(Stage.CLOSED) >= 0 || address == 0) {
      return;
    }
    int bytes = scratch.putReason(reason);
    Quiche.close(address, application, code, scratch.buffer.address(), bytes);
    stage(Stage.CLOSED);
    endpoint.queue(this);
  }

  /// Tells the handler that it is over, once.
  void tell() {
    Closing closing = Answers.closing(address, scratch);
    stage(Stage.TOLD);
    endpoint.told();
    tell(closing);
  }

  /// Tells the handler that quiche made no connection.
  void neverBegan() {
    stage = Stage.TOLD;
    tell(new Closing(Closing.By.SELF, false, INTERNAL_ERROR, "quiche made no connection"));
  }

  private void tell(Closing closing) {
    if (handler != null) {
      try {
        handler.onClosed(closing);
      } catch (RuntimeException | Error e) {
        // it is closed already, and there is nobody left to tell
      }
    }
  }

  /// Frees the native side; no call reaches it any more.
  void free() {
    long freed = address;
    address = 0;
    Quiche.free(freed);
  }

  @Override
  public boolean isServer() {
    return server;
  }

  @Override
  public InetSocketAddress peerAddress() {
    return peer;
  }

  @Override
  public String applicationProtocol() {
    if (address == 0) {
      return "";
    }
    return Answers.applicationProtocol(address, scratch);
  }

  @Override
  public Optional<X509Certificate> peerCertificate() {
    if (address == 0) {
      return Optional.empty();
    }
    return Answers.peerCertificate(address, scratch);
  }

  @Override
  public long openStream(boolean bidirectional) {
    return isOpen() ? traffic.open(bidirectional) : -1;
  }

  @Override
  public int write(long stream, ByteBuffer data, boolean fin) {
    return isOpen() ? traffic.write(stream, data, fin) : -1;
  }

  @Override
  public int read(long stream, ByteBuffer into) {
    return address == 0 ? -1 : traffic.read(stream, into);
  }

  @Override
  public void reset(long stream, long code) {
    if (isOpen()) {
      traffic.reset(stream, code);
    }
  }

  @Override
  public void stopSending(long stream, long code) {
    if (isOpen()) {
      traffic.stopSending(stream, code);
    }
  }

  @Override
  public boolean sendDatagram(ByteBuffer data) {
    if (!isOpen() || traffic.isHeldBack() || data.remaining() > Scratch.BUFFER_BYTES) {
      return false;
    }
    long at = scratch.buffer.address();
    if (data.isDirect()) {
      at = MemorySegment.ofBuffer(data).address();
    } else {
      scratch.buffer.copyFrom(MemorySegment.ofBuffer(data));
    }
    boolean taken = Quiche.datagramSend(address, at, data.remaining()) >= 0;
    if (taken) {
      data.position(data.limit());
      endpoint.queue(this);
    }
    return taken;
  }

  @Override
  public int datagramsToSend() {
    return isOpen() ? (int) Math.max(0, Quiche.datagramsToSend(address)) : 0;
  }

  @Override
  public int maxDatagramBytes() {
    return isOpen() ? (int) Math.max(-1, Quiche.datagramMostBytes(address)) : -1;
  }

  @Override
  public void close(long code, String reason) {
    if (stage == Stage.HANDSHAKE) {
      abort(code, reason);
    } else if (stage == Stage.OPEN) {
      stage(Stage.FINISHING);
      closingCode = code;
      closingReason = reason;
      finishByNs = System.nanoTime() + FINISH_PATIENCE_NS;
      endpoint.queue(this);
    }
  }

  @Override
  public void abort(long code, String reason) {
    shut(true, code, reason);
  }

  @Override
  public boolean execute(Runnable task) {
    return endpoint.execute(guarded(task));
  }

  @Override
  public void whenDelivered(Runnable task) {
    if (isOpen()) {
      traffic.whenDelivered(task);
    }
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    endpoint.schedule(delay, guarded(task));
  }

  @Override
  public ConnectionStatistics statistics() {
    if (address == 0) {
      return new ConnectionStatistics(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);
    }
    return Answers.statistics(address, scratch);
  }
}
