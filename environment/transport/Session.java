package transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import transport.session.Limits;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.SessionEnd;
import transport.session.SessionHandler;
import transport.session.SessionRequest;

/// A session of WebTransport for threads that wait, virtual ones best. Any thread may use it.
public final class Session implements AutoCloseable {
  private static final Duration DATAGRAM_PAUSE = Duration.ofNanos(100_000);

  private final CompletableFuture<Session> established = new CompletableFuture<>();
  private final CompletableFuture<SessionEnd> closed = new CompletableFuture<>();
  private final CompletableFuture<Void> draining = new CompletableFuture<>();
  private final Arrivals<BidirectionalStream> bidirectional = new Arrivals<>(Integer.MAX_VALUE);
  private final Arrivals<ReceiveStream> unidirectional = new Arrivals<>(Integer.MAX_VALUE);
  private final Arrivals<ByteBuffer> datagrams;
  private final Queue<ByteBuffer> toSend = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toSendCount = new AtomicInteger();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final AtomicLong dropped = new AtomicLong();
  private final Limits limits;

  /// On the loop alone: what waits for room, what is not sent to its end, and how to close then.
  private final Deque<Opening> openings = new ArrayDeque<>();

  private final Set<WaitingStream> unsent = new HashSet<>();
  private Runnable whenSent;

  private volatile LoopSession loop;

  /// A stream that somebody waits for.
  private record Opening(boolean bidirectional, CompletableFuture<WaitingStream> opened) {}

  Session(Limits limits) {
    this.limits = limits;
    datagrams = new Arrivals<>(limits.datagramQueue());
  }

  /// What the loop is given for this session.
  SessionHandler handler() {
    return new Handler();
  }

  /// Done when the session is established, or will not be.
  CompletableFuture<Session> established() {
    return established;
  }

  boolean execute(Runnable task) {
    return loop.execute(task);
  }

  /// Its number within its connection.
  public long id() {
    return loop.id();
  }

  /// What the client asked for.
  public SessionRequest request() {
    return loop.request();
  }

  /// The sub-protocol that both ends agreed on.
  public Optional<String> protocol() {
    return loop.protocol();
  }

  /// Opens a stream on which both ends send; waits while the peer allows no more.
  ///
  /// @throws IOException if the session is over
  public BidirectionalStream openBidirectional() throws IOException, InterruptedException {
    return open(true);
  }

  /// Opens a stream on which this end sends; waits while the peer allows no more.
  ///
  /// @throws IOException if the session is over
  public SendStream openUnidirectional() throws IOException, InterruptedException {
    return open(false);
  }

  private WaitingStream open(boolean both) throws IOException, InterruptedException {
    Opening opening = new Opening(both, new CompletableFuture<>());
    boolean runs =
        execute(
            () -> {
              openings.add(opening);
              openNext();
            });
    if (!runs) throw new IOException("the connection's endpoint is closed");
    try {
      return opening.opened.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private void openNext() {
    while (!openings.isEmpty()) {
      WaitingStream stream = new WaitingStream(this, limits.streamBufferBytes());
      Opening next = openings.peek();
      if (!loop.isOpen()) {
        openings.remove().opened.completeExceptionally(new IOException("the session is over"));
        continue;
      }
      Optional<LoopStream> opened = loop.open(next.bidirectional, stream);
      if (opened.isEmpty()) return;
      openings.remove();
      stream.on(opened.get());
      next.opened.complete(stream);
    }
  }

  /// Waits for a stream that the peer opens and on which both ends send.
  ///
  /// @throws IOException when the session is over and no stream is left
  public BidirectionalStream acceptBidirectional() throws IOException, InterruptedException {
    return bidirectional.take();
  }

  /// Waits for a stream that the peer opens and on which it sends.
  ///
  /// @throws IOException when the session is over and no stream is left
  public ReceiveStream acceptUnidirectional() throws IOException, InterruptedException {
    return unidirectional.take();
  }

  /// Queues a datagram, which may be lost on the way.
  ///
  /// @return false if too many are queued or the session is over: then it is not sent
  public boolean sendDatagram(ByteBuffer data) {
    if (closed.isDone() || toSendCount.get() >= limits.datagramQueue()) return false;
    toSendCount.incrementAndGet();
    toSend.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
    if (sending.compareAndSet(false, true)) return execute(this::sendDatagrams);
    return true;
  }

  private void sendDatagrams() {
    sending.set(false);
    for (ByteBuffer next = toSend.peek(); next != null; next = toSend.peek()) {
      boolean taken = loop.sendDatagram(next);
      if (!taken && loop.isOpen() && next.remaining() <= loop.datagramBytesMax()) {
        // the engine's queue is full, and nobody tells when it is not
        if (sending.compareAndSet(false, true)) {
          loop.quic().schedule(DATAGRAM_PAUSE, this::sendDatagrams);
        }
        return;
      }
      toSend.remove();
      toSendCount.decrementAndGet();
      if (!taken) dropped.incrementAndGet();
    }
    closeIfSent();
  }

  /// Waits for a datagram.
  ///
  /// @throws IOException when the session is over and no datagram is left
  public ByteBuffer receiveDatagram() throws IOException, InterruptedException {
    return datagrams.take();
  }

  /// Datagrams that this end dropped since it had no room for them, sent and received ones.
  public long droppedDatagrams() {
    return dropped.get();
  }

  /// Asks the peer to bring the session to its end.
  public void drain() {
    execute(loop::drain);
  }

  /// Done when the peer asks that the session be brought to its end.
  public CompletableFuture<Void> draining() {
    return draining.copy();
  }

  /// Closes the session with 0.
  @Override
  public void close() {
    close(0, "");
  }

  /// Closes the session; it does not wait, [#closed] tells. Streams that were finished are
  /// delivered first and datagrams that were taken are sent, as far as the peer takes them while
  /// patience lasts; all other streams are broken off.
  ///
  /// @param code the application's, of 32 bits
  /// @param reason for people; beyond 1,024 bytes it is cut
  public void close(long code, String reason) {
    execute(
        () -> {
          if (whenSent != null) return;
          whenSent = () -> loop.close(code, reason);
          if (!closeIfSent()) loop.quic().schedule(limits.patience(), whenSent);
        });
  }

  /// Done when the session is over, with the reason.
  public CompletableFuture<SessionEnd> closed() {
    return closed.copy();
  }

  /// A stream was finished; what was written to it is not sent yet.
  void ending(WaitingStream stream) {
    execute(
        () -> {
          if (!stream.isSent()) unsent.add(stream);
        });
  }

  /// A stream is sent to its end, or cannot be.
  void ended(WaitingStream stream) {
    if (unsent.remove(stream)) closeIfSent();
  }

  private boolean closeIfSent() {
    if (whenSent == null || !unsent.isEmpty() || !toSend.isEmpty()) return false;
    whenSent.run();
    return true;
  }

  /// What the loop tells.
  private final class Handler implements SessionHandler {
    @Override
    public void onOpen(LoopSession session) {
      loop = session;
      established.complete(Session.this);
    }

    @Override
    public void onStream(LoopStream opened) {
      WaitingStream stream = new WaitingStream(Session.this, limits.streamBufferBytes());
      stream.on(opened);
      opened.handler(stream);
      if (opened.isBidirectional()) {
        bidirectional.add(stream);
      } else {
        unidirectional.add(stream);
      }
    }

    @Override
    public void onDatagram(LoopSession session, ByteBuffer data) {
      if (!datagrams.add(ByteBuffer.allocate(data.remaining()).put(data).flip())) {
        dropped.incrementAndGet();
      }
    }

    @Override
    public void onStreamsAvailable(LoopSession session) {
      openNext();
    }

    @Override
    public void onDrain(LoopSession session) {
      draining.complete(null);
    }

    @Override
    public void onEnd(LoopSession session, SessionEnd end) {
      if (loop == null) loop = session;
      closed.complete(end);
      if (!established.isDone()) {
        established.completeExceptionally(
            new IOException(
                end.reason().isEmpty() ? "the session is over" : "no session: " + end.reason()));
      }
      bidirectional.end();
      unidirectional.end();
      datagrams.end();
      openNext();
    }
  }
}
