package transport.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicDatagramExtensionEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.ConnectionStatistics;
import transport.quic.Identity;
import transport.quic.Trust;

/// A [QuicChannel] with the program's handler.
final class NettyConnection extends ChannelInboundHandlerAdapter implements Connection {
  /// RFC 9000, section 20.1.
  private static final long INTERNAL_ERROR = 1;

  /// TLS alert certificate_unknown (46), as QUIC carries it (RFC 9001, section 4.8).
  private static final long CERTIFICATE_UNKNOWN = 0x100 + 46;

  private static final long FINISH_PATIENCE_NS = Duration.ofSeconds(3).toNanos();
  private static final long HOLD_BACK_NS = Duration.ofMillis(50).toNanos();
  private static final int REASON_BYTES = 512;

  /// As in the other engine.
  private enum Stage {
    HANDSHAKE,
    OPEN,
    FINISHING,
    CLOSED,
    TOLD
  }

  private final NettyEndpoint endpoint;
  private final Trust trust;
  private final InetSocketAddress peer;
  private final Function<Connection, ConnectionHandler> handlers;
  private final Map<Long, NettyStream> streams = new HashMap<>();
  private final Queue<Runnable> deliveries = new ArrayDeque<>();
  private QuicChannel channel;
  private ConnectionHandler handler;
  private Stage stage = Stage.HANDSHAKE;
  private Rest rest;
  private Closing closing;
  private Throwable failure;
  private Closing wanted;
  private long finishByNs;
  private long deliverySinceNs;
  private boolean settling;
  final Crowd crowd;
  private boolean wantsBidirectional;
  private boolean wantsUnidirectional;
  private boolean flushes;
  private int datagramBytesMax = -1;
  private long datagramsReceived;
  private long datagramsSent;
  private long datagramsAtRest;
  private long sendsInTurn;

  /// Writes that wait for room within Netty.
  int pendingWrites;

  /// @param trust null at a server
  NettyConnection(
      NettyEndpoint endpoint,
      Trust trust,
      InetSocketAddress peer,
      Function<Connection, ConnectionHandler> handlers) {
    this.endpoint = endpoint;
    this.trust = trust;
    this.peer = peer;
    this.handlers = handlers;
    crowd = new Crowd(endpoint.settings.udpPayloadBytes(), () -> Rest.window(channel));
  }

  ConnectionHandler handler() {
    return handler;
  }

  /// Runs what tells the program something; what it throws closes the connection.
  void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      shut(
          new Closing(
              Closing.By.SELF,
              false,
              INTERNAL_ERROR,
              e.getMessage() == null ? e.toString() : e.getMessage()));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = (QuicChannel) context.channel();
    channel.closeFuture().addListener(closed -> over());
    endpoint.added(this);
    guarded(
        () -> {
          handler = handlers.apply(this);
          if (handler == null) {
            throw new IllegalStateException("no handler was given for the connection");
          }
        });
  }

  /// Netty knows only a little later how many streams the peer allows.
  @Override
  public void channelActive(ChannelHandlerContext context) {
    execute(this::establish);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof QuicDatagramExtensionEvent datagrams) {
      datagramBytesMax = datagrams.maxLength();
    } else if (event instanceof QuicStreamLimitChangedEvent) {
      guarded(this::streamsAllowed);
    } else if (event instanceof QuicConnectionCloseEvent close
        && stage.compareTo(Stage.CLOSED) < 0) {
      closing = Closings.of(close);
      // what came with it is told first
      endpoint.loop().execute(this::tell);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    establish();
    if (message instanceof QuicStreamChannel stream) {
      guarded(() -> arrived(stream));
      return;
    }
    try {
      datagramsReceived++;
      if (isOpen()) guarded(() -> handler.onDatagram(((ByteBuf) message).nioBuffer()));
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void arrived(QuicStreamChannel stream) {
    NettyStream made = new NettyStream(this, false);
    stream.pipeline().addLast(made);
    streams.put(stream.streamId(), made);
    endpoint.loop().register(stream);
    if (isOpen()) {
      handler.onStream(stream.streamId());
      made.look();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (failure == null) failure = cause;
  }

  private void establish() {
    if (stage != Stage.HANDSHAKE || !channel.isActive()) return;
    if (trust instanceof Trust.Pinned(var digests)
        && peerCertificate().map(Identity::sha256).filter(digests::contains).isEmpty()) {
      shut(
          new Closing(
              Closing.By.SELF,
              false,
              CERTIFICATE_UNKNOWN,
              "the server shows another certificate than the pinned one"));
      return;
    }
    stage(Stage.OPEN);
    guarded(handler::onEstablished);
  }

  private void stage(Stage next) {
    if (stage == Stage.HANDSHAKE) endpoint.handshakeOver();
    stage = next;
  }

  private void streamsAllowed() {
    establish();
    if (isOpen()
        && (wantsBidirectional && allows(QuicStreamType.BIDIRECTIONAL)
            || wantsUnidirectional && allows(QuicStreamType.UNIDIRECTIONAL))) {
      wantsBidirectional = false;
      wantsUnidirectional = false;
      handler.onStreamsAvailable();
    }
  }

  private boolean allows(QuicStreamType type) {
    return channel.peerAllowedStreams(type) > 0;
  }

  /// Whether the program may write and read. Behind a close, what waits for a delivery still may.
  boolean isOpen() {
    return stage == Stage.OPEN || stage == Stage.FINISHING && settling;
  }

  /// Whether nothing new may be sent, so that what is on the way becomes less.
  boolean isHeldBack() {
    return !settling && !deliveries.isEmpty() && System.nanoTime() - deliverySinceNs > HOLD_BACK_NS;
  }

  /// Closes the channel now.
  private void shut(Closing how) {
    if (stage.compareTo(Stage.CLOSED) >= 0) return;
    stage(Stage.CLOSED);
    closing = how;
    byte[] reason = how.reason().getBytes(StandardCharsets.UTF_8);
    ByteBuf bytes =
        Unpooled.wrappedBuffer(Arrays.copyOf(reason, Math.min(reason.length, REASON_BYTES)));
    channel.close(how.application(), narrow(how.code()), bytes);
  }

  /// What of a code Netty's API takes.
  static int narrow(long code) {
    return code == (int) code && code >= 0 ? (int) code : NettyEngine.WIDE;
  }

  /// The client's handshake came to nothing, perhaps before there was a channel.
  void neverBegan(Throwable cause) {
    if (failure == null) failure = cause;
    if (channel == null) {
      guarded(() -> handler = handlers.apply(this));
      endpoint.added(this);
    }
    // Netty says only behind this whether it was a timeout
    endpoint.loop().execute(this::over);
  }

  /// Netty's channel is closed.
  void over() {
    endpoint.forget(this);
    tell();
    streams.values().forEach(NettyStream::release);
    streams.clear();
  }

  /// Tells the handler that it is over, once.
  private void tell() {
    if (stage == Stage.TOLD) return;
    boolean timedOut = channel != null && channel.isTimedOut();
    Closing how = closing == null ? Closings.unexplained(timedOut, failure) : closing;
    stage(Stage.TOLD);
    endpoint.told();
    endpoint.rests(this);
    if (handler == null) return;
    try {
      handler.onClosed(how);
    } catch (RuntimeException | Error e) {
      // it is closed already, and there is nobody left to tell
    }
  }

  @Override
  public boolean isServer() {
    return trust == null;
  }

  @Override
  public InetSocketAddress peerAddress() {
    return peer;
  }

  @Override
  public String applicationProtocol() {
    SSLEngine tls = channel.sslEngine();
    String protocol = tls == null ? null : tls.getApplicationProtocol();
    return protocol == null ? "" : protocol;
  }

  @Override
  public Optional<X509Certificate> peerCertificate() {
    SSLEngine tls = channel.sslEngine();
    try {
      return tls == null
          ? Optional.empty()
          : Optional.of((X509Certificate) tls.getSession().getPeerCertificates()[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /// Asking for one that the peer does not allow would make Netty leave its number out.
  @Override
  public long openStream(boolean bidirectional) {
    if (!isOpen()) return -1;
    NettyStream stream = opened(bidirectional);
    if (stream == null) {
      wantsBidirectional |= bidirectional;
      wantsUnidirectional |= !bidirectional;
      return -1;
    }
    long id = stream.channel().streamId();
    streams.put(id, stream);
    return id;
  }

  private NettyStream opened(boolean bidirectional) {
    QuicStreamType type =
        bidirectional ? QuicStreamType.BIDIRECTIONAL : QuicStreamType.UNIDIRECTIONAL;
    if (!allows(type)) return null;
    NettyStream made = new NettyStream(this, true);
    channel.createStream(type, made);
    return made.channel() == null ? null : made;
  }

  /// Names a time within which nothing leaves; -1 when what is written leaves at once.
  long moment() {
    long turn = endpoint.turn();
    return turn < 0 ? -1 : turn + (sendsInTurn << 40);
  }

  /// How many of so many bytes a stream may write now.
  int room(NettyStream stream, int wanted) {
    return wanted == 0 || isHeldBack() ? 0 : crowd.room(stream, wanted);
  }

  /// A stream has more to write.
  void waits(NettyStream stream) {
    crowd.add(stream);
    endpoint.crowded(this);
  }

  /// Lets streams write on.
  ///
  /// @param late whether a turn has gone by in which none could
  /// @return whether some still wait
  boolean serve(boolean late) {
    if (isOpen() && !isHeldBack()) {
      crowd.serve(false);
      if (late) crowd.hurry();
    }
    return !crowd.isEmpty() && stage.compareTo(Stage.CLOSED) < 0;
  }

  void remove(long stream) {
    streams.remove(stream);
  }

  @Override
  public int write(long stream, ByteBuffer data, boolean fin) {
    NettyStream to = streams.get(stream);
    return !isOpen() || to == null ? -1 : to.write(data, fin);
  }

  @Override
  public int read(long stream, ByteBuffer into) {
    NettyStream from = streams.get(stream);
    return from == null ? -1 : from.read(into);
  }

  @Override
  public void reset(long stream, long code) {
    NettyStream of = streams.get(stream);
    sendsInTurn++;
    if (isOpen() && of != null) of.reset(narrow(code));
  }

  @Override
  public void stopSending(long stream, long code) {
    NettyStream of = streams.get(stream);
    sendsInTurn++;
    if (isOpen() && of != null) of.stopSending(narrow(code));
  }

  @Override
  public boolean sendDatagram(ByteBuffer data) {
    if (!isOpen() || isHeldBack() || data.remaining() > datagramBytesMax) return false;
    if (datagramsToSend() >= endpoint.settings.datagrams().sent()) return false;
    channel.write(channel.alloc().directBuffer(data.remaining()).writeBytes(data));
    datagramsSent++;
    if (!channel.isWritable()) {
      flush();
    } else if (!flushes) {
      flushes = true;
      endpoint.loop().execute(this::flush);
    }
    return true;
  }

  private void flush() {
    flushes = false;
    sendsInTurn++;
    channel.flush();
  }

  @Override
  public int maxDatagramBytes() {
    return isOpen() ? datagramBytesMax : -1;
  }

  @Override
  public void whenDelivered(Runnable task) {
    if (isOpen()) addDelivery(task);
  }

  /// Runs something once all that was written is acknowledged.
  void addDelivery(Runnable task) {
    if (deliveries.isEmpty()) deliverySinceNs = System.nanoTime();
    deliveries.add(task);
    watch();
  }

  @Override
  public void close(long code, String reason) {
    if (stage == Stage.HANDSHAKE) {
      abort(code, reason);
    } else if (stage == Stage.OPEN) {
      stage(Stage.FINISHING);
      wanted = new Closing(Closing.By.SELF, true, code, reason);
      finishByNs = System.nanoTime() + FINISH_PATIENCE_NS;
      watch();
    }
  }

  private void watch() {
    if (rest == null) rest = new Rest(channel);
    endpoint.watch(this);
    endpoint.loop().execute(this::look);
  }

  /// Goes on with what waits until all that was sent is acknowledged.
  void look() {
    if (stage.compareTo(Stage.CLOSED) >= 0) return;
    if (flushes) flush();
    boolean rests = pendingWrites == 0 && rest.isReached();
    if (rests) datagramsAtRest = datagramsSent;
    if (rests && !deliveries.isEmpty()) {
      settle();
    } else if (stage == Stage.FINISHING) {
      if (rest.isHeard()) finishByNs = System.nanoTime() + FINISH_PATIENCE_NS;
      if (rests || System.nanoTime() - finishByNs >= 0) shut(wanted);
    } else if (rests) {
      endpoint.rests(this);
    }
  }

  private void settle() {
    boolean heldBack = isHeldBack();
    for (int i = deliveries.size(); i > 0; i--) {
      settling = true;
      guarded(deliveries.remove());
      settling = false;
    }
    if (heldBack && isOpen()) crowd.serve(true);
  }

  /// Those that were taken since all was acknowledged: Netty does not say which have left.
  @Override
  public int datagramsToSend() {
    if (datagramsSent == datagramsAtRest) return 0;
    if (rest == null || !endpoint.isWatched(this)) watch();
    return (int) (datagramsSent - datagramsAtRest);
  }

  @Override
  public void abort(long code, String reason) {
    shut(new Closing(Closing.By.SELF, true, code, reason));
  }

  @Override
  public boolean execute(Runnable task) {
    return endpoint.execute(() -> guarded(task));
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    endpoint.loop().schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public ConnectionStatistics statistics() {
    return Rest.statistics(channel, datagramsReceived, datagramsSent);
  }
}
